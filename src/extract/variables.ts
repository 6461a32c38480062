import type { ts } from "ts-morph";
import { EdgeKind, NodeKind, hiddenMark } from "../model/module-graph.ts";
import type { Extractor } from "./extractor.ts";
import { functionValue } from "./function-values.ts";
import type { Binding } from "./names/bindings.ts";

/** The value of a variable here, or -1 before it has one. */
export function currentVersion(x: Extractor, binding: Binding, at: ts.Node): number {
  const imported = x.importNodes.get(binding);
  if (imported) return x.fn.env.get(binding) ?? imported.node;
  if (binding.owner === x.fn.scope) {
    if (binding.sharedWrite) return cellOf(x, binding);
    const known = x.fn.env.get(binding);
    // `function again() { again(); }` as an expression: its name inside it.
    if (known === undefined && binding.localFunction === x.fn.scope.node)
      return localFunctionValue(x, binding, binding.localFunction);
    return known ?? (binding.captured && binding.kind !== "parameter" ? cellOf(x, binding) : -1);
  }
  if (binding.isSingle) return x.fn.env.get(binding) ?? cellOf(x, binding);
  if (binding.sharedWrite) return cellOf(x, binding);
  const local = x.fn.env.get(binding);
  if (local !== undefined) return local;
  if (binding.localFunction && binding.assignments === 0 && x.fn.scope.mentions.has(binding)) {
    return localFunctionValue(x, binding, binding.localFunction);
  }
  return capturedValue(x, binding, at);
}

export function bindingOf(x: Extractor, identifier: ts.Node): Binding | undefined {
  return x.names.bindingOf.get(identifier) ?? x.names.declared.get(identifier);
}

/** The node of everything that other functions may see in a variable. */
export function cellOf(x: Extractor, binding: Binding): number {
  let cell = x.cells.get(binding);
  if (cell === undefined) {
    const owner = x.scopeIndex.get(binding.owner) ?? 0;
    cell = x.graph.node(NodeKind.cell, binding.name, owner, 0, 0);
    x.cells.set(binding, cell);
  }
  return cell;
}

/** One value of a local function serves all its mentions in another one, while what it captures is the same there. */
function localFunctionValue(x: Extractor, binding: Binding, node: ts.FunctionLikeDeclaration): number {
  const known = x.fn.changesCaptured ? undefined : x.fn.captured.get(binding);
  if (known !== undefined) return known;
  const value = functionValue(x, node, binding.name, -1);
  // Making the value may itself have changed what is captured.
  if (!x.fn.changesCaptured) x.fn.captured.set(binding, value);
  return value;
}

/** A captured variable is a field of the environment of the closure: `$$name`. */
function capturedValue(x: Extractor, binding: Binding, at: ts.Node): number {
  const known = x.fn.captured.get(binding);
  if (known !== undefined) return known;
  const environment = x.graph.functions[x.fn.index]?.environment ?? -1;
  const node = x.graph.node(NodeKind.variable, binding.name, x.fn.index, x.startOf(at), at.end);
  x.graph.edge(EdgeKind.read, environment, node, x.graph.string(hiddenMark + binding.name));
  x.fn.captured.set(binding, node);
  return node;
}

/** `x = value`: a new version; the old one no longer reaches what follows. */
export function assignVariable(x: Extractor, binding: Binding, value: number, at: ts.Node): number {
  const version = x.node(NodeKind.variable, binding.name, at);
  x.copy(value, version);
  namePrototype(x, binding, value);
  if (binding.givenAway && !binding.sharedWrite)
    x.given.set(binding, [...(x.given.get(binding) ?? []), version].slice(-keptGiven));
  if (x.isTellingConstant(value)) x.constants.add(version);
  x.fn.aliases.delete(binding);
  x.fn.results.delete(binding);
  for (const [other, alias] of x.fn.aliases) if (alias.of === binding) x.fn.aliases.delete(other);
  setVersion(x, binding, version);
  return version;
}

/** How many versions of one variable count as what inner functions give to calls, the latest ones. */
const keptGiven = 4;

function namePrototype(x: Extractor, binding: Binding, value: number): void {
  const made = binding.hasPrototype || binding.kind === "class" ? x.prototypes.get(value) : undefined;
  if (made) x.prototypeOf.set(binding, made);
}

/** Makes `version` current, and shows it to the functions that share the variable. */
export function setVersion(x: Extractor, binding: Binding, version: number): void {
  namePrototype(x, binding, version);
  x.fn.env.set(binding, version);
  if (binding.owner !== x.fn.scope) x.fn.changesCaptured = true;
  if (binding.captured || binding.owner !== x.fn.scope || isGlobalVariable(x, binding))
    x.copy(version, cellOf(x, binding));
}

/** In a file without `import` and `export`, variables at its top are shared with other such files. */
function isGlobalVariable(x: Extractor, binding: Binding): boolean {
  return x.isScript && binding.owner.parent === undefined && binding.kind !== "receiver";
}
