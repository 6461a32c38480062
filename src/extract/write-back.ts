import type { ts } from "ts-morph";
import { EdgeKind, elementField, NodeKind, unknownField } from "../model/module-graph.ts";
import { givenBy } from "./aliases.ts";
import { objectChanged, resultChanged } from "./changes.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { fieldOfKey } from "./members.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isCallExpression,
  isElementAccessExpression,
  isIdentifier,
  isNumericLiteral,
  isPropertyAccessExpression,
  isStringLiteralLike,
  SyntaxKind,
} from "./syntax.ts";

/**
 * The object that an expression denotes is now `node`: the variable at its root, or the field it was read from, gets a new version.
 * `certain` is false for after-values of calls, which change nothing when the callee does not.
 */
export function writeBackTo(x: Extractor, target: ts.Expression, node: number, certain: boolean): void {
  const expression = unwrap(target);
  if (isIdentifier(expression) || expression.kind === SyntaxKind.ThisKeyword) {
    const binding = x.names.bindingOf.get(expression);
    if (binding) objectChanged(x, binding, node, certain);
    return;
  }
  if (isCallExpression(expression)) {
    const given = givenBy(x, expression);
    if (given) writeBackTo(x, given, node, certain);
    else resultChanged(x, expression, node, certain);
    return;
  }
  if (!isPropertyAccessExpression(expression) && !isElementAccessExpression(expression)) return;
  const base = visitAgain(x, expression.expression);
  if (base < 0) return;
  if (isGlobal(x, unwrap(expression.expression))) {
    // `window.app.visit = v`. What a call may have changed is not written to globals, which everyone uses; nor does an object
    // of the page itself keep what it is given: `window.location.href = "tel:…"` leaves the address as it was.
    if (certain && isPropertyAccessExpression(expression) && !pageObjects.has(expression.name.text))
      x.write(node, expression.name.text, base);
    return;
  }
  const version = x.node(NodeKind.variable, rootName(x, unwrap(expression.expression)), expression.expression);
  const key = isPropertyAccessExpression(expression)
    ? expression.name.text
    : keyAgain(x, expression.argumentExpression);
  if (typeof key === "string") {
    x.without(base, [key], version);
    x.write(node, key, version);
  } else {
    x.copy(base, version);
    if (key >= 0) x.graph.edge(EdgeKind.writeDynamic, node, version, key);
    else x.write(node, unknownField, version);
  }
  writeBackTo(x, expression.expression, version, certain);
}

/** Objects of the page and of the language, which programs use and do not own. */
export const pageObjects = new Set([
  "location",
  "document",
  "history",
  "navigator",
  "screen",
  "localStorage",
  "sessionStorage",
  "performance",
  "console",
  "Math",
  "JSON",
  "Object",
]);

export function isGlobal(x: Extractor, expression: ts.Expression): boolean {
  return isIdentifier(expression) && !x.names.bindingOf.has(expression);
}

/** Versions of variables and of the receiver carry the name; those of fields in between have none. */
export function rootName(x: Extractor, expression: ts.Expression): string | undefined {
  if (isIdentifier(expression)) return x.names.bindingOf.get(expression)?.name ?? expression.text;
  return expression.kind === SyntaxKind.ThisKeyword ? "this" : undefined;
}

/** Some element of the list that an expression denotes is now `node`. */
export function writeElement(x: Extractor, list: ts.Expression, node: number, certain: boolean): void {
  const base = visitAgain(x, list);
  if (base < 0 || isGlobal(x, unwrap(list))) return;
  const version = x.node(NodeKind.variable, rootName(x, unwrap(list)), list);
  x.copy(base, version);
  x.write(node, elementField, version);
  writeBackTo(x, list, version, certain);
}

/** A path of names, or one that begins with the result of a call, without running the call twice. */
function visitAgain(x: Extractor, expression: ts.Expression): number {
  const target = unwrap(expression);
  if (isPlainPath(target)) return visitExpression(x, target);
  if (isCallExpression(target)) return x.graph.calls[x.callIndex.get(target) ?? -1]?.result ?? -1;
  if (!isPropertyAccessExpression(target)) return -1;
  const base = visitAgain(x, target.expression);
  return base < 0 ? -1 : x.read(base, target.name.text, target);
}

/** The key of an element that was read before, as far as it can be walked twice. */
function keyAgain(x: Extractor, key: ts.Expression): string | number {
  const target = unwrap(key);
  return isPlainPath(target) || isStringLiteralLike(target) || isNumericLiteral(target) ? fieldOfKey(x, target) : -1;
}

/** A path of names, which can be walked twice without running anything twice. */
export function isPlainPath(expression: ts.Expression): boolean {
  const target = unwrap(expression);
  if (isIdentifier(target) || target.kind === SyntaxKind.ThisKeyword) return true;
  if (isPropertyAccessExpression(target)) return isPlainPath(target.expression);
  if (!isElementAccessExpression(target)) return false;
  const key = unwrap(target.argumentExpression);
  return isPlainPath(target.expression) && (isPlainPath(key) || isStringLiteralLike(key) || isNumericLiteral(key));
}
