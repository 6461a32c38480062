import type {
  Call,
  ClassInfo,
  EdgeKind,
  Export,
  FunctionInfo,
  Import,
  ModuleGraph,
  Reexport,
  TypeDeclaration,
} from "../model/module-graph.ts";
import { NodeKind, transforms } from "../model/module-graph.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Collects the parts of a module graph and packs them at the end. Node, edge and call numbers count up from 0. */
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
  private readonly nodeKind: number[] = [];
  private readonly nodeName: number[] = [];
  private readonly nodePayload: number[] = [];
  private readonly nodeOwner: number[] = [];
  private readonly nodeStart: number[] = [];
  private readonly nodeEnd: number[] = [];
  private readonly edgeKind: number[] = [];
  private readonly edgeFrom: number[] = [];
  private readonly edgeTo: number[] = [];
  private readonly edgeLabel: number[] = [];

  string(text: string): number {
    const known = this.stringIndex.get(text);
    if (known !== undefined) return known;
    const index = this.strings.length;
    this.strings.push(text);
    this.stringIndex.set(text, index);
    return index;
  }

  node(kind: NodeKind, name: string | undefined, owner: number, start: number, end: number, payload = -1): number {
    const index = this.nodeKind.length;
    this.nodeKind.push(kind);
    this.nodeName.push(name === undefined ? -1 : this.string(name));
    this.nodePayload.push(payload);
    this.nodeOwner.push(owner);
    this.nodeStart.push(start);
    this.nodeEnd.push(end);
    return index;
  }

  /** The number of what a node stands for, or -1. */
  payloadOf(node: number): number {
    return this.nodePayload[node] ?? -1;
  }

  /** The text of a literal, or undefined when the node is something else. */
  constantText(node: number): string | undefined {
    return this.nodeKind[node] === NodeKind.constant ? this.strings[this.nodeName[node] ?? -1] : undefined;
  }

  /** Adds an edge; a missing end (-1: a value nobody can name) adds nothing. */
  edge(kind: EdgeKind, from: number, to: number, label = 0): void {
    if (from < 0 || to < 0) return;
    this.edgeKind.push(kind);
    this.edgeFrom.push(from);
    this.edgeTo.push(to);
    this.edgeLabel.push(label);
  }

  finish(path: string): ModuleGraph {
    return {
      path,
      strings: this.strings,
      nodes: {
        kind: new Uint8Array(this.nodeKind),
        name: new Int32Array(this.nodeName),
        payload: new Int32Array(this.nodePayload),
        owner: new Int32Array(this.nodeOwner),
        start: new Int32Array(this.nodeStart),
        end: new Int32Array(this.nodeEnd),
      },
      edges: {
        kind: new Uint8Array(this.edgeKind),
        from: new Int32Array(this.edgeFrom),
        to: new Int32Array(this.edgeTo),
        label: new Int32Array(this.edgeLabel),
      },
      calls: this.calls,
      functions: this.functions,
      classes: this.classes,
      imports: this.imports,
      exports: this.exports,
      reexports: this.reexports,
      types: this.types,
      nodeTypes: new Int32Array(this.nodeTypes),
      callTypes: new Int32Array(this.callTypes),
      genericResults: new Int32Array(this.genericResults),
      typeImports: this.typeImports,
      isModule: this.isModule,
    };
  }
}

/** The label of a `derive` edge. */
export function transformLabel(transform: (typeof transforms)[number]): number {
  return transforms.indexOf(transform);
}
