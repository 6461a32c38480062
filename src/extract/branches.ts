import type { ts } from "ts-morph";
import { NodeKind } from "../model/module-graph.ts";
import { constantTruth } from "./constant-truth.ts";
import { Environment } from "./environment.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { applyGuards } from "./guards.ts";
import { mergeBranches } from "./merge.ts";
import { unwrap } from "./syntax-facts.ts";
import { isConditionalExpression, isIdentifier, isLiteralExpression, SyntaxKind } from "./syntax.ts";

/** `condition ? a : b` is `a` or `b`, each in a branch of its own. */
export function conditional(x: Extractor, node: ts.ConditionalExpression): number {
  const value = visitExpression(x, node.condition);
  const known = constantTruth(x.names, node.condition);
  if (known !== undefined) return visitExpression(x, known ? node.whenTrue : node.whenFalse);
  const condition = conditionAt(x, value, node.condition);
  const base = x.fn.env;
  const depth = x.fn.conditions.length;
  const values: number[] = [];
  const branches: Environment[] = [];
  for (const [expression, truth] of [
    [node.whenTrue, true],
    [node.whenFalse, false],
  ] as const) {
    const branch = new Environment(base);
    x.fn.env = branch;
    if (condition >= 0) x.fn.conditions.push(2 * condition + (truth ? 1 : 0));
    applyGuards(x, node.condition, truth);
    values.push(visitExpression(x, expression));
    x.fn.conditions.length = depth;
    branches.push(branch);
  }
  x.fn.env = base;
  mergeBranches(x, base, branches, node);
  const result = x.node(NodeKind.value, undefined, node);
  for (const either of new Set(values)) x.copy(either, result);
  // A choice between two constants tells the condition.
  if (isLiteral(node.whenTrue) && isLiteral(node.whenFalse)) x.derive(value, result, "choice");
  return result;
}

/** A condition is a value of its own at the test, so that a finding can point at what decides. */
export function conditionAt(x: Extractor, value: number, test: ts.Expression): number {
  if (value < 0 || x.graph.isAt(value, x.startOf(test), test.end)) return value;
  const condition = x.node(NodeKind.value, undefined, test);
  x.copy(value, condition);
  return condition;
}

/** An expression that runs only when `condition` has the given truth, in a branch of its own. */
export function inBranch(
  x: Extractor,
  expression: ts.Expression,
  condition: number,
  truth: boolean,
  test?: ts.Expression,
): number {
  const base = x.fn.env;
  const branch = new Environment(base);
  x.fn.env = branch;
  const depth = x.fn.conditions.length;
  if (condition >= 0) x.fn.conditions.push(2 * condition + (truth ? 1 : 0));
  if (test) applyGuards(x, test, truth);
  const value = visitExpression(x, expression);
  x.fn.conditions.length = depth;
  x.fn.env = base;
  mergeBranches(x, base, [branch, new Environment(base)], expression);
  return value;
}

function isLiteral(node: ts.Expression): boolean {
  const expression = unwrap(node);
  if (isConditionalExpression(expression)) return isLiteral(expression.whenTrue) && isLiteral(expression.whenFalse);
  return (
    isLiteralExpression(expression) ||
    expression.kind === SyntaxKind.TrueKeyword ||
    expression.kind === SyntaxKind.FalseKeyword ||
    expression.kind === SyntaxKind.NullKeyword ||
    (isIdentifier(expression) && expression.text === "undefined")
  );
}
