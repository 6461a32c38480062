import type { ts } from "ts-morph";
import { EdgeKind, elementField, iteratorField, NodeKind, unknownField } from "../model/module-graph.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isIdentifier,
  isNumericLiteral,
  isPropertyAccessExpression,
  isStringLiteralLike,
  SyntaxKind,
} from "./syntax.ts";
import { bindingOf } from "./variables.ts";

/** `base.name` */
export function propertyAccess(x: Extractor, node: ts.PropertyAccessExpression): number {
  const { expression, name } = node;
  if (expression.kind === SyntaxKind.SuperKeyword) return superMember(x, name.text, node);
  if (isModuleExports(x, node)) return x.exportsNode;
  const base = visitExpression(x, expression);
  return readField(x, base, name.text, node);
}

export function isModuleExports(x: Extractor, { expression, name }: ts.PropertyAccessExpression): boolean {
  return (
    name.text === "exports" &&
    isIdentifier(expression) &&
    expression.text === "module" &&
    !x.names.bindingOf.has(expression)
  );
}

/** `.length` of a value says how much of it there is, not what it is. */
export function readField(x: Extractor, base: number, field: string, node: ts.Node): number {
  if (field === "length") {
    const length = x.node(NodeKind.value, "length", node);
    x.derive(base, length, "length");
    return length;
  }
  return x.read(base, field, node);
}

/** `super.method` is found on the class that the class around extends. */
function superMember(x: Extractor, name: string, node: ts.Node): number {
  const classIndex = x.graph.functions[x.fn.index]?.class ?? -1;
  const superclass = x.graph.classes[classIndex]?.superclass ?? -1;
  return x.read(x.read(superclass, "prototype", node), name, node);
}

/** `base[key]` */
export function elementAccess(x: Extractor, node: ts.ElementAccessExpression): number {
  const base = visitExpression(x, node.expression);
  return readKey(x, base, fieldOfKey(x, node.argumentExpression), node);
}

/** Reads what a key from `fieldOfKey` names. */
export function readKey(x: Extractor, base: number, key: string | number, node: ts.Node): number {
  if (typeof key === "string") return readField(x, base, key, node);
  const to = x.node(NodeKind.value, undefined, node);
  if (key < 0) x.graph.edge(EdgeKind.read, base, to, x.graph.string(unknownField));
  else x.graph.edge(EdgeKind.readDynamic, base, to, key);
  return to;
}

/** The field that a key names when the syntax tells, else the node of the key. */
export function fieldOfKey(x: Extractor, key: ts.Expression): string | number {
  return fixedKey(x, key) ?? visitExpression(x, key);
}

/** The field that a key names when the syntax tells: a literal, or a name for one. */
export function fixedKey(x: Extractor, key: ts.Expression): string | undefined {
  const expression = unwrap(key);
  if (isStringLiteralLike(expression) || isNumericLiteral(expression)) return expression.text;
  if (isPropertyAccessExpression(expression)) return wellKnownSymbol(x, expression);
  const binding = isIdentifier(expression) ? bindingOf(x, expression) : undefined;
  return binding?.assignments === 0 ? binding.constantText : undefined;
}

/** `Symbol.iterator` */
function wellKnownSymbol(x: Extractor, { expression, name }: ts.PropertyAccessExpression): string | undefined {
  if (!isIdentifier(expression) || expression.text !== "Symbol" || x.names.bindingOf.has(expression)) return undefined;
  return name.text === "iterator" || name.text === "asyncIterator" ? iteratorField : `Symbol(${name.text})`;
}

/** Elements of what is iterated. */
export function elementOf(x: Extractor, iterable: number, at: ts.Node): number {
  const element = x.node(NodeKind.value, undefined, at);
  x.graph.edge(EdgeKind.read, iterable, element, x.graph.string(elementField));
  return element;
}
