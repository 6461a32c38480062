import type { ts } from "ts-morph";
import {
  CallFlag,
  EdgeKind,
  FunctionFlag,
  NodeKind,
  rejectedField,
  type GenericResult,
} from "../model/module-graph.ts";
import { addPlainCall } from "./add-call.ts";
import { objectChanged } from "./changes.ts";
import { decorateWith, isStatic } from "./classes.ts";
import { declareType } from "./declared-types.ts";
import { visitExpression, visitNamed } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { enterFunction } from "./function-values.ts";
import { isTooDeep } from "./nesting.ts";
import { propertyKey } from "./objects.ts";
import { bindPattern } from "./patterns.ts";
import { hoistFunctions, visitOrDrop } from "./statements.ts";
import {
  getDecorators,
  isBlock,
  isCallExpression,
  isClassLike,
  isConstructorDeclaration,
  isDecorator,
  isExpressionStatement,
  isIdentifier,
  isParameterPropertyDeclaration,
  isPropertyDeclaration,
  SyntaxKind,
} from "./syntax.ts";
import { typeExpression } from "./types.ts";
import { cellOf, currentVersion, setVersion } from "./variables.ts";

/** Walks the bodies of all functions met so far, and of those met on the way. */
export function walkPendingBodies(x: Extractor): void {
  for (let next = x.pending.shift(); next; next = x.pending.shift()) {
    const scope = x.names.functionScopes.get(next.node);
    if (!scope) continue;
    x.fn = enterFunction(x, scope, next.index, false, next.conditions);
    startBody(x);
    try {
      if (isClassLike(next.node)) initializerBody(x, next.node);
      else functionBody(x, next.node);
    } catch (error) {
      if (!isTooDeep(error)) throw error;
      x.dropped.push(next.node);
      x.depth = 0;
    }
  }
}

function startBody(x: Extractor): void {
  const { receiver } = x.fn.scope;
  const node = x.graph.functions[x.fn.index]?.receiver ?? -1;
  if (!receiver || node < 0) return;
  x.fn.env.set(receiver, node);
  if (receiver.captured) x.copy(node, cellOf(x, receiver));
}

function functionBody(x: Extractor, node: ts.FunctionLikeDeclaration): void {
  const info = x.graph.functions[x.fn.index];
  if (!info) return;
  if (node.typeParameters && node.type) {
    const result: GenericResult = [node.typeParameters.map(({ name }) => name.text), typeExpression(node.type)];
    x.graph.genericResults.push(x.fn.index, x.graph.string(JSON.stringify(result)));
  }
  const parameters: number[] = [];
  const out: number[] = [];
  const written = node.parameters.filter(
    (parameter) => !(isIdentifier(parameter.name) && parameter.name.text === "this"),
  );
  for (const parameter of written)
    parameters.push(
      x.node(NodeKind.parameter, isIdentifier(parameter.name) ? parameter.name.text : undefined, parameter.name),
    );
  info.parameters = parameters;
  written.forEach((parameter, index) => {
    bindParameter(x, parameter, parameters[index] ?? -1);
    out.push(x.graph.node(NodeKind.parameterOut, undefined, x.fn.index, x.startOf(parameter), parameter.end));
    const binding = isIdentifier(parameter.name) ? x.names.declared.get(parameter.name) : undefined;
    x.fn.parameterBindings.push(binding?.assignments === 0 ? binding : undefined);
  });
  if (out.length > 0) info.parametersOut = out;
  const initializer = x.classOfInitializer.get(x.fn.index);
  const isDerived = (x.graph.classes[info.class]?.superclass ?? -1) >= 0;
  if (initializer !== undefined && !isDerived) callInitializer(x, initializer, node);
  if (isConstructorDeclaration(node)) assignParameterProperties(x, node, parameters);
  if (node.body && isBlock(node.body)) {
    hoistFunctions(x, node.body.statements);
    for (const statement of node.body.statements) {
      visitOrDrop(x, statement);
      if (initializer !== undefined && isDerived && isSuperCall(statement)) callInitializer(x, initializer, node);
    }
  } else if (node.body) {
    x.copy(visitExpression(x, node.body), info.returned);
  }
  leaveFunction(x);
  // A parameter that only some exits leave changed.
  const mixed = x.fn.unchangedAtExit & x.fn.changedAtExit;
  for (let index = 0; mixed >> index !== 0; index++)
    if (((mixed >> index) & 1) !== 0) x.copy(parameters[index] ?? -1, out[index] ?? -1);
  if ((info.flags & FunctionFlag.async) !== 0) x.write(info.thrown, rejectedField, info.returned);
  for (const decider of x.fn.returnedBy ?? []) x.derive(decider, info.returned, "choice");
}

