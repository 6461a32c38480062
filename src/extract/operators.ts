import type { ts } from "ts-morph";
import { NodeKind } from "../model/module-graph.ts";
import { assignTo, visitPlace } from "./assignments.ts";
import { inBranch } from "./branches.ts";
import { visitExpression, visitNamed } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { assignPattern } from "./patterns.ts";
import { assignPrototype } from "./prototypes.ts";
import { unwrap } from "./syntax-facts.ts";
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
  const { left, operatorToken, right } = node;
  const operator = operatorToken.kind;
  switch (operator) {
    case SyntaxKind.EqualsToken: {
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
      return value;
    }
    case SyntaxKind.PlusEqualsToken: {
      const place = visitPlace(x, left);
      const text = concatenate(x, [place.value, visitExpression(x, right)], node);
      assignTo(x, left, text, place);
      return text;
    }
    case SyntaxKind.BarBarEqualsToken:
    case SyntaxKind.QuestionQuestionEqualsToken:
    case SyntaxKind.AmpersandAmpersandEqualsToken: {
      const place = visitPlace(x, left);
      const value = x.join([place.value, visitExpression(x, right)], undefined, node);
      assignTo(x, left, value, place);
      return value;
    }
    case SyntaxKind.PlusToken: {
      const parts: number[] = [];
      flattenPlus(x, node, parts);
      return concatenate(x, parts, node);
    }
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken: {
      const first = visitExpression(x, left);
      return x.join([first, inBranch(x, right, first, false)], undefined, node);
    }
    case SyntaxKind.AmpersandAmpersandToken: {
      // The value is the right side, but that there is one tells the left.
      const condition = visitExpression(x, left);
      const value = inBranch(x, right, condition, true, left);
      const result = x.node(NodeKind.value, undefined, node);
      x.copy(value, result);
      x.derive(condition, result, "choice");
      return result;
    }
    case SyntaxKind.CommaToken:
      visitExpression(x, left);
      return visitExpression(x, right);
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
    case SyntaxKind.LessThanToken:
    case SyntaxKind.LessThanEqualsToken:
    case SyntaxKind.GreaterThanToken:
    case SyntaxKind.GreaterThanEqualsToken: {
      const result = x.node(NodeKind.value, undefined, node);
      x.derive(visitExpression(x, left), result, "compare");
      x.derive(visitExpression(x, right), result, "compare");
      return result;
    }
    case SyntaxKind.InKeyword:
    case SyntaxKind.InstanceOfKeyword:
      visitExpression(x, left);
      visitExpression(x, right);
      return -1;
    default: {
      const result = x.node(NodeKind.value, undefined, node);
      const isAssignment = operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment;
      const place = isAssignment ? visitPlace(x, left) : undefined;
      x.derive(place ? place.value : visitExpression(x, left), result, "arithmetic");
      x.derive(visitExpression(x, right), result, "arithmetic");
      if (place) assignTo(x, left, result, place);
      return result;
    }
  }
}

function assignedName(target: ts.Expression): string {
  if (isIdentifier(target)) return target.text;
  if (isPropertyAccessExpression(target)) return target.name.text;
  return "";
}

/** Long sums of strings nest to the left; they are walked in a loop. */
function flattenPlus(x: Extractor, node: ts.BinaryExpression, parts: number[]): void {
  const rights: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (isBinaryExpression(left) && left.operatorToken.kind === SyntaxKind.PlusToken) {
    rights.push(left.right);
    left = left.left;
  }
  parts.push(visitExpression(x, left));
  for (const right of rights.reverse()) parts.push(visitExpression(x, right));
}

function concatenate(x: Extractor, parts: readonly number[], at: ts.Node): number {
  const text = x.node(NodeKind.template, undefined, at);
  for (const part of parts) x.derive(part, text, "text");
  return text;
}

export function unary(x: Extractor, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): number {
  const { operator, operand } = node;
  const isAssignment = operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken;
  const place = isAssignment ? visitPlace(x, operand) : undefined;
  const value = place ? place.value : visitExpression(x, operand);
  const result = x.node(NodeKind.value, undefined, node);
  x.derive(value, result, operator === SyntaxKind.ExclamationToken ? "boolean" : "arithmetic");
  if (place) assignTo(x, operand, result, place);
  return result;
}
