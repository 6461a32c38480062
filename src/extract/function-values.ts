import type { ts } from "ts-morph";
import { FunctionFlag, NodeKind, hiddenMark } from "../model/module-graph.ts";
import { Environment } from "./environment.ts";
import type { Extractor } from "./extractor.ts";
import { keptConditions, type FunctionState } from "./function-state.ts";
import type { Binding, FunctionScope } from "./names/bindings.ts";
import {
  isArrowFunction,
  isConstructorDeclaration,
  isGetAccessor,
  isMethodDeclaration,
  isSetAccessor,
  SyntaxKind,
} from "./syntax.ts";
import { cellOf, currentVersion } from "./variables.ts";

/**
 * The value of a function at the point where it is mentioned, with what it captures as its fields `$$name`.
 * Its body is walked once, later, so that deep nesting does not nest the walk.
 */
export function functionValue(
  x: Extractor,
  node: ts.FunctionLikeDeclaration,
  name: string,
  classIndex: number,
  extraFlags = 0,
  isCallback = false,
): number {
  const scope = x.names.functionScopes.get(node);
  if (!scope) return -1;
  let index = x.functionIndex.get(node);
  if (index === undefined) {
    index = addFunction(x, node, name, x.fn.index, flagsOf(node) | extraFlags, classIndex);
    x.functionIndex.set(node, index);
    x.scopeIndex.set(scope, index);
    const { conditions } = x.fn;
    x.pending.push({
      node,
      index,
      conditions: isCallback && conditions.length > 0 ? conditions.slice(-keptConditions) : noConditions,
    });
  }
  const value = x.node(NodeKind.function, name, isArrowFunction(node) || !node.name ? node : node.name, index);
  const info = x.graph.functions[index];
  if (info && info.node < 0) info.node = value;
  fillEnvironment(x, scope, value, node);
  return value;
}

const noConditions: readonly number[] = [];

/** Writes what a closure captures into its value. */
export function fillEnvironment(x: Extractor, scope: FunctionScope, value: number, at: ts.Node): void {
  for (const binding of scope.captures) {
    if (binding.sharedWrite) continue;
    const source = binding.owner === x.fn.scope ? captureSource(x, binding) : currentVersion(x, binding, at);
    x.write(source, hiddenMark + binding.name, value);
  }
}

function captureSource(x: Extractor, binding: Binding): number {
  if (binding.kind === "receiver") return x.graph.functions[x.fn.index]?.receiver ?? -1;
  return cellOf(x, binding);
}

/** Registers a function and makes the nodes that callers can see. */
export function addFunction(
  x: Extractor,
  node: ts.Node,
  name: string,
  parent: number,
  flags: number,
  classIndex: number,
): number {
  const index = x.graph.functions.length;
  const start = x.startOf(node);
  const make = (kind: NodeKind, nodeName?: string): number =>
    x.graph.node(kind, nodeName, index, start, Math.min(node.end, start + 1));
  x.graph.functions.push({
    name: name === "" ? -1 : x.graph.string(name),
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

/** A fresh state for walking the body of a function. */
export function enterFunction(
  x: Extractor,
  scope: FunctionScope,
  index: number,
  isModule: boolean,
  conditions = noConditions,
): FunctionState {
  x.scopeIndex.set(scope, index);
  return {
    index,
    scope,
    env: new Environment(),
    isModule,
    handler: x.graph.functions[index]?.thrown ?? -1,
    conditions: [...conditions],
    jumps: [],
    aliases: new Map(),
    results: new Map(),
    changedSurely: new Set(),
    returnedBy: new Set(),
    isOverruled: false,
    captured: new Map(),
    changesCaptured: false,
    parameterBindings: [],
    unchangedAtExit: 0,
    changedAtExit: 0,
    argumentsNode: -1,
  };
}
