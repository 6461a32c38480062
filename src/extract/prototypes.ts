import type { ts } from "ts-morph";
import { FunctionFlag, NodeKind, type ClassMember } from "../model/module-graph.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { functionValue } from "./function-values.ts";
import { propertyKey } from "./objects.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isArrowFunction,
  isCallExpression,
  isFunctionExpression,
  isGetAccessor,
  isIdentifier,
  isMethodDeclaration,
  isNewExpression,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isSetAccessor,
} from "./syntax.ts";

/** A class whose methods may be written to its prototype. */
export interface PrototypeClass {
  readonly index: number;
  readonly members: ClassMember[];
}

/**
 * Classes from before there was `class`: a function with something written to its prototype is one.
 *
 *   function Visit(reason) { this.reason = reason; }                  // the constructor
 *   Visit.prototype.text = function () { return this.reason; };       // a method
 *   Video.prototype = Object.create(Visit.prototype);                 // class Video extends Visit
 *   Object.assign(Visit.prototype, { place() { … } });                // more methods
 */
export function constructorFunction(x: Extractor, node: ts.FunctionLikeDeclaration, name: string): number {
  const index = x.graph.classes.length;
  const value = x.node(NodeKind.class, name, node.name ?? node, index);
  const members: ClassMember[] = [];
  const info = {
    name: x.graph.string(name),
    node: value,
    superclass: -1,
    instance: x.node(NodeKind.instance, name, node.name ?? node, index),
    constructorFunction: -1,
    members,
    ownFields: x.graph.string(""),
    implements: [],
  };
  x.graph.classes.push(info);
  const constructorValue = functionValue(x, node, name, index);
  info.constructorFunction = functionOf(x, constructorValue);
  x.prototypes.set(value, { index, members });
  return value;
}

/** The function that a fresh function value stands for. */
export function functionOf(x: Extractor, value: number): number {
  return x.graph.payloadOf(value);
}

/** `Visit.prototype.text = …` and `Visit.prototype = …`; the value that was written, or undefined when this is something else. */
export function assignPrototype(x: Extractor, target: ts.Expression, right: ts.Expression): number | undefined {
  if (!isPropertyAccessExpression(target)) return undefined;
  const whole = prototypeClass(x, target);
  if (whole) return replacePrototype(x, whole, right);
  const owner = prototypeClass(x, target.expression);
  const value = unwrap(right);
  if (!owner) return undefined;
  if (isArrowFunction(value) || isFunctionExpression(value)) return addMember(x, owner, target.name.text, value);
  const node = visitExpression(x, right);
  x.write(node, target.name.text, x.graph.classes[owner.index]?.instance ?? -1);
  return node;
}

/** `Object.assign(Visit.prototype, { … })` and `inherits(Video, Visit)`; false when a call is something else. */
export function changePrototype(x: Extractor, node: ts.CallExpression): boolean {
  const callee = unwrap(node.expression);
  const name = isPropertyAccessExpression(callee) ? callee.name.text : isIdentifier(callee) ? callee.text : "";
  const [target, ...sources] = node.arguments;
  if (!target) return false;
  if (name === "assign" || name === "setPrototypeOf") {
    const owner = prototypeClass(x, target);
    if (!owner) return false;
    for (const source of sources) {
      if (name === "assign") addMembers(x, owner, source);
      else inherit(x, owner, source);
    }
    return true;
  }
  const owner = name === "inherits" ? classNamed(x, target) : undefined;
  const info = owner && x.graph.classes[owner.index];
  if (!info || !sources[0]) return false;
  info.superclass = visitExpression(x, sources[0]);
  return true;
}

/** The class of `Visit` in `Visit.prototype`. */
function prototypeClass(x: Extractor, expression: ts.Expression): PrototypeClass | undefined {
  const target = unwrap(expression);
  return isPropertyAccessExpression(target) && target.name.text === "prototype"
    ? classNamed(x, target.expression)
    : undefined;
}

function classNamed(x: Extractor, expression: ts.Expression): PrototypeClass | undefined {
  const name = unwrap(expression);
  const binding = isIdentifier(name) ? x.names.bindingOf.get(name) : undefined;
  return binding && x.prototypeOf.get(binding);
}

function replacePrototype(x: Extractor, owner: PrototypeClass, right: ts.Expression): number {
  if (!isObjectLiteralExpression(unwrap(right))) return inherit(x, owner, right);
  addMembers(x, owner, right);
  return x.graph.classes[owner.index]?.node ?? -1;
}

/** `Object.create(Visit.prototype)`, `new Visit()`, `Visit.prototype`: what an object of the class has from another one. */
function inherit(x: Extractor, owner: PrototypeClass, from: ts.Expression): number {
  const value = unwrap(from);
  const [created] = isCallExpression(value) ? value.arguments : [];
  const source = created ? unwrap(created) : value;
  const info = x.graph.classes[owner.index];
  const parent = isPropertyAccessExpression(source) && source.name.text === "prototype" ? source.expression : undefined;
  const superclass = parent ?? (isNewExpression(source) ? source.expression : undefined);
  if (!info || !superclass) return visitExpression(x, from);
  info.superclass = visitExpression(x, superclass);
  return info.node;
}

function addMembers(x: Extractor, owner: PrototypeClass, source: ts.Expression): void {
  const literal = unwrap(source);
  const instance = x.graph.classes[owner.index]?.instance ?? -1;
  if (!isObjectLiteralExpression(literal)) {
    x.copy(visitExpression(x, source), instance);
    return;
  }
  for (const property of literal.properties) {
    const key = property.name && propertyKey(x, property.name);
    if (typeof key !== "string") continue;
    if (isMethodDeclaration(property)) addMember(x, owner, key, property);
    else if (isGetAccessor(property)) addMember(x, owner, `get ${key}`, property);
    else if (isSetAccessor(property)) addMember(x, owner, `set ${key}`, property);
    else if (isPropertyAssignment(property)) {
      const value = unwrap(property.initializer);
      if (isArrowFunction(value) || isFunctionExpression(value)) addMember(x, owner, key, value);
      else if (key !== "constructor") x.write(visitExpression(x, property.initializer), key, instance);
    }
  }
}

function addMember(x: Extractor, owner: PrototypeClass, name: string, node: ts.FunctionLikeDeclaration): number {
  const value = functionValue(x, node, name.replace(/^[gs]et /, ""), owner.index, FunctionFlag.method);
  const index = functionOf(x, value);
  owner.members.push({ name: x.graph.string(name), function: index, flags: x.graph.functions[index]?.flags ?? 0 });
  return value;
}
