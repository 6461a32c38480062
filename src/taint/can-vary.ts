import { NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { EntryFunctions } from "./entry-functions.ts";
import { reachBack, type FactGraph } from "./fact-graph.ts";
import { Via } from "./facts.ts";
import type { Solver } from "./solver.ts";

export interface VariationInput {
  readonly program: Program;
  readonly incoming: IncomingEdges;
  readonly solver: Solver;
  readonly entries: EntryFunctions;
}

/** The facts that can vary at run time, because some way back from them ends in something that no constant decides. */
export function factsThatVary(input: VariationInput, graph: FactGraph, facts: readonly number[]): ReadonlySet<number> {
  const { program, solver } = input;
  const constants = facts.filter(
    (fact) =>
      program.nodeKind[solver.facts.node(fact)] === NodeKind.constant && solver.paths.isEnd(solver.facts.path(fact)),
  );
  const determined = reachBack(graph, constants, () => true);
  // `db.load(1).reason`: a field of what an unknown call returns is in none of the constants that the call was given.
  const isOutside = (fact: number): boolean =>
    !determined.has(fact) && (graph.farther.get(fact) ?? []).some((far) => solver.facts.via(far) === Via.outside);
  const ends = facts.filter((fact) => isVaryingEnd(input, graph, fact) || isOutside(fact));
  return reachBack(graph, ends, () => true);
}

/** The end of a path that can vary at run time: a parameter nobody passes, an outside value, a field nobody writes. */
function isVaryingEnd({ program, solver, incoming, entries }: VariationInput, graph: FactGraph, fact: number): boolean {
  const kind = program.nodeKind[solver.facts.node(fact)];
  if (kind === NodeKind.parameter && entries.has(program.nodeOwner[solver.facts.node(fact)] ?? -1)) return true;
  if ((graph.farther.get(fact)?.length ?? 0) > 0) return false;
  const node = solver.facts.node(fact);
  switch (kind) {
    case NodeKind.constant:
    case NodeKind.function:
    case NodeKind.class:
    case NodeKind.object:
    case NodeKind.template:
    case NodeKind.returned:
    case NodeKind.parameterOut:
    case NodeKind.receiverOut:
      return false;
    case NodeKind.parameter:
      return (
        (program.callers[program.nodeOwner[node] ?? -1]?.length ?? 0) === 0 ||
        program.callers[program.nodeOwner[node] ?? -1]?.every((call) => program.calls[call]?.synthetic === true) ===
          true
      );
    case NodeKind.environment:
      return false;
    case NodeKind.receiver:
    case NodeKind.instance:
    case NodeKind.global:
    case NodeKind.import:
      return true;
    default:
      return (incoming.start[node] ?? 0) === (incoming.start[node + 1] ?? 0);
  }
}
