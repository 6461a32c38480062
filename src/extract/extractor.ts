import type { ts } from "ts-morph";
import { EdgeKind, NodeKind } from "../model/module-graph.ts";
import type { FunctionState, PendingBody } from "./function-state.ts";
import { addFunction, enterFunction } from "./function-values.ts";
import { GraphBuilder, transformLabel } from "./graph-builder.ts";
import type { Markup } from "./jsx-texts.ts";
import { isModuleSyntax } from "./modules.ts";
import type { Binding, FunctionScope, Names } from "./names/bindings.ts";
import { resolveNames } from "./names/resolve-names.ts";
import type { PrototypeClass } from "./prototypes.ts";

/** State of the extraction of one file: the graph built so far, the names, and the function being walked. */
export class Extractor {
  readonly tree: ts.SourceFile;
  readonly graph = new GraphBuilder();
  readonly names: Names;
  readonly pending: PendingBody[] = [];
  readonly exportsNode: number;
  readonly classOfInitializer = new Map<number, number>();
  /** The record of each call of the text. */
  readonly callIndex = new Map<ts.Node, number>();
  /** Versions of variables that hold a literal, or one of several. */
  readonly constants = new Set<number>();
  /** Conditions that only ask whether there is a value. */
  readonly presences = new Set<number>();
  /** Classes that methods may be added to later, by their values and by their names. */
  readonly prototypes = new Map<number, PrototypeClass>();
  readonly prototypeOf = new Map<Binding, PrototypeClass>();
  fn: FunctionState;
  /** How many expressions and statements are being walked, one in another. */
  depth = 0;
  /** What nests too deeply and was left out. */
  readonly dropped: ts.Node[] = [];
  readonly isScript: boolean;
  readonly functionIndex = new Map<ts.Node, number>();
  readonly scopeIndex = new Map<FunctionScope, number>();
  /** For variables whose object inner functions give to calls: their versions, which such a call may change. */
  readonly given = new Map<Binding, readonly number[]>();
  readonly cells = new Map<Binding, number>();
  readonly globals = new Map<string, number>();
  readonly literals = new Map<string, number>();
  /** The elements around what is walked, outermost first. */
  readonly markup: Markup[] = [];
  /** Labels and fields below an element, and how many controls there are. */
  readonly labelsIn = new Map<ts.Node, Map<string, string>>();
  readonly formFields = new Map<ts.Node, Map<string, string>>();
  readonly controlsIn = new Map<ts.Node, number>();
  readonly importNodes = new Map<Binding, { readonly node: number; out: number; readonly index: number }>();

  constructor(tree: ts.SourceFile) {
    this.tree = tree;
    this.names = resolveNames(tree);
    this.isScript = !tree.statements.some(isModuleSyntax);
    const scope = this.names.functionScopes.get(tree);
    if (!scope) throw new Error("The module has no scope.");
    this.fn = enterFunction(this, scope, 0, true);
    addFunction(this, tree, "", -1, 0, -1);
    this.fn.handler = -1;
    this.exportsNode = this.graph.node(NodeKind.exports, "exports", 0, 0, 0);
  }

  /** A new node at the place of a syntax node, in the current function. */
  node(kind: NodeKind, name: string | undefined, at: ts.Node, payload = -1): number {
    return this.graph.node(kind, name, this.fn.index, this.startOf(at), at.end, payload);
  }

  /** Offset of the first character of a node, after white space and comments before it. */
  startOf(at: ts.Node): number {
    return at.pos < 0 ? 0 : at.getStart(this.tree);
  }

  copy(from: number, to: number): void {
    if (from === to) return;
    this.graph.edge(EdgeKind.copy, from, to);
  }

  derive(from: number, to: number, transform: Parameters<typeof transformLabel>[0]): void {
    this.graph.edge(EdgeKind.derive, from, to, transformLabel(transform));
  }

  /** `to = from.field` */
  read(from: number, field: string, at: ts.Node, kind: NodeKind = NodeKind.value): number {
    const to = this.node(kind, field, at);
    this.graph.edge(EdgeKind.read, from, to, this.graph.string(field));
    return to;
  }

  /** `to.field = from` */
  write(from: number, field: string, to: number): void {
    this.graph.edge(EdgeKind.write, from, to, this.graph.string(field));
  }

  /** `to` is `from` without the fields. */
  without(from: number, fields: readonly string[], to: number): void {
    if (fields.length === 0) this.copy(from, to);
    else this.graph.edge(EdgeKind.without, from, to, this.graph.string([...new Set(fields)].sort().join(",")));
  }

  /** A node that is one of several values; with fewer than two there is nothing to join. */
  join(values: readonly number[], name: string | undefined, at: ts.Node): number {
    const distinct = [...new Set(values.filter((value) => value >= 0))];
    if (distinct.length < 2) return distinct[0] ?? -1;
    const node = this.node(name === undefined ? NodeKind.value : NodeKind.variable, name, at);
    for (const value of distinct) this.copy(value, node);
    return node;
  }

  constant(text: string, at: ts.Node, type: "string" | "number" | "other" = "string"): number {
    if (type === "string") return this.node(NodeKind.constant, text, at, 0);
    const key = `${type}:${text}`;
    let node = this.literals.get(key);
    if (node === undefined) {
      node = this.graph.node(NodeKind.constant, text, 0, this.startOf(at), at.end, type === "number" ? 1 : 2);
      this.literals.set(key, node);
    }
    return node;
  }

  /** Whether a value is a literal that says something: no `null`, no `undefined`. */
  isTellingConstant(value: number): boolean {
    const text = this.graph.constantText(value);
    return text !== undefined && text !== "null" && text !== "undefined";
  }

  global(name: string, at: ts.Node): number {
    let node = this.globals.get(name);
    if (node === undefined) {
      node = this.graph.node(NodeKind.global, name, 0, this.startOf(at), at.end);
      this.globals.set(name, node);
    }
    return node;
  }
}
