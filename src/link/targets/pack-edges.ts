import type { Program } from "../../model/program.ts";

/**
 * The edges of a program by one of their ends: those of node `n` are `start[n]` to `start[n + 1]` in the second array.
 *
 * @param endOf  the node of an edge, or -1 to leave it out
 */
export function packEdges(program: Program, endOf: (edge: number) => number): [Int32Array, Int32Array] {
  const count = program.nodeCount;
  const start = new Int32Array(count + 1);
  const total = program.edgeCount;
  for (let edge = 0; edge < total; edge++) {
    const end = endOf(edge);
    if (end >= 0) start[end + 1] = (start[end + 1] ?? 0) + 1;
  }
  for (let node = 0; node < count; node++) start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0);
  const next = start.slice();
  const edges = new Int32Array(start[count] ?? 0);
  for (let edge = 0; edge < total; edge++) {
    const end = endOf(edge);
    if (end < 0) continue;
    const slot = next[end] ?? 0;
    edges[slot] = edge;
    next[end] = slot + 1;
  }
  return [start, edges];
}
