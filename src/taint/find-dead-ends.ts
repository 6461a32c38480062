import { CallFlag, NodeKind } from "../model/module-graph.ts";
import type { DeadEndReason } from "../model/finding.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { RawDeadEnd } from "../model/raw-flow.ts";
import type { TaintFlow } from "./collect-flows.ts";
import { Mask, Via } from "./facts.ts";
import type { SinkPort } from "./match-sinks.ts";
import { outsideOrigin } from "./outside-origin.ts";
import type { Run } from "./search.ts";
import type { Solver } from "./solver.ts";

/** Dead ends without data that one vendor call may have; the nearest to it come first. */
const shownForCall = 5;

export interface DeadEndInput {
  readonly program: Program;
  readonly incoming: IncomingEdges;
  /** Nodes of imports from outside → the API that each stands for. */
  readonly outsideImports: ReadonlyMap<number, string>;
}

/**
 * Says where searches from vendor calls could not go on: at calls that nothing is known of, and in functions that are handed to such
 * calls. For people who want to know why nothing, or little, was found.
 */
export class DeadEnds {
  private readonly program: Program;
  private readonly solver: Solver;
  private readonly apiOf: (call: number) => string | undefined;
  /** Unknown calls by their result. */
  private readonly byResult = new Map<number, number>();
  /** Functions written as arguments of unknown calls → that call. */
  private readonly handedOver = new Map<number, number>();
  private readonly found = new Map<string, RawDeadEnd>();
  private readonly shown = new Map<number, number>();

  constructor(solver: Solver, { program, incoming, outsideImports }: DeadEndInput) {
    this.program = program;
    this.solver = solver;
    this.apiOf = (call) =>
      program.targets[call]?.apis[0] ??
      outsideOrigin(program, incoming, outsideImports, program.calls[call]?.callee ?? -1);
    program.calls.forEach((call, index) => {
      const targets = program.targets[index];
      if (!targets || targets.functions.length > 0 || targets.propagated || call.synthetic) return;
      if ((call.flags & CallFlag.jsx) !== 0) return;
      if (call.result >= 0) this.byResult.set(call.result, index);
      for (const argument of call.arguments) {
        if (program.nodeKind[argument] === NodeKind.function)
          this.handedOver.set(program.nodePayload[argument] ?? -1, index);
      }
    });
  }

  /** In the order of the vendor calls, for each those with data first; a call that data goes into is named with the data only. */
  get all(): readonly RawDeadEnd[] {
    const ends = [...this.found.values()];
    const withData = new Set(
      ends.filter(({ data }) => data).map(({ sinkCall, call }) => `${String(sinkCall)} ${String(call)}`),
    );
    return ends
      .filter(({ sinkCall, call, data }) => data !== undefined || !withData.has(`${String(sinkCall)} ${String(call)}`))
      .sort((a, b) => a.sinkCall - b.sinkCall || Number(b.data !== undefined) - Number(a.data !== undefined));
  }

  /** Looks at the search from one port of a vendor call, and at the flows that it gave. */
  note({ call: sinkCall, spec: { vendor } }: SinkPort, run: Run, flows: readonly TaintFlow[]): void {
    const { facts } = this.solver;
    const add = (call: number, reason?: DeadEndReason, data?: RawDeadEnd["data"]): void => {
      const api = this.apiOf(call);
      this.add({
        sinkCall,
        vendor,
        reason: reason ?? (api === undefined ? "unresolved-call" : "unknown-library"),
        call,
        ...(api !== undefined && { api }),
        ...(data && { data }),
      });
    };
    for (const { trace, label, field, mask } of flows) {
      if ((mask & Mask.guessed) === 0) continue;
      const passing = trace.find((fact) => facts.via(fact) === Via.outside);
      const call = passing === undefined ? undefined : facts.detail(passing);
      if (call !== undefined) add(call, undefined, { label, field });
    }
    for (const fact of this.solver.factsOf(run)) {
      if ((facts.mask(fact) & (Mask.decided | Mask.implicit)) !== 0) continue;
      const node = facts.node(fact);
      const call = this.byResult.get(node);
      if (call !== undefined) add(call);
      if (this.program.nodeKind[node] !== NodeKind.parameter) continue;
      const fn = this.program.nodeOwner[node] ?? -1;
      const receiver = this.handedOver.get(fn);
      if (receiver !== undefined && (this.program.callers[fn] ?? []).length === 0) add(receiver, "unknown-caller");
    }
  }

  private add(end: RawDeadEnd): void {
    const key = `${String(end.sinkCall)} ${String(end.call)} ${end.data ? `${end.data.label} ${end.data.field}` : ""}`;
    if (this.found.has(key)) return;
    if (!end.data) {
      const shown = this.shown.get(end.sinkCall) ?? 0;
      if (shown >= shownForCall) return;
      this.shown.set(end.sinkCall, shown + 1);
    }
    this.found.set(key, end);
  }
}
