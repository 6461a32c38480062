import type {
  Call,
  ClassInfo,
  EdgeKind,
  EdgeTable,
  Export,
  FunctionInfo,
  Import,
  ModuleGraph,
  NodeTable,
  Reexport,
  TypeDeclaration,
} from "../model/module-graph.ts";
import { NodeKind, transforms } from "../model/module-graph.ts";
import { IntTable } from "../util/int-table.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NodeColumn = { kind: 0, name: 1, payload: 2, owner: 3, start: 4, end: 5 } as const;
const EdgeColumn = { kind: 0, from: 1, to: 2, label: 3 } as const;

/** Room that the graphs of all files are built in, one after the other: growing it anew for each file costs more than the rest. */
const scratch = { nodes: new IntTable(6), edges: new IntTable(4) };

/** Collects the parts of a module graph and packs them at the end; only one at a time. Node, edge and call numbers count up from 0. */
export class GraphBuilder {
  readonly calls: Mutable<Call>[] = [];
  readonly functions: Mutable<FunctionInfo>[] = [];
  readonly classes: Mutable<ClassInfo>[] = [];
  readonly imports: Import[] = [];
  readonly exports: Export[] = [];
  readonly reexports: Reexport[] = [];
  readonly types: TypeDeclaration[] = [];
  readonly typeImports: (readonly [number, number, number])[] = [];
  readonly nodeTypes: number[] = [];
  readonly callTypes: number[] = [];
  readonly genericResults: number[] = [];
  isModule = false;
  private readonly strings: string[] = [];
  private readonly stringIndex = new Map<string, number>();
  private readonly nodes = scratch.nodes.cleared();
  private readonly edges = scratch.edges.cleared();

  string(text: string): number {
    const known = this.stringIndex.get(text);
    if (known !== undefined) return known;
    const index = this.strings.length;
    this.strings.push(text);
    this.stringIndex.set(text, index);
    return index;
  }

  node(kind: NodeKind, name: string | undefined, owner: number, start: number, end: number, payload = -1): number {
    const { nodes } = this;
    const at = nodes.add();
    const { values } = nodes;
    values[at] = kind;
    values[at + NodeColumn.name] = name === undefined ? -1 : this.string(name);
    values[at + NodeColumn.payload] = payload;
    values[at + NodeColumn.owner] = owner;
    values[at + NodeColumn.start] = start;
    values[at + NodeColumn.end] = end;
    return at / nodes.width;
  }

  /** The number of what a node stands for, or -1. */
  payloadOf(node: number): number {
    return this.nodes.at(node, NodeColumn.payload);
  }

  /** The text of a literal, or undefined when the node is something else. */
  constantText(node: number): string | undefined {
    if (node < 0 || this.nodes.at(node, NodeColumn.kind) !== NodeKind.constant) return undefined;
    return this.strings[this.nodes.at(node, NodeColumn.name)];
  }

  /** Whether a node stands for exactly this stretch of the file. */
  isAt(node: number, start: number, end: number): boolean {
    return this.nodes.at(node, NodeColumn.start) === start && this.nodes.at(node, NodeColumn.end) === end;
  }

  /** Adds an edge; a missing end (-1: a value nobody can name) adds nothing. */
  edge(kind: EdgeKind, from: number, to: number, label = 0): void {
    if (from < 0 || to < 0) return;
    const at = this.edges.add();
    const { values } = this.edges;
    values[at] = kind;
    values[at + EdgeColumn.from] = from;
    values[at + EdgeColumn.to] = to;
    values[at + EdgeColumn.label] = label;
  }

  finish(path: string): ModuleGraph {
    return {
      path,
      strings: this.strings,
      nodes: nodeTable(this.nodes),
      edges: edgeTable(this.edges),
      calls: this.calls,
      functions: this.functions,
      classes: this.classes,
      imports: this.imports,
      exports: this.exports,
      reexports: this.reexports,
      types: this.types,
      nodeTypes: packed(this.nodeTypes),
      callTypes: packed(this.callTypes),
      genericResults: packed(this.genericResults),
      typeImports: this.typeImports,
      isModule: this.isModule,
    };
  }
}

function nodeTable({ values, width, count }: IntTable): NodeTable {
  const kind = new Uint8Array(count);
  const name = new Int32Array(count);
  const payload = new Int32Array(count);
  const owner = new Int32Array(count);
  const start = new Int32Array(count);
  const end = new Int32Array(count);
  for (let node = 0, at = 0; node < count; node++, at += width) {
    kind[node] = values[at] ?? 0;
    name[node] = values[at + NodeColumn.name] ?? 0;
    payload[node] = values[at + NodeColumn.payload] ?? 0;
    owner[node] = values[at + NodeColumn.owner] ?? 0;
    start[node] = values[at + NodeColumn.start] ?? 0;
    end[node] = values[at + NodeColumn.end] ?? 0;
  }
  return { kind, name, payload, owner, start, end };
}

function edgeTable({ values, width, count }: IntTable): EdgeTable {
  const kind = new Uint8Array(count);
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const label = new Int32Array(count);
  for (let edge = 0, at = 0; edge < count; edge++, at += width) {
    kind[edge] = values[at] ?? 0;
    from[edge] = values[at + EdgeColumn.from] ?? 0;
    to[edge] = values[at + EdgeColumn.to] ?? 0;
    label[edge] = values[at + EdgeColumn.label] ?? 0;
  }
  return { kind, from, to, label };
}

const none = new Int32Array(0);

function packed(list: readonly number[]): Int32Array {
  return list.length === 0 ? none : new Int32Array(list);
}

/** The label of a `derive` edge. */
export function transformLabel(transform: (typeof transforms)[number]): number {
  return transforms.indexOf(transform);
}
