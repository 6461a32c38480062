import type { ts } from "ts-morph";
import type { Extractor } from "./extractor.ts";
import { literalTruth, unwrap } from "./syntax-facts.ts";
import { isBinaryExpression, isIdentifier, isPrefixUnaryExpression, SyntaxKind } from "./syntax.ts";

/**
 * Whether a test is always true or always false by the text: `false`, `!true`, a `const` that is one of them, and `&&` and `||` of these.
 * Undefined when it depends on anything.
 */
export function constantTruth(x: Extractor, test: ts.Expression): boolean | undefined {
  const expression = unwrap(test);
  const literal = literalTruth(expression);
  if (literal !== undefined) return literal;
  if (isIdentifier(expression)) {
    const binding = x.names.bindingOf.get(expression);
    return binding?.assignments === 0 ? binding.constantTruth : undefined;
  }
  if (isPrefixUnaryExpression(expression) && expression.operator === SyntaxKind.ExclamationToken) {
    const truth = constantTruth(x, expression.operand);
    return truth === undefined ? undefined : !truth;
  }
  if (isBinaryExpression(expression)) return truthOfOperands(x, expression);
  return undefined;
}

/** The left side of a long chain nests deeply and is not looked at: only what stands beside the last operator. */
function truthOfOperands(
  x: Extractor,
  { left, operatorToken: { kind }, right }: ts.BinaryExpression,
): boolean | undefined {
  const isAnd = kind === SyntaxKind.AmpersandAmpersandToken;
  if (!isAnd && kind !== SyntaxKind.BarBarToken) return undefined;
  // One `false` decides an `&&`, one `true` an `||`; the other value needs both sides.
  const first = isBinaryExpression(unwrap(left)) ? undefined : constantTruth(x, left);
  const second = constantTruth(x, right);
  if (first === !isAnd || second === !isAnd) return !isAnd;
  return first === undefined || second === undefined ? undefined : isAnd;
}
