import { readGuardLabel } from "../model/guard-label.ts";
import { EdgeKind, NodeKind, transforms, type ModuleGraph } from "../model/module-graph.ts";
import { DamagedBytes, type IndexKind } from "./byte-reader.ts";

type StoredGraph = Omit<ModuleGraph, "path">;

/**
 * Checks that all that a graph refers to is there: a graph that was read may be walked without fear.
 *
 * @param highest  the highest index of each kind that was met while reading
 */
export function checkIndices(graph: StoredGraph, highest: Readonly<Record<IndexKind, number>>): void {
  const counts = countsOf(graph);
  for (const [kind, count] of Object.entries(counts)) check(highest[kind as IndexKind], count);
  checkColumns(graph);
  checkPayloads(graph, counts);
  checkLabels(graph, counts);
  graph.functions.forEach(({ parent }, index) => {
    // Functions come after the one they are written in, so that going outward ends.
    if (index > 0) check(parent, index);
  });
}

function countsOf({ nodes, strings, functions, classes, imports, calls }: StoredGraph): Record<IndexKind, number> {
  return {
    node: nodes.kind.length,
    string: strings.length,
    function: functions.length,
    class: classes.length,
    import: imports.length,
    call: calls.length,
  };
}

function checkColumns({ nodes, edges }: StoredGraph): void {
  for (const table of [nodes, edges]) {
    const columns: readonly ArrayLike<number>[] = Object.values(table);
    if (columns.some(({ length }) => length !== table.kind.length)) throw new DamagedBytes("a column is too short");
  }
}

function checkPayloads({ nodes }: StoredGraph, counts: Readonly<Record<IndexKind, number>>): void {
  nodes.kind.forEach((kind, node) => {
    const payload = nodes.payload[node] ?? -1;
    if (payload < 0) return;
    switch (kind) {
      case NodeKind.function:
        check(payload, counts.function);
        return;
      case NodeKind.class:
      case NodeKind.instance:
        check(payload, counts.class);
        return;
      case NodeKind.import:
      case NodeKind.importOut:
        check(payload, counts.import);
        return;
      case NodeKind.after:
        check(payload, counts.call);
    }
  });
}

function checkLabels({ edges }: StoredGraph, counts: Readonly<Record<IndexKind, number>>): void {
  edges.kind.forEach((kind, edge) => {
    const label = edges.label[edge] ?? 0;
    if (label < 0) throw new DamagedBytes("a label is out of range");
    switch (kind) {
      case EdgeKind.read:
      case EdgeKind.write:
      case EdgeKind.without:
        check(label, counts.string);
        return;
      case EdgeKind.readDynamic:
      case EdgeKind.writeDynamic:
        check(label, counts.node);
        return;
      case EdgeKind.guard:
        check(readGuardLabel(label).call, counts.call);
        return;
      case EdgeKind.derive:
        check(label, transforms.length);
    }
  });
}

function check(index: number, count: number): void {
  if (index >= count) throw new DamagedBytes(`${String(index)} was expected to be below ${String(count)}`);
}
