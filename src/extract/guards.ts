import type { ts } from "ts-morph";
import { EdgeKind, NodeKind } from "../model/module-graph.ts";
import type { Extractor } from "./extractor.ts";
import { unwrap } from "./syntax-facts.ts";
import { isBinaryExpression, isCallExpression, isIdentifier, isPrefixUnaryExpression, SyntaxKind } from "./syntax.ts";

/**
 * In the branch where `check(value)` returned true, `value` is a version of its own that names the check,
 * so that a guard function of the rules can clear it there: `if (isDeidentified(row)) send(row)`.
 */
export function applyGuards(x: Extractor, test: ts.Expression, truth: boolean): void {
  const expression = unwrap(test);
  if (isPrefixUnaryExpression(expression) && expression.operator === SyntaxKind.ExclamationToken) {
    applyGuards(x, expression.operand, !truth);
  } else if (isBinaryExpression(expression)) {
    const both = truth ? SyntaxKind.AmpersandAmpersandToken : SyntaxKind.BarBarToken;
    if (expression.operatorToken.kind !== both) return;
    const rights: ts.Expression[] = [];
    let left: ts.Expression = expression;
    while (isBinaryExpression(left) && left.operatorToken.kind === both) {
      rights.push(left.right);
      left = left.left;
    }
    applyGuards(x, left, truth);
    for (const right of rights.reverse()) applyGuards(x, right, truth);
  } else if (isCallExpression(expression)) {
    guardArguments(x, expression, truth);
  }
}

function guardArguments(x: Extractor, expression: ts.CallExpression, truth: boolean): void {
  const index = x.callIndex.get(expression);
  if (index === undefined) return;
  for (const argument of expression.arguments) {
    const variable = unwrap(argument);
    const binding = isIdentifier(variable) ? x.names.bindingOf.get(variable) : undefined;
    if (binding?.owner !== x.fn.scope || binding.sharedWrite) continue;
    const current = x.fn.env.get(binding);
    if (current === undefined) continue;
    const version = x.node(NodeKind.variable, binding.name, argument);
    x.graph.edge(EdgeKind.guard, current, version, 2 * index + (truth ? 1 : 0));
    x.fn.env.set(binding, version);
  }
}
