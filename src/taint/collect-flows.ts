import { NodeKind } from "../model/module-graph.ts";
import type { Label } from "../model/rule-set.ts";
import { factsThatVary, type VariationInput } from "./can-vary.ts";
import { factGraph, type FactGraph } from "./fact-graph.ts";
import { Mask, Via } from "./facts.ts";
import type { LoadTests } from "./load-tests.ts";
import type { SinkPort } from "./match-sinks.ts";
import { outermost } from "./outermost.ts";
import type { Run } from "./search.ts";
import type { Solver } from "./solver.ts";
import { candidatesAt, type Candidate, type CandidateInput, type Strength } from "./source-candidates.ts";
import { traceToSink } from "./trace.ts";

/** A path of facts from a place where data is named, or comes from a source of the rules, to a sink. */
export interface TaintFlow {
  readonly sink: SinkPort;
  readonly label: Label;
  readonly field: string;
  /** The call where the payload is composed. */
  readonly place: number;
  /** Facts, source first; indices into the solver's table. */
  readonly trace: readonly number[];
  readonly strength: Strength;
  readonly mask: number;
}

export type CollectInput = CandidateInput &
  VariationInput & {
    /** Flows of one field to one place that are told apart; those that come first are nearest to the sink. */
    readonly flowsPerField: number;
    readonly loadTests: LoadTests;
  };

/** Turns the facts of one run into flows: where data begins, outermost first, and only where it can vary. */
export function collectFlows(input: CollectInput, run: Run, sink: SinkPort): TaintFlow[] {
  const { solver } = input;
  const facts = solver.factsOf(run);
  const graph = factGraph(solver, run);
  const candidates = facts
    .flatMap((fact) => candidatesAt(input, graph, sink, fact))
    .filter(({ fact }) => !input.loadTests.has(graph, fact));
  if (candidates.length === 0) return [];
  const varying = factsThatVary(input, graph, facts);
  const living = candidates.filter((candidate) => candidate.group === Mask.text || varying.has(candidate.fact));
  const lifted = liftToCallers(input, graph, varying, living);
  const flows: TaintFlow[] = [];
  const counts = new Map<string, number>();
  for (const candidate of outermost(solver, graph, lifted)) {
    for (const found of placesOf(solver, run, candidate.fact)) {
      const place = found < 0 ? sink.call : found >> 1;
      const key = `${String(place)} ${candidate.label} ${candidate.field}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > input.flowsPerField) continue;
      flows.push({
        sink,
        label: candidate.label,
        field: candidate.field,
        place,
        trace: traceToSink(solver, run, candidate.fact, found),
        strength: candidate.strength,
        mask: solver.facts.mask(candidate.fact),
      });
    }
  }
  return flows.sort((a, b) => a.trace.length - b.trace.length);
}

/**
 * A parameter that is sensitive by its name is so in each call: where a caller's own argument says nothing, the flow begins
 * at that argument.
 */
function liftToCallers(
  input: CollectInput,
  graph: FactGraph,
  varying: ReadonlySet<number>,
  candidates: readonly Candidate[],
): Candidate[] {
  const { program, solver, names } = input;
  const lifted: Candidate[] = [];
  for (const candidate of candidates) {
    lifted.push(candidate);
    if (program.nodeKind[solver.facts.node(candidate.fact)] !== NodeKind.parameter) continue;
    for (const far of graph.farther.get(candidate.fact) ?? []) {
      if (solver.facts.via(far) !== Via.exit || !varying.has(far)) continue;
      const passed = solver.facts.node(far);
      lifted.push({ ...candidate, fact: far, field: names.printed(passed) || candidate.field });
    }
  }
  return lifted;
}

/** The places from which a fact is reached: its own, or for a fact inside a function those of all calls into it. */
function placesOf(solver: Solver, run: Run, fact: number): number[] {
  const own = solver.facts.place(fact);
  if (own >= 0) return [own];
  return [...(run.entries.get(solver.facts.context(fact))?.keys() ?? [])];
}
