import type { ts } from "ts-morph";
import { callOfMember } from "./calls.ts";
import { visitKind } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { fieldOfKey, isModuleExports, readField, readKey } from "./members.ts";
import { firstOperand, operation } from "./operators.ts";
import { isAssignment } from "./syntax-facts.ts";
import {
  isBinaryExpression,
  isCallExpression,
  isElementAccessExpression,
  isPropertyAccessExpression,
  SyntaxKind,
} from "./syntax.ts";

/**
 * Walks down the left of a chain in a loop, and up again with the value of what stands left:
 *
 *   visits.filter(f).map(g)   // visits, then .filter, the call of it, .map, the call of it
 */
export function visitChain(x: Extractor, node: ts.Expression): number {
  const chain: ts.Expression[] = [];
  let current = node;
  for (let left = leftOf(x, current); left; left = leftOf(x, current)) {
    chain.push(current);
    current = left;
  }
  let value = visitKind(x, current);
  for (let link = chain.pop(); link; link = chain.pop()) {
    if (isBinaryExpression(link)) value = operation(x, link, value);
    else if (isCallExpression(link)) value = callOfMember(x, link, value);
    else if (isPropertyAccessExpression(link)) value = readField(x, value, link.name.text, link);
    else if (isElementAccessExpression(link)) value = readKey(x, value, fieldOfKey(x, link.argumentExpression), link);
  }
  return value;
}

/** The expression that one is made from at its left, when nothing else is to be said of it. */
function leftOf(x: Extractor, node: ts.Expression): ts.Expression | undefined {
  if (isBinaryExpression(node)) return isAssignment(node) ? undefined : firstOperand(node);
  if (isPropertyAccessExpression(node)) {
    if (node.expression.kind === SyntaxKind.SuperKeyword || isModuleExports(x, node)) return undefined;
    return node.expression;
  }
  if (isElementAccessExpression(node)) return node.expression;
  if (!isCallExpression(node)) return undefined;
  const callee = node.expression;
  if (!isPropertyAccessExpression(callee) && !isElementAccessExpression(callee)) return undefined;
  return callee.expression.kind === SyntaxKind.SuperKeyword ? undefined : callee.expression;
}
