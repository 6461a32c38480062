import type { ts } from "ts-morph";
import type { ImportFlag } from "../model/module-graph.ts";
import { EdgeKind, FunctionFlag, NodeKind } from "../model/module-graph.ts";
import { Environment } from "./environment.ts";
import { GraphBuilder, transformLabel } from "./graph-builder.ts";
import type { PrototypeClass } from "./prototypes.ts";
import { resolveNames, unwrap, type Binding, type FunctionScope, type Names } from "./scopes.ts";
import { isTelling, typeExpression } from "./types.ts";
import {
  canHaveModifiers,
  getModifiers,
  isArrowFunction,
  isBlock,
  isCallExpression,
  isConstructorDeclaration,
  isExportAssignment,
  isExportDeclaration,
  isGetAccessor,
  isIdentifier,
  isImportDeclaration,
  isImportEqualsDeclaration,
  isMethodDeclaration,
  isPropertyAccessExpression,
  isReturnStatement,
  isSetAccessor,
  SyntaxKind,
} from "./syntax.ts";

/** A variable that holds the same object as (a field of) another one: `const { user } = state` or `const b = a`. */
interface Alias {
  readonly of: Binding;
  readonly fields: readonly string[];
}

/** How many versions of one variable count as what inner functions give to calls, the latest ones. */
const keptGiven = 4;

/** Methods that give a part of their receiver: what is called on it later may change the receiver. */
const givingParts = new Set(["get", "find", "findLast", "at", "item", "first", "last", "peek"]);

/** Where `break` and `continue` of a loop or switch go: every version current there flows into these nodes. */
export interface JumpTarget {
  readonly label: string | undefined;
  readonly isLoop: boolean;
  readonly base: Environment;
  readonly exits: Map<Binding, number>[];
  readonly heads: ReadonlyMap<Binding, number>;
}

/** What is known while the body of one function is walked. */
export interface FunctionState {
  readonly index: number;
  readonly scope: FunctionScope;
  env: Environment;
  readonly isModule: boolean;
  /** Where exceptions go: the innermost catch parameter or the function's `thrown` node. */
  handler: number;
  readonly conditions: number[];
  readonly jumps: JumpTarget[];
  readonly aliases: Map<Binding, Alias>;
  /** Variables that hold what a call gave back. */
  readonly results: Map<Binding, ts.CallExpression>;
  /** Variables whose object was changed by an assignment, not only by a call that may leave it as it is. */
  readonly changedSurely: Set<Binding>;
  /** What decided which constant is returned; undefined once something else is. */
  returnedBy: Set<number> | undefined;
  /** Nodes of the captured variables and local functions mentioned so far. */
  readonly captured: Map<Binding, number>;
  /** Set once a variable of another function has a version here. */
  changesCaptured: boolean;
  readonly parameterBindings: (Binding | undefined)[];
  argumentsNode: number;
}

interface PendingBody {
  readonly node: ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration;
  readonly index: number;
  /** The conditions around the call that a callback is written in: they hold for the calls in it as well. */
  readonly conditions: readonly number[];
}

function givesPart({ expression }: ts.CallExpression): boolean {
  const callee = unwrap(expression);
  return isPropertyAccessExpression(callee) && givingParts.has(callee.name.text);
}

