import { ConstantEvaluator } from "../model/constants.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Limits } from "../model/options.ts";
import type { Program } from "../model/program.ts";
import type { RawFlow } from "../model/raw-flow.ts";
import type { PropagatorSpec, RuleSet, SourceSpec } from "../model/rule-set.ts";
import type { TypeTable } from "../model/type-table.ts";
import { countOf } from "../util/count-of.ts";
import { anything, exactly } from "./access-paths.ts";
import { barriersOf } from "./barriers.ts";
import { collectFlows, type TaintFlow } from "./collect-flows.ts";
import { EntryFunctions } from "./entry-functions.ts";
import { Mask } from "./facts.ts";
import { matchSinks, type SinkPort } from "./match-sinks.ts";
import { NameEvidence } from "./names.ts";
import { toRawFlow } from "./raw-flow.ts";
import type { Run } from "./search.ts";
import { Solver } from "./solver.ts";

export interface TaintResult {
  readonly flows: readonly RawFlow[];
  readonly sinks: readonly SinkPort[];
  /** Deterministic measure of the work done. */
  readonly steps: number;
  readonly factCount: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Sources of the rules are storage places that their ports are filled from, so that one mechanism serves both. One with labels
 * is meant wherever its name leads; one that only reads by a name is a call of a library.
 */
export function sourcesAsPropagators(sources: readonly SourceSpec[]): PropagatorSpec[] {
  return sources.map((source) => ({
    id: `source:${source.id}`,
    callee: source.callee,
    ofOwnFunctions: source.labels.length > 0,
    when: [],
    flows: source.ports.map((port) => ({
      from: { root: { kind: "store", name: `source:${source.id}` }, steps: [] },
      to: port,
      ...(source.named ? { named: source.named } : {}),
    })),
  }));
}

/** Matches sinks, solves for each of their ports, and collects the flows. Deterministic: sinks in program order. */
export function findFlows(
  program: Program,
  types: TypeTable,
  ruleSet: RuleSet,
  { limits, isHealthProduct }: { readonly limits: Limits; readonly isHealthProduct: boolean },
): TaintResult {
  const incoming = program.incoming();
  const evaluator = new ConstantEvaluator(program, incoming);
  const sinks = matchSinks(program, evaluator, ruleSet.sinks);
  const solver = new Solver(program, incoming, barriersOf(program, ruleSet), limits);
  const names = new NameEvidence(program, incoming, ruleSet.lexicon, types, isHealthProduct);
  const sourceStores = new Map(ruleSet.sources.map((source) => [`store(source:${source.id})`, source]));
  const input = {
    program,
    incoming,
    solver,
    names,
    matchText: (text: string) => ruleSet.lexicon.matchText(text),
    sourceStores,
    entries: new EntryFunctions(program),
  };
  const flows: TaintFlow[] = [];
  const diagnostics: Diagnostic[] = [];
  const decided = new Set<number>();
  const unsearched = new Set<number>();
  for (const sink of sinks) {
    if (sink.spec.vendor.class === "first-party") continue;
    const mask = seedMask(sink, isHealthProduct);
    const run = solver.run(sink.node, seedPath(program, solver, sink), mask, sink.call, {
      callers: sink.callers,
    });
    if (run.cut === "program") unsearched.add(sink.call);
    else if (run.cut !== "none") diagnostics.push(cutDiagnostic(program, sink, run.cut));
    flows.push(...collectFlows(input, run, sink));
    if (sink.role === "address" || decided.has(sink.call)) continue;
    decided.add(sink.call);
    flows.push(...decisions(input, run, sink));
  }
  if (unsearched.size > 0) {
    const calls = countOf(unsearched.size, "vendor call was", "vendor calls were");
    diagnostics.push({
      code: "bound-met",
      message: `The whole search reached its bound: ${calls} searched in part or not at all (limits.factsPerProgram).`,
    });
  }
  if (solver.paths.cuts > 0) {
    diagnostics.push({
      code: "bound-met",
      message: `Access paths longer than ${String(limits.accessPathLength)} fields were shortened (limits.accessPathLength).`,
    });
  }
  return {
    flows: flows.map((flow) => toRawFlow(program, solver, flow)),
    sinks,
    steps: solver.steps,
    factCount: solver.facts.size,
    diagnostics,
  };
}

function seedPath(program: Program, solver: Solver, sink: SinkPort): number {
  let path = anything;
  if (sink.except.length > 0)
    path =
      solver.paths.without(
        path,
        sink.except.map((field) => program.string(field)),
      ) ?? exactly;
  for (const field of [...sink.fields].reverse()) path = solver.paths.prepend(program.string(field), path);
  return path;
}

/** Outside a health product identifiers are nothing to report, so they are not asked for. */
function seedMask(sink: SinkPort, isHealthProduct: boolean): number {
  const values = isHealthProduct ? Mask.health | Mask.identifier : Mask.health;
  return sink.role === "event-name" || sink.role === "audience" ? values | Mask.text : values;
}

/** Callers of a wrapper whose conditions are looked at. */
const maximumDeciders = 50;
/** Facts looked at for one condition: an answer that decides is near the decision. */
const maximumDecisionFacts = 2000;

/**
 * A vendor call that runs only for one health answer tells the answer, whatever it sends. Looked at are the conditions of
 * the call itself and of the calls of the function around it: one level, no deeper.
 */
function decisions(input: Parameters<typeof collectFlows>[0], run: Run, sink: SinkPort): TaintFlow[] {
  const { program, solver } = input;
  const calls = new Set([sink.call]);
  const owner = program.calls[sink.call]?.owner ?? -1;
  for (const caller of program.callers[owner] ?? [])
    if (sink.callers?.get(owner)?.has(caller) !== false) calls.add(caller);
  for (const fact of run.root.order) calls.add(solver.facts.place(fact) >> 1);
  const flows: TaintFlow[] = [];
  for (const call of [...calls].slice(0, maximumDeciders)) {
    for (const condition of program.calls[call]?.conditions ?? []) {
      const asked = solver.run(condition >> 1, exactly, Mask.health | Mask.decided | Mask.implicit, call, {
        callers: sink.callers,
        maximum: maximumDecisionFacts,
      });
      for (const flow of collectFlows(input, asked, sink)) flows.push({ ...flow, place: call });
    }
  }
  return flows;
}

function cutDiagnostic(program: Program, sink: SinkPort, by: "place" | "sink"): Diagnostic {
  const call = program.calls[sink.call];
  const file = program.modules[call?.module ?? -1]?.path ?? "";
  return {
    code: "bound-met",
    file,
    ...(call ? { span: { file, start: call.start, end: call.end } } : {}),
    message: `The search from ${call?.written ?? "a call"} in ${file} was cut where it became too wide; far flows may be missing (limits.${by === "place" ? "factsPerPlace" : "factsPerSink"}).`,
  };
}
