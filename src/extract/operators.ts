import type { ts } from "ts-morph";
import { NodeKind } from "../model/module-graph.ts";
import { assignTo, visitPlace } from "./assignments.ts";
import { conditionAt, inBranch } from "./branches.ts";
import { constantTruth } from "./constant-truth.ts";
import { listenWhenAssigned } from "./event-handlers.ts";
import { visitExpression, visitNamed } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { assignPattern } from "./patterns.ts";
import { assignPrototype } from "./prototypes.ts";
import { isAssignment, isNothing, unwrap } from "./syntax-facts.ts";
import {
  isArrayLiteralExpression,
  isBinaryExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  SyntaxKind,
} from "./syntax.ts";

/** The value of an operator with two sides, assignments among them. */
export function binary(x: Extractor, node: ts.BinaryExpression): number {
  return isAssignment(node) ? assignment(x, node) : operation(x, node, visitExpression(x, firstOperand(node)));
}

function assignment(x: Extractor, node: ts.BinaryExpression): number {
  const { left, operatorToken, right } = node;
  if (operatorToken.kind === SyntaxKind.EqualsToken) {
    const target = unwrap(left);
    if (isObjectLiteralExpression(target) || isArrayLiteralExpression(target)) {
      const value = visitExpression(x, right);
      assignPattern(x, target, value);
      return value;
    }
    const method = assignPrototype(x, target, right);
    if (method !== undefined) return method;
    const value = visitNamed(x, right, assignedName(target));
    assignTo(x, target, value);
    listenWhenAssigned(x, target, value);
    return value;
  }
  const place = visitPlace(x, left);
  const result = compound(x, node, place.value, visitExpression(x, right));
  assignTo(x, left, result, place);
  return result;
}

function assignedName(target: ts.Expression): string {
  if (isIdentifier(target)) return target.text;
  if (isPropertyAccessExpression(target)) return target.name.text;
  return "";
}

/** The value of `left += right`, `left ??= right`, `left *= right` … */
function compound(x: Extractor, node: ts.BinaryExpression, left: number, right: number): number {
  switch (node.operatorToken.kind) {
    case SyntaxKind.PlusEqualsToken:
      return concatenate(x, [left, right], node);
    case SyntaxKind.BarBarEqualsToken:
    case SyntaxKind.QuestionQuestionEqualsToken:
    case SyntaxKind.AmpersandAmpersandEqualsToken:
      return x.join([left, right], undefined, node);
    default:
      return derived(x, node, left, right, "arithmetic");
  }
}

/** The first operand: of `a + b + c`, which is one text, it is `a`. */
export function firstOperand(node: ts.BinaryExpression): ts.Expression {
  let { left } = node;
  if (node.operatorToken.kind !== SyntaxKind.PlusToken) return left;
  while (isBinaryExpression(left) && left.operatorToken.kind === SyntaxKind.PlusToken) left = left.left;
  return left;
}

/** An operation whose first operand has been visited. */
export function operation(x: Extractor, node: ts.BinaryExpression, first: number): number {
  const { left, operatorToken, right } = node;
  switch (operatorToken.kind) {
    case SyntaxKind.PlusToken:
      return concatenate(x, [first, ...furtherParts(x, node)], node);
    case SyntaxKind.BarBarToken:
      if (constantTruth(x.names, left) === true) return first;
      return x.join([first, inBranch(x, right, conditionAt(x, first, left), false, left)], undefined, node);
    case SyntaxKind.QuestionQuestionToken:
      return x.join([first, inBranch(x, right, conditionAt(x, first, left), false)], undefined, node);
    case SyntaxKind.AmpersandAmpersandToken: {
      if (constantTruth(x.names, left) === false) return first;
      // The value is the right side, but that there is one tells the left.
      const value = inBranch(x, right, conditionAt(x, first, left), true, left);
      const result = x.node(NodeKind.value, undefined, node);
      x.copy(value, result);
      x.derive(first, result, "boolean");
      return result;
    }
    case SyntaxKind.CommaToken:
      return visitExpression(x, right);
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
    case SyntaxKind.LessThanToken:
    case SyntaxKind.LessThanEqualsToken:
    case SyntaxKind.GreaterThanToken:
    case SyntaxKind.GreaterThanEqualsToken:
      return derived(
        x,
        node,
        first,
        visitExpression(x, right),
        isNothing(left) || isNothing(right) ? "boolean" : "compare",
      );
    case SyntaxKind.InKeyword:
    case SyntaxKind.InstanceOfKeyword:
      visitExpression(x, right);
      return -1;
    default:
      return derived(x, node, first, visitExpression(x, right), "arithmetic");
  }
}

/** What is added to the first operand. Long sums of texts nest to the left; they are walked in a loop. */
function furtherParts(x: Extractor, node: ts.BinaryExpression): number[] {
  const rights: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (isBinaryExpression(left) && left.operatorToken.kind === SyntaxKind.PlusToken) {
    rights.push(left.right);
    left = left.left;
  }
  return rights.reverse().map((right) => visitExpression(x, right));
}

function concatenate(x: Extractor, parts: readonly number[], at: ts.Node): number {
  const text = x.node(NodeKind.template, undefined, at);
  for (const part of parts) x.derive(part, text, "text");
  return text;
}

function derived(
  x: Extractor,
  node: ts.BinaryExpression,
  left: number,
  right: number,
  transform: "arithmetic" | "compare" | "boolean",
): number {
  const result = x.node(NodeKind.value, undefined, node);
  x.derive(left, result, transform);
  x.derive(right, result, transform);
  return result;
}

export function unary(x: Extractor, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): number {
  const { operator, operand } = node;
  const isStep = operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken;
  const place = isStep ? visitPlace(x, operand) : undefined;
  const value = place ? place.value : visitExpression(x, operand);
  const result = x.node(NodeKind.value, undefined, node);
  x.derive(value, result, operator === SyntaxKind.ExclamationToken ? "boolean" : "arithmetic");
  if (place) assignTo(x, operand, result, place);
  return result;
}
