import type { ExtractedFile, NotedStretch } from "../model/extracted-file.ts";
import {
  EdgeKind,
  NodeKind,
  type Call,
  type ClassInfo,
  type ClassMember,
  type EdgeTable,
  type Export,
  type FunctionInfo,
  type Import,
  type ModuleGraph,
  type NodeTable,
  type Reexport,
  type TypeDeclaration,
} from "../model/module-graph.ts";
import { checkIndices } from "./check-indices.ts";
import {
  flag,
  index,
  indexColumn,
  int,
  intColumn,
  kindColumn,
  list,
  optional,
  pairColumn,
  record,
  risingColumn,
  sidedIndex,
  text,
  triple,
  type Codec,
  type Fields,
} from "./codec.ts";

const node = index("node");
const string = index("string");
const fn = index("function");
const nodes = list(node);

const nodeTable = record<NodeTable>({
  kind: kindColumn(Object.keys(NodeKind).length),
  name: indexColumn("string", -1),
  // What it is the index of depends on the kind, so `checkIndices` looks at it; so with the labels of edges.
  payload: intColumn,
  owner: indexColumn("function", 0, risingColumn),
  start: risingColumn,
  end: risingColumn,
});

const edgeTable = record<EdgeTable>({
  kind: kindColumn(Object.keys(EdgeKind).length),
  from: indexColumn("node", 0, risingColumn),
  to: indexColumn("node", 0, risingColumn),
  label: intColumn,
});

const callFields: Fields<Call> = {
  callee: node,
  receiver: node,
  receiverAfter: node,
  arguments: nodes,
  argumentsAfter: nodes,
  spread: int,
  result: node,
  resultAfter: node,
  thrown: node,
  written: string,
  flags: int,
  owner: fn,
  start: int,
  end: int,
  conditions: list(sidedIndex("node")),
};

const call = record(callFields, (from) => ({
  callee: callFields.callee.read(from),
  receiver: callFields.receiver.read(from),
  receiverAfter: callFields.receiverAfter.read(from),
  arguments: callFields.arguments.read(from),
  argumentsAfter: callFields.argumentsAfter.read(from),
  spread: callFields.spread.read(from),
  result: callFields.result.read(from),
  resultAfter: callFields.resultAfter.read(from),
  thrown: callFields.thrown.read(from),
  written: callFields.written.read(from),
  flags: callFields.flags.read(from),
  owner: callFields.owner.read(from),
  start: callFields.start.read(from),
  end: callFields.end.read(from),
  conditions: callFields.conditions.read(from),
}));

const functionInfoFields: Fields<FunctionInfo> = {
  name: string,
  parent: fn,
  flags: int,
  parameters: nodes,
  parametersOut: nodes,
  receiver: node,
  receiverOut: node,
  environment: node,
  returned: node,
  thrown: node,
  node,
  class: index("class"),
  start: int,
  end: int,
};

const functionInfo = record(functionInfoFields, (from) => ({
  name: functionInfoFields.name.read(from),
  parent: functionInfoFields.parent.read(from),
  flags: functionInfoFields.flags.read(from),
  parameters: functionInfoFields.parameters.read(from),
  parametersOut: functionInfoFields.parametersOut.read(from),
  receiver: functionInfoFields.receiver.read(from),
  receiverOut: functionInfoFields.receiverOut.read(from),
  environment: functionInfoFields.environment.read(from),
  returned: functionInfoFields.returned.read(from),
  thrown: functionInfoFields.thrown.read(from),
  node: functionInfoFields.node.read(from),
  class: functionInfoFields.class.read(from),
  start: functionInfoFields.start.read(from),
  end: functionInfoFields.end.read(from),
}));

const classInfo = record<ClassInfo>({
  name: string,
  node,
  superclass: node,
  instance: node,
  constructorFunction: fn,
  members: list(record<ClassMember>({ name: string, function: fn, flags: int })),
  ownFields: string,
  implements: list(string),
});

/** A graph without the path of its file: files with the same text have the same graph. */
const moduleGraph = record<Omit<ModuleGraph, "path">>({
  strings: list(text),
  nodes: nodeTable,
  edges: edgeTable,
  calls: list(call),
  functions: list(functionInfo),
  classes: list(classInfo),
  imports: list(record<Import>({ specifier: string, name: string, node, flags: int })),
  exports: list(record<Export>({ name: string, node })),
  reexports: list(record<Reexport>({ specifier: string, name: string, exported: string })),
  types: list(record<TypeDeclaration>({ name: string, type: string })),
  nodeTypes: pairColumn("node", "string"),
  callTypes: pairColumn("call", "string"),
  genericResults: pairColumn("function", "string"),
  typeImports: list(triple(string)),
  isModule: flag,
});

const stretch = record<NotedStretch>({ start: int, end: int, line: int });

const fields = record<StoredFile>({
  graph: optional(moduleGraph),
  tooDeep: optional(stretch),
  syntaxError: optional(
    record<NonNullable<ExtractedFile["syntaxError"]>>({ start: int, end: int, line: int, message: text }),
  ),
});

/** What was extracted of a file, wherever it lies. */
export interface StoredFile extends Omit<ExtractedFile, "graph"> {
  readonly graph: Omit<ModuleGraph, "path"> | undefined;
}

export const storedFile: Codec<StoredFile> = {
  write: fields.write,
  read: (from) => {
    from.forgetIndices();
    const stored = fields.read(from);
    if (stored.graph) checkIndices(stored.graph, from.highest);
    return stored;
  },
};

/** The file of a path, of what was stored of a file with the same text. */
export function atPath(path: string, { graph, tooDeep, syntaxError }: StoredFile): ExtractedFile {
  return { graph: graph && { path, ...graph }, tooDeep, syntaxError };
}
