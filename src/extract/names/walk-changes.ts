import type { ts } from "ts-morph";
import { isAssignment, unwrap } from "../syntax-facts.ts";
import {
  isArrayLiteralExpression,
  isArrowFunction,
  isBinaryExpression,
  isElementAccessExpression,
  isFunctionExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  SyntaxKind,
} from "../syntax.ts";
import type { NameCollector } from "./name-collector.ts";
import { walkPropertyName } from "./walk-declarations.ts";
import { walk } from "./walk-names.ts";

export function walkBinary(collector: NameCollector, node: ts.BinaryExpression): void {
  if (isAssignment(node)) walkTarget(collector, node.left);
  else walk(collector, node.left);
  walk(collector, node.right);
}

/** The left side of an assignment: its root is assigned (`x = 1`) or changed (`x.y = 1`). */
export function walkTarget(collector: NameCollector, target: ts.Expression): void {
  const expression = unwrap(target);
  if (isIdentifier(expression)) {
    collector.refer(expression, expression.text, "assign");
  } else if (isPropertyAccessExpression(expression)) {
    notePrototype(collector, expression);
    walkChanged(collector, expression.expression);
  } else if (isElementAccessExpression(expression)) {
    walkChanged(collector, expression.expression);
    walk(collector, expression.argumentExpression);
  } else if (isArrayLiteralExpression(expression)) {
    for (const element of expression.elements)
      walkTarget(collector, isSpreadElement(element) ? element.expression : element);
  } else if (isObjectLiteralExpression(expression)) {
    for (const property of expression.properties) {
      if (isShorthandPropertyAssignment(property)) {
        collector.refer(property.name, property.name.text, "assign");
        if (property.objectAssignmentInitializer) walk(collector, property.objectAssignmentInitializer);
      } else if (isPropertyAssignment(property)) {
        walkPropertyName(collector, property.name);
        walkTarget(collector, property.initializer);
      } else if (isSpreadAssignment(property)) walkTarget(collector, property.expression);
    }
  } else if (isBinaryExpression(expression)) {
    walkTarget(collector, expression.left);
    walk(collector, expression.right);
  } else {
    walk(collector, expression);
  }
}

function notePrototype(collector: NameCollector, { expression, name }: ts.PropertyAccessExpression): void {
  const owner = unwrap(expression);
  if (name.text === "prototype" && isIdentifier(owner))
    collector.prototypes.push({ name: owner.text, scope: collector.scope });
}

function walkChanged(collector: NameCollector, target: ts.Expression): void {
  const expression = unwrap(target);
  if (isPropertyAccessExpression(expression)) notePrototype(collector, expression);
  if (isIdentifier(expression)) collector.refer(expression, expression.text, "change");
  else if (expression.kind === SyntaxKind.ThisKeyword) collector.refer(expression, "this", "change");
  else if (isPropertyAccessExpression(expression)) walkChanged(collector, expression.expression);
  else if (isElementAccessExpression(expression)) {
    walkChanged(collector, expression.expression);
    walk(collector, expression.argumentExpression);
  } else walk(collector, expression);
}

/** Methods that change their receiver, by name; only used to decide whether functions share a variable as one cell. */
const changingMethods = new Set([
  "push",
  "unshift",
  "set",
  "add",
  "append",
  "splice",
  "delete",
  "clear",
  "pop",
  "shift",
  "fill",
  "sort",
  "reverse",
]);

export function walkCall(collector: NameCollector, node: ts.CallExpression): void {
  const callee = unwrap(node.expression);
  if (collector.scope.fn.runsOnce) markRunOnce(collector, callee, node.arguments);
  if (isPropertyAccessExpression(callee) && changingMethods.has(callee.name.text))
    walkChanged(collector, callee.expression);
  else if (isPropertyAccessExpression(callee)) walkGiven(collector, callee.expression);
  else walk(collector, node.expression);
  walkArguments(collector, callee, node.arguments);
}

/** `Object.assign(a, b)` changes `a`; other calls are given what they are called with. */
export function walkArguments(collector: NameCollector, callee: ts.Expression, list: readonly ts.Expression[]): void {
  const changesFirst = isPropertyAccessExpression(callee) && /^(?:assign|setPrototypeOf)$/.test(callee.name.text);
  list.forEach((argument, index) => {
    if (changesFirst && index === 0) walkChanged(collector, argument);
    else walkGiven(collector, argument);
  });
}

/**
 * `(function () { … })()`, also with `.call(this)`, `(function (root, factory) { … })(this, function () { … })` and
 * `define(function () { … })`: what is called on the spot, or handed to it, runs once where the code around it does.
 */
function markRunOnce(collector: NameCollector, callee: ts.Expression, values: readonly ts.Expression[]): void {
  const isThrough = isPropertyAccessExpression(callee) && (callee.name.text === "call" || callee.name.text === "apply");
  const called = isThrough ? unwrap(callee.expression) : callee;
  const isDefine = isIdentifier(called) && called.text === "define";
  if (!isFunctionExpression(called) && !isArrowFunction(called) && !isDefine) return;
  collector.once.add(called);
  for (const value of values) collector.once.add(unwrap(value));
}

/** The receiver or an argument of a call. */
function walkGiven(collector: NameCollector, value: ts.Expression): void {
  const expression = unwrap(value);
  if (isIdentifier(expression)) collector.refer(expression, expression.text, "give");
  else if (isPropertyAccessExpression(expression)) walkGiven(collector, expression.expression);
  else walk(collector, value);
}