const noConditions: readonly number[] = [];

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
  private readonly isScript: boolean;
  private readonly functionIndex = new Map<ts.Node, number>();
  private readonly scopeIndex = new Map<FunctionScope, number>();
  /** For variables whose object inner functions give to calls: their versions, which such a call may change. */
  private readonly given = new Map<Binding, readonly number[]>();
  private readonly cells = new Map<Binding, number>();
  private readonly globals = new Map<string, number>();
  private readonly literals = new Map<string, number>();
  private readonly importNodes = new Map<Binding, { readonly node: number; out: number; readonly index: number }>();

  constructor(tree: ts.SourceFile) {
    this.tree = tree;
    this.names = resolveNames(tree);
    this.isScript = !tree.statements.some(isModuleSyntax);
    const scope = this.names.functionScopes.get(tree);
    if (!scope) throw new Error("The module has no scope.");
    this.fn = this.enterFunction(scope, 0, true);
    this.addFunction(tree, "", -1, 0, -1);
    this.fn.handler = -1;
    this.exportsNode = this.graph.node(NodeKind.exports, "exports", 0, 0, 0);
  }

  // ── nodes and edges ────────────────────────────────────────────────────────────────────────────────────────────────

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

  declareType(node: number, type: ts.TypeNode | undefined): void {
    if (!type || node < 0) return;
    const expression = typeExpression(type);
    if (isTelling(expression)) this.graph.nodeTypes.push(node, this.graph.string(JSON.stringify(expression)));
  }

  /** The types that a call is written with. */
  giveTypes(call: number, types: readonly ts.TypeNode[]): void {
    const expressions = types.map((type) => typeExpression(type));
    if (expressions.some(isTelling)) this.graph.callTypes.push(call, this.graph.string(JSON.stringify(expressions)));
  }

  // ── variables ──────────────────────────────────────────────────────────────────────────────────────────────────────

  bindingOf(identifier: ts.Node): Binding | undefined {
    return this.names.bindingOf.get(identifier) ?? this.names.declared.get(identifier);
  }

  /** The node of everything that other functions may see in a variable. */
  cell(binding: Binding): number {
    let cell = this.cells.get(binding);
    if (cell === undefined) {
      const owner = this.scopeIndex.get(binding.owner) ?? 0;
      cell = this.graph.node(NodeKind.cell, binding.name, owner, 0, 0);
      this.cells.set(binding, cell);
    }
    return cell;
  }

  /** The value of a variable here, or -1 before it has one. */
  current(binding: Binding, at: ts.Node): number {
    const imported = this.importNodes.get(binding);
    if (imported) return this.fn.env.get(binding) ?? imported.node;
    if (binding.owner === this.fn.scope) {
      if (binding.sharedWrite) return this.cell(binding);
      const known = this.fn.env.get(binding);
      // `function again() { again(); }` as an expression: its name inside it.
      if (known === undefined && binding.localFunction === this.fn.scope.node)
        return this.localFunctionValue(binding, binding.localFunction);
      return known ?? (binding.captured && binding.kind !== "parameter" ? this.cell(binding) : -1);
    }
    if (binding.isSingle) return this.fn.env.get(binding) ?? this.cell(binding);
    if (binding.sharedWrite) return this.cell(binding);
    const local = this.fn.env.get(binding);
    if (local !== undefined) return local;
    if (binding.localFunction && binding.assignments === 0 && this.fn.scope.mentions.has(binding)) {
      return this.localFunctionValue(binding, binding.localFunction);
    }
    return this.capturedValue(binding, at);
  }

  /** One value of a local function serves all its mentions in another one, while what it captures is the same there. */
  private localFunctionValue(binding: Binding, node: ts.FunctionLikeDeclaration): number {
    const known = this.fn.changesCaptured ? undefined : this.fn.captured.get(binding);
    if (known !== undefined) return known;
    const value = this.functionValue(node, binding.name, -1);
    // Making the value may itself have changed what is captured.
    if (!this.fn.changesCaptured) this.fn.captured.set(binding, value);
    return value;
  }

  /** A captured variable is a field of the environment of the closure: `$name`. */
  private capturedValue(binding: Binding, at: ts.Node): number {
    const known = this.fn.captured.get(binding);
    if (known !== undefined) return known;
    const environment = this.graph.functions[this.fn.index]?.environment ?? -1;
    const node = this.graph.node(NodeKind.variable, binding.name, this.fn.index, this.startOf(at), at.end);
    this.graph.edge(EdgeKind.read, environment, node, this.graph.string(`$${binding.name}`));
    this.fn.captured.set(binding, node);
    return node;
  }

  /** `x = value`: a new version; the old one no longer reaches what follows. */
  assign(binding: Binding, value: number, at: ts.Node): number {
    const version = this.node(NodeKind.variable, binding.name, at);
    this.copy(value, version);
    this.namePrototype(binding, value);
    if (binding.givenAway && !binding.sharedWrite)
      this.given.set(binding, [...(this.given.get(binding) ?? []), version].slice(-keptGiven));
    if (this.isTellingConstant(value)) this.constants.add(version);
    this.fn.aliases.delete(binding);
    this.fn.results.delete(binding);
    for (const [other, alias] of this.fn.aliases) if (alias.of === binding) this.fn.aliases.delete(other);
    this.setVersion(binding, version);
    return version;
  }

  private namePrototype(binding: Binding, value: number): void {
    const made = binding.hasPrototype || binding.kind === "class" ? this.prototypes.get(value) : undefined;
    if (made) this.prototypeOf.set(binding, made);
  }

  /** Makes `version` current, and shows it to the functions that share the variable. */
  setVersion(binding: Binding, version: number): void {
    this.namePrototype(binding, version);
    this.fn.env.set(binding, version);
    if (binding.owner !== this.fn.scope) this.fn.changesCaptured = true;
    if (binding.captured || binding.owner !== this.fn.scope || this.isGlobalVariable(binding))
      this.copy(version, this.cell(binding));
  }

  /** In a file without `import` and `export`, variables at its top are shared with other such files. */
  private isGlobalVariable(binding: Binding): boolean {
    return this.isScript && binding.owner.parent === undefined && binding.kind !== "receiver";
  }

  /** After a call changed, or may have changed, the object a variable holds. `certain` is false when only the callee knows. */
  changed(binding: Binding, version: number, certain: boolean, cascade = true): void {
    this.fn.env.set(binding, version);
    if (certain) this.fn.changedSurely.add(binding);
    const back = certain ? EdgeKind.copy : EdgeKind.writeBack;
    const imported = this.importNodes.get(binding);
    if (imported) {
      if (imported.out < 0) imported.out = this.graph.node(NodeKind.importOut, binding.name, 0, 0, 0, imported.index);
      this.graph.edge(back, version, imported.out);
    } else if (binding.captured || binding.owner !== this.fn.scope) {
      if (binding.owner === this.fn.scope || binding.isSingle || binding.sharedWrite)
        this.graph.edge(back, version, this.cell(binding));
    }
    if (binding.owner !== this.fn.scope) {
      this.fn.changesCaptured = true;
      for (const held of this.given.get(binding) ?? []) this.graph.edge(EdgeKind.writeBack, version, held);
    }
    if (!cascade) return;
    const result = this.fn.results.get(binding);
    if (result && (certain || givesPart(result))) this.resultChanged(result, version, certain);
    const alias = this.fn.aliases.get(binding);
    if (alias) this.changeThroughAlias(alias, version, certain);
    for (const [other, { of, fields }] of this.fn.aliases) {
      if (of === binding && fields.length === 0 && other !== binding) this.changed(other, version, certain, false);
    }
  }

  /** What a call gave back is `version` now; whether that changes what it came from is found out when the callee is known. */
  resultChanged(call: ts.CallExpression, version: number, certain: boolean): void {
    const record = this.graph.calls[this.callIndex.get(call) ?? -1];
    if (!record) return;
    if (record.resultAfter < 0) record.resultAfter = this.node(NodeKind.value, undefined, call);
    this.graph.edge(certain ? EdgeKind.copy : EdgeKind.writeBack, version, record.resultAfter);
  }

  private changeThroughAlias({ of, fields }: Alias, value: number, certain: boolean): void {
    const base = this.fn.env.get(of);
    if (base === undefined) return;
    if (fields.length === 0) {
      this.changed(of, value, certain, false);
      return;
    }
    this.changed(of, this.writePath(base, fields, value, of.name), certain, false);
  }

  /** The object `base` with `value` at the end of a path of fields. */
  private writePath(base: number, fields: readonly string[], value: number, name: string): number {
    const [field, ...rest] = fields;
    if (field === undefined) return value;
    const owner = this.fn.index;
    let inner = value;
    if (rest.length > 0) {
      const part = this.graph.node(NodeKind.value, field, owner, 0, 0);
      this.graph.edge(EdgeKind.read, base, part, this.graph.string(field));
      inner = this.writePath(part, rest, value, field);
    }
    const version = this.graph.node(NodeKind.variable, name, owner, 0, 0);
    this.without(base, [field], version);
    this.write(inner, field, version);
    return version;
  }

  /** Remembers that a new variable holds the object of another variable, or of a field path of it. */
  alias(binding: Binding, source: ts.Expression | undefined, fields: readonly string[] = []): void {
    if (!source || fields.length > 3) return;
    const expression = unwrap(source);
    if (isPropertyAccessExpression(expression)) {
      this.alias(binding, expression.expression, [expression.name.text, ...fields]);
      return;
    }
    if (isCallExpression(expression)) {
      const given = this.givenBy(expression);
      if (given) this.alias(binding, given, fields);
      else if (fields.length === 0 && !binding.sharedWrite) this.fn.results.set(binding, expression);
      return;
    }
    const of =
      isIdentifier(expression) || expression.kind === SyntaxKind.ThisKeyword
        ? this.names.bindingOf.get(expression)
        : undefined;
    if (of && of !== binding && of.owner === this.fn.scope && !of.sharedWrite && !binding.sharedWrite) {
      this.fn.aliases.set(binding, { of, fields });
    }
  }

  /** `session` for a call of `const current = () => session`. */
  givenBy(call: ts.CallExpression): ts.Expression | undefined {
    const callee = unwrap(call.expression);
    const binding = isIdentifier(callee) ? this.names.bindingOf.get(callee) : undefined;
    const local = binding?.assignments === 0 ? binding.localFunction : undefined;
    if (!local?.body) return undefined;
    const [statement] = isBlock(local.body) ? local.body.statements : [];
    const given = isBlock(local.body)
      ? statement && isReturnStatement(statement)
        ? statement.expression
        : undefined
      : local.body;
    let root = given && unwrap(given);
    while (root && isPropertyAccessExpression(root)) root = unwrap(root.expression);
    const kept = root && isIdentifier(root) ? this.names.bindingOf.get(root) : undefined;
    return kept && kept.owner !== this.names.functionScopes.get(local) ? given : undefined;
  }

  // ── functions ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * The value of a function at the point where it is mentioned, with what it captures as its fields `$name`.
   * Its body is walked once, later, so that deep nesting does not nest the walk.
   */
  functionValue(
    node: ts.FunctionLikeDeclaration,
    name: string,
    classIndex: number,
    extraFlags = 0,
    isCallback = false,
  ): number {
    const scope = this.names.functionScopes.get(node);
    if (!scope) return -1;
    let index = this.functionIndex.get(node);
    if (index === undefined) {
      index = this.addFunction(node, name, this.fn.index, flagsOf(node) | extraFlags, classIndex);
      this.functionIndex.set(node, index);
      this.scopeIndex.set(scope, index);
      const { conditions } = this.fn;
      this.pending.push({
        node,
        index,
        conditions: isCallback && conditions.length > 0 ? [...conditions] : noConditions,
      });
    }
    const value = this.node(NodeKind.function, name, isArrowFunction(node) || !node.name ? node : node.name, index);
    const info = this.graph.functions[index];
    if (info && info.node < 0) info.node = value;
    this.fillEnvironment(scope, value, node);
    return value;
  }

  /** Writes what a closure captures into its value. */
  fillEnvironment(scope: FunctionScope, value: number, at: ts.Node): void {
    for (const binding of scope.captures) {
      if (binding.sharedWrite) continue;
      const source = binding.owner === this.fn.scope ? this.captureSource(binding) : this.current(binding, at);
      this.write(source, `$${binding.name}`, value);
    }
  }

  private captureSource(binding: Binding): number {
    if (binding.kind === "receiver") return this.graph.functions[this.fn.index]?.receiver ?? -1;
    return this.cell(binding);
  }

  /** Registers a function and makes the nodes that callers can see. */
  addFunction(node: ts.Node, name: string, parent: number, flags: number, classIndex: number): number {
    const index = this.graph.functions.length;
    const start = this.startOf(node);
    const make = (kind: NodeKind, nodeName?: string): number =>
      this.graph.node(kind, nodeName, index, start, Math.min(node.end, start + 1));
    this.graph.functions.push({
      name: name === "" ? -1 : this.graph.string(name),
      parent,
      flags,
      parameters: [],
      parametersOut: [],
      receiver: (flags & FunctionFlag.arrow) === 0 ? make(NodeKind.receiver, "this") : -1,
      receiverOut: (flags & FunctionFlag.arrow) === 0 ? make(NodeKind.receiverOut, "this") : -1,
      environment: parent < 0 ? -1 : make(NodeKind.environment),
      returned: make(NodeKind.returned),
      thrown: make(NodeKind.thrown),
      node: -1,
      class: classIndex,
      start,
      end: node.end,
    });
    return index;
  }

  /** A fresh state for walking the body of a function. */
  enterFunction(scope: FunctionScope, index: number, isModule: boolean, conditions = noConditions): FunctionState {
    this.scopeIndex.set(scope, index);
    return {
      index,
      scope,
      env: new Environment(),
      isModule,
      handler: this.graph.functions[index]?.thrown ?? -1,
      conditions: [...conditions],
      jumps: [],
      aliases: new Map(),
      results: new Map(),
      changedSurely: new Set(),
      returnedBy: new Set(),
      captured: new Map(),
      changesCaptured: false,
      parameterBindings: [],
      argumentsNode: -1,
    };
  }

  // ── imports ────────────────────────────────────────────────────────────────────────────────────────────────────────

  addImport(
    specifier: string,
    name: string,
    at: ts.Node,
    flags: 0 | typeof ImportFlag.require | typeof ImportFlag.dynamic,
    binding?: Binding,
  ): number {
    const index = this.graph.imports.length;
    const node = this.graph.node(
      NodeKind.import,
      binding?.name ?? name,
      this.fn.index,
      this.startOf(at),
      at.end,
      index,
    );
    this.graph.imports.push({ specifier: this.graph.string(specifier), name: this.graph.string(name), node, flags });
    if (binding) this.importNodes.set(binding, { node, out: -1, index });
    return node;
  }
}