function bindParameter(x: Extractor, parameter: ts.ParameterDeclaration, node: number): void {
  declareType(x, node, parameter.type);
  let value = node;
  if (parameter.initializer) {
    const name = isIdentifier(parameter.name) ? parameter.name.text : undefined;
    value = x.join([node, visitNamed(x, parameter.initializer, name ?? "")], name ?? "", parameter);
  }
  if (isIdentifier(parameter.name)) {
    const binding = x.names.declared.get(parameter.name);
    if (binding) setVersion(x, binding, value);
  } else {
    bindPattern(x, parameter.name, value, NodeKind.parameterField);
  }
  // `f(@Body() visit)` calls what `Body()` gives with `f` and with what is passed as `visit`.
  const fn = x.graph.functions[x.fn.index]?.node ?? -1;
  for (const modifier of parameter.modifiers ?? []) if (isDecorator(modifier)) decorateWith(x, modifier, [fn, node]);
}

/** `constructor(private api: Api)` is `this.api = api`. */
function assignParameterProperties(x: Extractor, node: ts.ConstructorDeclaration, parameters: readonly number[]): void {
  node.parameters.forEach((parameter, index) => {
    if (!isIdentifier(parameter.name) || !isParameterPropertyDeclaration(parameter, node)) return;
    writeReceiverField(x, parameter.name.text, parameters[index] ?? -1, parameter);
  });
}

function writeReceiverField(x: Extractor, field: string, value: number, at: ts.Node): void {
  const { receiver } = x.fn.scope;
  if (!receiver) return;
  const current = currentVersion(x, receiver, at);
  const version = x.node(NodeKind.variable, "this", at);
  x.without(current, [field], version);
  x.write(value, field, version);
  objectChanged(x, receiver, version, true);
}

function callInitializer(x: Extractor, initializer: number, at: ts.Node): void {
  const { receiver } = x.fn.scope;
  const callee = x.graph.functions[initializer]?.node ?? -1;
  if (!receiver || callee < 0) return;
  addPlainCall(x, callee, [], at, { written: "", flags: 0, receiver: currentVersion(x, receiver, at) });
}

function isSuperCall(statement: ts.Statement): boolean {
  return (
    isExpressionStatement(statement) &&
    isCallExpression(statement.expression) &&
    statement.expression.expression.kind === SyntaxKind.SuperKeyword
  );
}

/** The initialisers of fields; for a class without a constructor it is the constructor and passes its arguments on. */
function initializerBody(x: Extractor, node: ts.ClassLikeDeclaration): void {
  const info = x.graph.functions[x.fn.index];
  if (!info) return;
  const classInfo = x.graph.classes[info.class];
  const { receiver } = x.fn.scope;
  if (classInfo && classInfo.superclass >= 0 && classInfo.constructorFunction === x.fn.index && receiver) {
    const rest = x.node(NodeKind.parameter, undefined, node);
    info.parameters = [rest];
    info.parametersOut = [-1];
    info.flags |= FunctionFlag.rest;
    addPlainCall(x, classInfo.superclass, [rest], node, {
      written: "super",
      flags: CallFlag.superCall,
      receiver: currentVersion(x, receiver, node),
    });
    const record = x.graph.calls.at(-1);
    if (record) record.spread = 0;
  }
  for (const member of node.members) {
    if (!isPropertyDeclaration(member) || isStatic(member)) continue;
    const key = propertyKey(x, member.name);
    if (typeof key !== "string") continue;
    const value = member.initializer ? visitNamed(x, member.initializer, key) : -1;
    if (member.initializer) writeReceiverField(x, key, value, member);
    for (const modifier of getDecorators(member) ?? []) visitExpression(x, modifier.expression);
  }
  leaveFunction(x);
}

/** Parameters of one function of which exits are told apart. */
const maximumBits = 30;

/** At every exit: the receiver and the parameters as they are then. */
export function leaveFunction(x: Extractor): void {
  if (x.fn.env.left || x.fn.isModule) return;
  const info = x.graph.functions[x.fn.index];
  if (!info) return;
  const { receiver } = x.fn.scope;
  if (receiver && info.receiverOut >= 0) {
    const current = receiver.sharedWrite ? cellOf(x, receiver) : (x.fn.env.get(receiver) ?? -1);
    x.graph.edge(EdgeKind.copy, current, info.receiverOut);
  }
  x.fn.parameterBindings.forEach((binding, index) => {
    const target = info.parametersOut[index] ?? -1;
    if (!binding || target < 0) return;
    const version = binding.sharedWrite ? cellOf(x, binding) : (x.fn.env.get(binding) ?? -1);
    const bit = index < maximumBits ? 1 << index : 0;
    if (version === info.parameters[index]) x.fn.unchangedAtExit |= bit;
    else {
      x.fn.changedAtExit |= bit;
      x.copy(version, target);
    }
  });
}
