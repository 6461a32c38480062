import { EdgeKind, NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";

/** Edges that a name is followed over. */
const maximumSteps = 16;

/**
 * The outside API that a value is by the text alone, such as `npm:mystery#client.load`, whether or not a rule speaks of it; undefined when it
 * is something of the program, or nobody knows. Only copies and fields are followed.
 */
export function outsideOrigin(
  program: Program,
  incoming: IncomingEdges,
  outsideImports: ReadonlyMap<number, string>,
  start: number,
): string | undefined {
  let node = start;
  let members = "";
  for (let step = 0; step < maximumSteps; step++) {
    const api = outsideImports.get(node);
    if (api !== undefined) return api.includes("#") ? api + members : `${api}#${members.slice(1)}`.replace(/#$/, "");
    if (program.nodeKind[node] === NodeKind.global) return `global#${program.nameOf(node) ?? ""}${members}`;
    const slot = nameSlot(incoming, node);
    if (slot < 0) return undefined;
    if (incoming.kind[slot] === EdgeKind.read)
      members = `.${program.strings[incoming.label[slot] ?? -1] ?? ""}${members}`;
    node = incoming.from[slot] ?? -1;
  }
  return undefined;
}

/** The one edge that gives a node its value, when it is a copy or a field; else -1. */
function nameSlot(incoming: IncomingEdges, node: number): number {
  const first = incoming.start[node] ?? 0;
  const isOnly = (incoming.start[node + 1] ?? 0) === first + 1;
  const kind = incoming.kind[first];
  return isOnly && (kind === EdgeKind.copy || kind === EdgeKind.read) ? first : -1;
}
