import { strongComponents } from "../util/strong-components.ts";
import { reachBack, type FactGraph } from "./fact-graph.ts";
import { Mask, Via } from "./facts.ts";
import type { Solver } from "./solver.ts";
import type { Candidate } from "./source-candidates.ts";

/** Drops a candidate when data of the same group is named farther out on its path: it is a step of that flow. */
export function outermost(solver: Solver, graph: FactGraph, candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const group of [Mask.health, Mask.identifier, Mask.text]) {
    const own = candidates.filter((candidate) => candidate.group === group);
    const targets = new Set(own.map(({ fact }) => fact));
    // What comes out of a call that nothing is known of is new data, however it is named.
    const inner = new Set<number>();
    for (const target of targets) {
      if (solver.facts.via(target) === Via.outside) continue;
      for (const near of graph.nearer.get(target) ?? []) inner.add(near);
    }
    const covered = reachBack(graph, [...inner], (fact) => solver.facts.via(fact) !== Via.outside);
    const hidden = own.filter(({ fact }) => covered.has(fact));
    const inLoops = hidden.length === 0 ? new Set<number>() : nearestInLoops(graph, targets);
    for (const candidate of own) if (!covered.has(candidate.fact) || inLoops.has(candidate.fact)) kept.push(candidate);
  }
  const seen = new Set<string>();
  return kept.filter((candidate) => {
    const key = `${String(candidate.fact)}:${candidate.label}:${candidate.field}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * In a loop of facts each candidate covers the others. Of a loop that no candidate lies beyond, the one nearest to the sink.
 */
function nearestInLoops(graph: FactGraph, candidates: ReadonlySet<number>): ReadonlySet<number> {
  const facts = [...graph.farther.keys()];
  const numbers = new Map(facts.map((fact, index) => [fact, index]));
  const farther = facts.map((fact) => (graph.farther.get(fact) ?? []).flatMap((far) => numbers.get(far) ?? []));
  const component = strongComponents(facts.length, (index) => farther[index] ?? []);
  const nearest = new Map<number, number>();
  const sizes = new Map<number, number>();
  facts.forEach((fact, index) => {
    const own = component[index] ?? -1;
    sizes.set(own, (sizes.get(own) ?? 0) + (farther[index]?.includes(index) === true ? 2 : 1));
    if (candidates.has(fact)) nearest.set(own, Math.min(nearest.get(own) ?? fact, fact));
  });
  // Facts that nothing lies beyond are in no loop and have no number, but they may be candidates.
  const beyond = new Set<number>();
  const byComponent = facts.map((_, index) => index).sort((a, b) => (component[a] ?? 0) - (component[b] ?? 0));
  for (const index of byComponent) {
    const own = component[index] ?? -1;
    const leaves = graph.farther.get(facts[index] ?? -1) ?? [];
    const hasBeyond =
      leaves.some((far) => !numbers.has(far) && candidates.has(far)) ||
      (farther[index] ?? []).some((far) => {
        const other = component[far] ?? -1;
        return other !== own && (nearest.has(other) || beyond.has(other));
      });
    if (hasBeyond) beyond.add(own);
  }
  const kept = new Set<number>();
  for (const [own, fact] of nearest) if ((sizes.get(own) ?? 0) > 1 && !beyond.has(own)) kept.add(fact);
  return kept;
}
