import { ConstantEvaluator } from "../model/constants.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { defaultLimits, type Limits } from "../model/options.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { RawDeadEnd, RawFlow } from "../model/raw-flow.ts";
import { pageVendor, type PropagatorSpec, type RuleSet, type SourceSpec } from "../model/rule-set.ts";
import type { TypeTable } from "../model/type-table.ts";
import { anything, exactly } from "./access-paths.ts";
import { barriersOf } from "./barriers.ts";
import { BoundsMet } from "./bounds-met.ts";
import { collectFlows, type TaintFlow } from "./collect-flows.ts";
import { EntryFunctions } from "./entry-functions.ts";
import { Mask } from "./facts.ts";
import { DeadEnds } from "./find-dead-ends.ts";
import { findDecisions } from "./find-decisions.ts";
import { LoadTests } from "./load-tests.ts";
import { matchSinks, type MatchedSinks, type SinkPort } from "./match-sinks.ts";
import { leavesSite } from "./leaves-site.ts";
import { NameEvidence } from "./names.ts";
import { toRawFlow } from "./raw-flow.ts";
import { Solver } from "./solver.ts";

export interface TaintResult {
  readonly flows: readonly RawFlow[];
  /** Deterministic measure of the work done. */
  readonly steps: number;
  readonly factCount: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Where searches could not go on; absent unless asked for. */
  readonly deadEnds?: readonly RawDeadEnd[];
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
      ...(source.named ? { named: [source.named] } : {}),
    })),
  }));
}

/** The calls that sink rules speak of, and what was made to find them. */
export interface MatchedProgram {
  readonly incoming: IncomingEdges;
  readonly evaluator: ConstantEvaluator;
  readonly sinks: readonly SinkPort[];
  readonly callsByVendor: MatchedSinks["callsByVendor"];
  /** Requests for which not every chain of callers was looked at (`limits.callerChains`). */
  readonly cutRequests: MatchedSinks["cutRequests"];
}

export function matchProgram(
  program: Program,
  rules: Pick<RuleSet, "sinks">,
  { callerChains }: Limits,
): MatchedProgram {
  const incoming = program.incoming();
  const evaluator = new ConstantEvaluator(program, incoming);
  const { ports: sinks, ...found } = matchSinks(program, evaluator, rules.sinks, callerChains);
  return { incoming, evaluator, sinks, ...found };
}

export interface FlowOptions {
  readonly limits: Limits;
  readonly isHealthProduct: boolean;
  /** Of packages, relative to the scanned folder. */
  readonly packageFolders: readonly string[];
  /** Whether trackers read the page on which a call runs. */
  readonly isTracked: (call: number) => boolean;
  /** Set when dead ends are asked for: what imports from outside stand for. */
  readonly deadEndImports?: ReadonlyMap<number, string> | undefined;
}

/**
 * Outside a health product a search visits one part in so many of what it may visit in one: few names count there, and what is far
 * from a vendor call is mostly an error reporter.
 */
const shareElsewhere = 4;

/** Solves for each port of the sinks and collects the flows. Deterministic: sinks in program order. */
export function findFlows(
  program: Program,
  types: TypeTable,
  ruleSet: RuleSet,
  { incoming, evaluator, sinks, cutRequests }: MatchedProgram,
  { limits, isHealthProduct, packageFolders, isTracked, deadEndImports }: FlowOptions,
): TaintResult {
  const solver = new Solver(program, incoming, barriersOf(program, incoming, ruleSet), limits);
  const names = new NameEvidence({
    program,
    incoming,
    lexicon: ruleSet.lexicon,
    types,
    isHealthProduct,
    packageFolders,
  });
  const sourceStores = new Map(ruleSet.sources.map((source) => [`store(source:${source.id})`, source]));
  const input = {
    program,
    incoming,
    solver,
    names,
    matchText: (text: string) => ruleSet.lexicon.matchText(text),
    sourceStores,
    entries: new EntryFunctions(program),
    loadTests: new LoadTests(program, solver, incoming, types),
    // One more than a finding shows, so that there being more is known; not fewer when it shows less, for they name the finding.
    flowsPerField: Math.max(limits.flowsPerFinding, defaultLimits.flowsPerFinding) + 1,
  };
  const flows: TaintFlow[] = [];
  const bounds = new BoundsMet(program, cutRequests);
  const deadEnds = deadEndImports && new DeadEnds(solver, { program, incoming, outsideImports: deadEndImports });
  const decided = new Set<number>();
  const maximum = isHealthProduct ? limits.factsPerSink : limits.factsPerSink / shareElsewhere;
  for (const sink of sinks) {
    const isPage = sink.spec.vendor === pageVendor;
    if (isPage ? !isTracked(sink.call) || leavesSite(evaluator, sink) : sink.spec.vendor.class === "first-party")
      continue;
    const mask = isPage ? Mask.health : seedMask(sink, isHealthProduct);
    const run = solver.run(sink.node, seedPath(program, solver, sink), mask, sink.call, {
      callers: sink.callers,
      maximum,
    });
    bounds.noteRun(sink.call, run.cut);
    const found = collectFlows(input, run, sink);
    flows.push(...found);
    if (!isPage) deadEnds?.note(sink, run, found);
    if (isPage || sink.role === "address" || decided.has(sink.call)) continue;
    decided.add(sink.call);
    flows.push(...findDecisions(input, run, sink, limits, bounds));
  }
  return {
    flows: flows.map((flow) => toRawFlow(program, solver, flow)),
    steps: solver.steps,
    factCount: solver.facts.size,
    diagnostics: bounds.diagnostics({
      accessPathLength: limits.accessPathLength,
      shortenedPaths: solver.paths.cuts,
      cutResults: solver.cutResults,
    }),
    ...(deadEnds && { deadEnds: deadEnds.all }),
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
