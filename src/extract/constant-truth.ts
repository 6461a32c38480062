import type { ts } from "ts-morph";
import type { Names } from "./names/bindings.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isBinaryExpression,
  isIdentifier,
  isNumericLiteral,
  isPrefixUnaryExpression,
  isStringLiteralLike,
  SyntaxKind,
} from "./syntax.ts";

/** Conditions in each other that are looked into. */
const maximumDepth = 16;

/** Whether a condition is always true or always false: `false`, `DEBUG && isOpen` with `const DEBUG = false`. Else undefined. */
export function constantTruth(names: Names, condition: ts.Expression, depth = 0): boolean | undefined {
  const expression = unwrap(condition);
  if (depth > maximumDepth) return undefined;
  if (isPrefixUnaryExpression(expression) && expression.operator === SyntaxKind.ExclamationToken) {
    const truth = constantTruth(names, expression.operand, depth + 1);
    return truth === undefined ? undefined : !truth;
  }
  if (isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken;
    if (kind !== SyntaxKind.AmpersandAmpersandToken && kind !== SyntaxKind.BarBarToken) return undefined;
    const deciding = kind === SyntaxKind.BarBarToken;
    const left = constantTruth(names, expression.left, depth + 1);
    if (left === deciding) return deciding;
    const right = constantTruth(names, expression.right, depth + 1);
    return right === deciding || left !== undefined ? right : undefined;
  }
  if (isIdentifier(expression)) {
    const binding = names.bindingOf.get(expression);
    return binding?.assignments === 0 ? binding.constantTruth : undefined;
  }
  return literalTruth(expression);
}

/** Whether a literal counts as true. */
export function literalTruth(expression: ts.Expression): boolean | undefined {
  if (isStringLiteralLike(expression)) return expression.text !== "";
  if (isNumericLiteral(expression)) return Number(expression.text) !== 0;
  switch (expression.kind) {
    case SyntaxKind.TrueKeyword:
      return true;
    case SyntaxKind.FalseKeyword:
    case SyntaxKind.NullKeyword:
      return false;
    default:
      return undefined;
  }
}
