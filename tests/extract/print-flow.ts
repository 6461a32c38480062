import {
  CallFlag,
  FunctionFlag,
  ImportFlag,
  NodeKind,
  type ModuleGraph,
  type TypeExpression,
} from "../../src/model/module-graph.ts";
import { GraphLabels } from "./graph-labels.ts";

/** A line of the print, and the subject that it speaks of. */
export interface PrintedLine {
  readonly subject: string;
  readonly line: string;
}

/**
 * A module graph as equations, the form that tests of `extract` are written in.
 *
 *   reason = visit.reason                 an edge; values that are computed where they are used stand there
 *   visit#2.reason = "none"               a write of a field
 *   row#2 = row where isClean is true     a guard
 *   send({ dx: reason }) if isNew         a call, with what decides whether it runs; `on` its receiver
 *   export send = cell send               exports, imports, functions, classes and types have a line each
 */
export function printFlow(graph: ModuleGraph): readonly PrintedLine[] {
  const labels = new GraphLabels(graph);
  return [
    ...printEdges(graph, labels),
    ...graph.calls.map((_, index) => printCall(graph, labels, index)),
    ...printFunctions(graph, labels),
    ...printModuleLines(graph, labels),
    ...printTypes(graph, labels),
  ];
}

function printEdges(graph: ModuleGraph, labels: GraphLabels): PrintedLine[] {
  const lines: PrintedLine[] = [];
  graph.nodes.kind.forEach((_, node) => {
    if (labels.isComputed(node)) return;
    const subject = labels.withoutNumber(node);
    if (labels.incomingOf(node).length === 0 && mayBeFilled(graph.nodes.kind[node])) {
      lines.push({ subject, line: `${labels.of(node)} = nothing` });
    }
    for (const edge of labels.incomingOf(node)) {
      const field = labels.writtenField(edge);
      const value = field === undefined ? labels.term(edge) : labels.of(graph.edges.from[edge] ?? -1);
      lines.push({ subject, line: `${labels.of(node)}${field ?? ""} = ${value}` });
    }
  });
  return lines;
}

/** Whether a reader expects something to flow into nodes of this kind, so that silence is worth a line. */
function mayBeFilled(kind: number | undefined): boolean {
  const kinds: (number | undefined)[] = [
    NodeKind.variable,
    NodeKind.cell,
    NodeKind.returned,
    NodeKind.thrown,
    NodeKind.receiverOut,
    NodeKind.parameterOut,
    NodeKind.exports,
  ];
  return kinds.includes(kind);
}

function printCall(graph: ModuleGraph, labels: GraphLabels, index: number): PrintedLine {
  const call = graph.calls[index];
  if (!call) return { subject: "?", line: "?" };
  const written = labels.text(call.written);
  const values = call.arguments.map(
    (argument, position) => `${position === call.spread ? "..." : ""}${labels.of(argument)}`,
  );
  const callee = labels.of(call.callee).replaceAll("global ", "");
  const conditions = call.conditions.map(
    (condition) => `${(condition & 1) === 1 ? "if" : "unless"} ${labels.of(condition >> 1)}`,
  );
  const line = [
    `${(call.flags & CallFlag.construct) === 0 ? "" : "new "}${written}(${values.join(", ")})`,
    callee === written ? "" : ` by ${callee}`,
    call.receiver < 0 ? "" : ` on ${labels.of(call.receiver)}`,
    conditions.length === 0 ? "" : ` ${conditions.join(" ")}`,
  ].join("");
  return { subject: `${written}()`, line };
}

function printFunctions(graph: ModuleGraph, labels: GraphLabels): PrintedLine[] {
  const functions = graph.functions.map((info, index) => {
    const parameters = info.parameters.map((parameter) => labels.of(parameter));
    const flags = Object.entries(FunctionFlag).flatMap(([name, bit]) => ((info.flags & bit) === 0 ? [] : [name]));
    return `function ${labels.functionName(index)}(${parameters.join(", ")})${flags.length === 0 ? "" : ` ${flags.join(" ")}`}`;
  });
  const classes = graph.classes.map((info) => {
    const superclass = info.superclass < 0 ? "" : ` extends ${labels.of(info.superclass)}`;
    const implemented = info.implements.map((type) => printType(labels.text(type)));
    const members = info.members.map((member) => labels.text(member.name));
    const promise = implemented.length === 0 ? "" : ` implements ${implemented.join(", ")}`;
    return `class ${labels.text(info.name)}${superclass}${promise} { ${members.join(", ")} }`;
  });
  return [...functions, ...classes].map((line) => ({ subject: line.split(" ", 1)[0] ?? "", line }));
}

function printModuleLines(graph: ModuleGraph, labels: GraphLabels): PrintedLine[] {
  const { text } = { text: (index: number): string => labels.text(index) };
  const imports = graph.imports.map(({ specifier, name, node, flags }) => {
    const how =
      (flags & ImportFlag.require) !== 0 ? " by require" : (flags & ImportFlag.dynamic) !== 0 ? " dynamically" : "";
    return `${labels.of(node)}: ${text(name)} of "${text(specifier)}"${how}`;
  });
  const typeImports = graph.typeImports.map(
    ([local, specifier, name]) => `import type ${text(local)}: ${text(name)} of "${text(specifier)}"`,
  );
  const exports = graph.exports.map(({ name, node }) => `export ${text(name)} = ${labels.of(node)}`);
  const reexports = graph.reexports.map(({ specifier, name, exported }) => {
    return `export ${exported < 0 ? "*" : text(exported)}: ${text(name)} of "${text(specifier)}"`;
  });
  const lines = [...imports, ...typeImports, ...exports, ...reexports];
  return lines.map((line) => ({
    subject: line.startsWith("import type") ? "import type" : (line.split(" ", 1)[0] ?? ""),
    line,
  }));
}

function printTypes(graph: ModuleGraph, labels: GraphLabels): PrintedLine[] {
  const lines = graph.types.map(({ name, type }) => `type ${labels.text(name)}: ${printType(labels.text(type))}`);
  for (let pair = 0; pair < graph.nodeTypes.length; pair += 2) {
    lines.push(
      `typed ${labels.of(graph.nodeTypes[pair] ?? -1)}: ${printType(labels.text(graph.nodeTypes[pair + 1] ?? -1))}`,
    );
  }
  return lines.map((line) => ({ subject: line.split(" ", 1)[0] ?? "", line }));
}

function printType(stored: string): string {
  return printTypeExpression(JSON.parse(stored) as TypeExpression);
}

function printTypeExpression(type: TypeExpression): string {
  switch (type[0]) {
    case "ref":
      return type[2].length === 0 ? type[1] : `${type[1]}<${type[2].map(printTypeExpression).join(", ")}>`;
    case "array":
      return `${printTypeExpression(type[1])}[]`;
    case "object": {
      const extended = type[2].map((base) => `...${printTypeExpression(base)}`);
      const fields = Object.entries(type[1]).map(([name, field]) => `${name}: ${printTypeExpression(field)}`);
      return `{ ${[...extended, ...fields].join(", ")} }`;
    }
    case "text":
      return JSON.stringify(type[1]);
    case "union":
      return type[1].map(printTypeExpression).join(" | ");
    case "function":
      return `() => ${printTypeExpression(type[1])}`;
    case "other":
      return "_";
  }
}
