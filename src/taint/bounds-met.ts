import type { Diagnostic } from "../model/diagnostic.ts";
import type { Program } from "../model/program.ts";
import { countOf } from "../util/count-of.ts";
import type { Cut } from "./search.ts";

/** What the solver counts itself. */
interface OtherBounds {
  readonly accessPathLength: number;
  /** Access paths that were longer. */
  readonly shortenedPaths: number;
  /** Results that were not followed to all that they are a part of. */
  readonly cutResults: number;
}

/** The bounds that a search for flows met, and the vendor calls that may have more flows because of them. */
export class BoundsMet {
  private readonly program: Program;
  /** Requests of which not all callers were told apart. */
  private readonly cutRequests: readonly number[];
  private readonly ofCalls: Diagnostic[] = [];
  /** Vendor calls, by what was cut for them. */
  private readonly cutByProgram = new Set<number>();
  private readonly cutDecisions = new Set<number>();
  private readonly leftOutDecisions = new Set<number>();

  constructor(program: Program, cutRequests: readonly number[]) {
    this.program = program;
    this.cutRequests = cutRequests;
  }

  /** A search from a vendor call ended. */
  noteRun(call: number, cut: Cut): void {
    if (cut === "program") this.cutByProgram.add(call);
    else if (cut !== "none") this.ofCalls.push(this.cutShort(call, cut));
  }

  /** A search from a condition of a vendor call ended. */
  noteDecision(call: number, cut: Cut): void {
    if (cut === "program") this.cutByProgram.add(call);
    else if (cut !== "none") this.cutDecisions.add(call);
  }

  /** Conditions that may decide whether a vendor call runs were not looked at. */
  noteLeftOut(call: number): void {
    this.leftOutDecisions.add(call);
  }

  /** Those of single calls first. */
  diagnostics({ accessPathLength, shortenedPaths, cutResults }: OtherBounds): readonly Diagnostic[] {
    const met = [...this.ofCalls];
    const add = (count: number, message: string): void => {
      if (count > 0) met.push({ code: "bound-met", message });
    };
    add(
      this.cutByProgram.size,
      `The whole search reached its bound: ${countOf(this.cutByProgram.size, "vendor call was", "vendor calls were")} searched in part or not at all (limits.factsPerProgram).`,
    );
    add(
      shortenedPaths,
      `Access paths longer than ${String(accessPathLength)} fields were shortened (limits.accessPathLength).`,
    );
    add(
      this.cutDecisions.size,
      `What decides whether ${countOf(this.cutDecisions.size, "vendor call runs", "vendor calls run")} was searched in part (limits.factsPerDecision).`,
    );
    add(
      this.leftOutDecisions.size,
      `Some conditions of the calls that lead to ${countOf(this.leftOutDecisions.size, "vendor call", "vendor calls")} were not looked at (limits.decisionsPerSink).`,
    );
    add(
      this.cutRequests.length,
      `The callers of ${countOf(this.cutRequests.length, "HTTP request", "HTTP requests")} were told apart by address in part; requests to vendors may be missing (limits.callerChains).`,
    );
    add(
      cutResults,
      `What ${countOf(cutResults, "call gives", "calls give")} back was followed in part to the object that it is a part of; changes of it may be missing.`,
    );
    return met;
  }

  private cutShort(index: number, by: "place" | "sink"): Diagnostic {
    const call = this.program.calls[index];
    const file = this.program.modules[call?.module ?? -1]?.path ?? "";
    return {
      code: "bound-met",
      file,
      ...(call ? { span: { file, start: call.start, end: call.end } } : {}),
      message: `The search from ${call?.written ?? "a call"} in ${file} was cut where it became too wide; far flows may be missing (limits.${by === "place" ? "factsPerPlace" : "factsPerSink"}).`,
    };
  }
}
