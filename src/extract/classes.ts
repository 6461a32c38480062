import type { ts } from "ts-morph";
import { FunctionFlag, iteratorField, NodeKind } from "../model/module-graph.ts";
import { addPlainCall } from "./add-call.ts";
import { declareClassType } from "./declared-types.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { addFunction, fillEnvironment, functionValue } from "./function-values.ts";
import { elementGetter, iterationAccessor } from "./iterators.ts";
import { propertyKey } from "./objects.ts";
import { ownFields } from "./own-fields.ts";
import { functionOf } from "./prototypes.ts";
import { visitStatement } from "./statements.ts";
import {
  canHaveModifiers,
  getDecorators,
  getModifiers,
  isAccessor,
  isClassStaticBlockDeclaration,
  isConstructorDeclaration,
  isDecorator,
  isGetAccessor,
  isMethodDeclaration,
  isPropertyDeclaration,
  isSetAccessor,
  SyntaxKind,
} from "./syntax.ts";
import { typeExpression } from "./types.ts";
import { assignVariable } from "./variables.ts";

/**
 * A class value, its members as functions, and one shared instance for receivers that nobody in the program creates
 * (components, injected services). Field initialisers are a function of their own that the constructor calls.
 */
export function classValue(x: Extractor, node: ts.ClassLikeDeclaration, name: string): number {
  const scope = x.names.functionScopes.get(node);
  const index = x.graph.classes.length;
  const value = x.node(NodeKind.class, name, node.name ?? node, index);
  const instance = x.node(NodeKind.instance, name, node.name ?? node, index);
  const heritage = node.heritageClauses ?? [];
  const extended = heritage.find((clause) => clause.token === SyntaxKind.ExtendsKeyword)?.types[0];
  const superclass = extended ? visitExpression(x, extended.expression) : -1;
  const implemented = heritage
    .filter((clause) => clause.token === SyntaxKind.ImplementsKeyword)
    .flatMap((clause) => clause.types)
    .map((type) => x.graph.string(JSON.stringify(typeExpression(type))));
  const members: { name: number; function: number; flags: number }[] = [];
  const info = {
    name: x.graph.string(name),
    node: value,
    superclass,
    instance,
    constructorFunction: -1,
    members,
    ownFields: x.graph.string(ownFields(node).join(",")),
    implements: implemented,
  };
  x.graph.classes.push(info);
  x.prototypes.set(value, { index, members });
  declareClassType(x, node, name, extended);
  const initializer = addFunction(x, node, name, x.fn.index, FunctionFlag.constructor, index);
  if (scope) {
    const initializerValue = x.node(NodeKind.function, name, node.name ?? node, initializer);
    const initializerInfo = x.graph.functions[initializer];
    if (initializerInfo) initializerInfo.node = initializerValue;
    fillEnvironment(x, scope, initializerValue, node);
    x.pending.push({ node, index: initializer, conditions: [] });
  }
  info.constructorFunction = initializer;
  const binding = node.name && x.names.declared.get(node.name);
  if (node.name && binding && node.members.some(isClassStaticBlockDeclaration))
    assignVariable(x, binding, value, node.name);
  for (const member of node.members) {
    if (isConstructorDeclaration(member)) {
      if (!member.body) continue;
      const constructorValue = functionValue(x, member, name, index);
      info.constructorFunction = functionOf(x, constructorValue);
      x.classOfInitializer.set(info.constructorFunction, initializer);
    } else if (isMethodDeclaration(member) || isAccessor(member)) {
      if (member.body) addMember(x, member, index, value, members);
    } else if (isPropertyDeclaration(member) && isStatic(member)) {
      const key = propertyKey(x, member.name);
      if (member.initializer && typeof key === "string") x.write(visitExpression(x, member.initializer), key, value);
    } else if (isClassStaticBlockDeclaration(member)) {
      for (const statement of member.body.statements) visitStatement(x, statement);
    }
  }
  if (members.some((member) => member.name === x.graph.string(iteratorField))) {
    const accessor = functionOf(x, iterationAccessor(x, node.name ?? node, index));
    members.push({ name: x.graph.string(elementGetter), function: accessor, flags: FunctionFlag.getter });
  }
  for (const modifier of node.modifiers ?? []) if (isDecorator(modifier)) decorateWith(x, modifier, [value]);
  return value;
}

function addMember(
  x: Extractor,
  member: ts.MethodDeclaration | ts.AccessorDeclaration,
  classIndex: number,
  classNode: number,
  members: { name: number; function: number; flags: number }[],
): void {
  const key = propertyKey(x, member.name);
  const name = typeof key === "string" ? key : "*";
  const decorators = getDecorators(member) ?? [];
  const flags = decorators.length > 0 ? FunctionFlag.method | FunctionFlag.decorated : FunctionFlag.method;
  const value = functionValue(x, member, name, classIndex, flags);
  const prefix = isGetAccessor(member) ? "get " : isSetAccessor(member) ? "set " : "";
  if (isStatic(member)) {
    x.write(value, prefix + name, classNode);
    return;
  }
  const functionIndex = functionOf(x, value);
  members.push({
    name: x.graph.string(prefix + name),
    function: functionIndex,
    flags: x.graph.functions[functionIndex]?.flags ?? 0,
  });
  if (isMethodDeclaration(member)) for (const decorator of decorators) decorate(x, decorator, classIndex, name, value);
}

/**
 * `@traced visit() {}` calls `traced` with the method, or, as decorators were before, with the instance, the name and a descriptor
 * that holds the method. What it returns, or leaves in the descriptor, is called in place of the method.
 */
function decorate(x: Extractor, decorator: ts.Decorator, classIndex: number, name: string, method: number): void {
  const callee = visitExpression(x, decorator.expression);
  const instance = x.graph.classes[classIndex]?.instance ?? -1;
  if (callee < 0) return;
  const written = { written: "", flags: 0 };
  const context = x.node(NodeKind.object, undefined, decorator);
  const key = x.constant(name, decorator);
  x.write(key, "name", context);
  x.write(addPlainCall(x, callee, [method, context], decorator, written), name, instance);
  const descriptor = x.node(NodeKind.object, undefined, decorator);
  x.write(method, "value", descriptor);
  const result = addPlainCall(x, callee, [instance, key, descriptor], decorator, written);
  const left = x.node(NodeKind.after, undefined, decorator, x.graph.calls.length - 1);
  x.copy(descriptor, left);
  const call = x.graph.calls.at(-1);
  if (call) call.argumentsAfter = [-1, -1, left];
  for (const made of [left, result]) x.write(x.read(made, "value", decorator), name, instance);
}

/** `@Controller("visits") class Visits {}` calls what `Controller("visits")` gives with the class. */
export function decorateWith(x: Extractor, decorator: ts.Decorator, values: readonly number[]): void {
  const callee = visitExpression(x, decorator.expression);
  if (callee >= 0) addPlainCall(x, callee, values, decorator, { written: "", flags: 0 });
}

export function isStatic(member: ts.ClassElement): boolean {
  return (
    canHaveModifiers(member) &&
    (getModifiers(member)?.some((modifier) => modifier.kind === SyntaxKind.StaticKeyword) ?? false)
  );
}
