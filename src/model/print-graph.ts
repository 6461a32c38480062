import { readGuardLabel } from "./guard-label.ts";
import { EdgeKind, NodeKind, type ModuleGraph, transforms } from "./module-graph.ts";

const nodeNames = invert(NodeKind);
const edgeNames = invert(EdgeKind);

function invert(table: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  return new Map(Object.entries(table).map(([name, value]) => [value, name]));
}

/** A module graph as text, one line for each node, edge and call; what tests of `extract` and `--verbose` debugging read. */
export function printGraph(graph: ModuleGraph): string {
  const lines: string[] = [];
  const { nodes, edges, strings } = graph;
  nodes.kind.forEach((_, index) => {
    lines.push(`${printNode(graph, index)} in ${functionName(graph, nodes.owner[index] ?? 0)}`);
  });
  edges.kind.forEach((kind, index) => {
    const label = printLabel(graph, kind, edges.label[index] ?? 0);
    lines.push(
      `${printNode(graph, edges.from[index] ?? 0)} -${edgeNames.get(kind) ?? "?"}${label}-> ${printNode(graph, edges.to[index] ?? 0)}`,
    );
  });
  for (const call of graph.calls) {
    const values = call.arguments.map((argument) => printNode(graph, argument)).join(", ");
    const receiver = call.receiver < 0 ? "" : ` on ${printNode(graph, call.receiver)}`;
    lines.push(
      `call ${strings[call.written] ?? ""} = ${printNode(graph, call.callee)}${receiver} (${values}) => ${printNode(graph, call.result)}`,
    );
  }
  return lines.join("\n");
}

/** `n3 parameter user`. */
export function printNode(graph: ModuleGraph, node: number): string {
  if (node < 0) return "nothing";
  const kind = nodeNames.get(graph.nodes.kind[node] ?? 0) ?? "?";
  const name = graph.strings[graph.nodes.name[node] ?? -1];
  return `n${String(node)} ${kind}${name === undefined ? "" : ` ${JSON.stringify(name)}`}`;
}

function functionName(graph: ModuleGraph, index: number): string {
  return index === 0 ? "module" : (graph.strings[graph.functions[index]?.name ?? -1] ?? `function ${String(index)}`);
}

function printLabel(graph: ModuleGraph, kind: number, label: number): string {
  switch (kind) {
    case EdgeKind.read:
    case EdgeKind.write:
    case EdgeKind.without:
      return ` ${graph.strings[label] ?? ""}`;
    case EdgeKind.derive:
      return ` ${transforms[label] ?? ""}`;
    case EdgeKind.readDynamic:
    case EdgeKind.writeDynamic:
      return ` [${printNode(graph, label)}]`;
    case EdgeKind.guard: {
      const { call, truth } = readGuardLabel(label);
      return ` call ${String(call)} is ${String(truth)}`;
    }
    default:
      return "";
  }
}