function flagsOf(node: ts.FunctionLikeDeclaration): number {
  let flags = 0;
  if (isArrowFunction(node)) flags |= FunctionFlag.arrow;
  if (isConstructorDeclaration(node)) flags |= FunctionFlag.constructor;
  if (isGetAccessor(node)) flags |= FunctionFlag.getter;
  if (isSetAccessor(node)) flags |= FunctionFlag.setter;
  if (isMethodDeclaration(node)) flags |= FunctionFlag.method;
  if (node.asteriskToken) flags |= FunctionFlag.generator;
  if (node.parameters.at(-1)?.dotDotDotToken) flags |= FunctionFlag.rest;
  for (const modifier of node.modifiers ?? []) {
    if (modifier.kind === SyntaxKind.AsyncKeyword) flags |= FunctionFlag.async;
    if (modifier.kind === SyntaxKind.StaticKeyword) flags |= FunctionFlag.static;
  }
  return flags;
}

/** `import` and `export` statements, and statements that are exported. */
function isModuleSyntax(statement: ts.Statement): boolean {
  return (
    isImportDeclaration(statement) ||
    isExportDeclaration(statement) ||
    isExportAssignment(statement) ||
    isImportEqualsDeclaration(statement) ||
    (canHaveModifiers(statement) &&
      (getModifiers(statement)?.some(({ kind }) => kind === SyntaxKind.ExportKeyword) ?? false))
  );
}
