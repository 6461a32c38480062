import type { ts } from "ts-morph";
import { guardLabel } from "../model/guard-label.ts";
import { EdgeKind, NodeKind } from "../model/module-graph.ts";
import { literalTruth } from "./constant-truth.ts";
import type { Extractor } from "./extractor.ts";
import type { Binding } from "./names/bindings.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isBinaryExpression,
  isCallExpression,
  isIdentifier,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  SyntaxKind,
} from "./syntax.ts";

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
    guardArguments(x, expression, truth, () => true);
  } else if (isIdentifier(expression)) {
    // `const isClean = isDeidentified(row)`: the variable stands for the call.
    const binding = x.names.bindingOf.get(expression);
    const call = binding?.owner === x.fn.scope ? x.fn.results.get(binding) : undefined;
    if (call) guardArguments(x, call, truth, (checked) => checked.assignments === 0);
  }
}

/** In a case of `switch (true)` its own test holds; in one of `switch (check(row))` the check gave what the case names. */
export function applyCaseGuards(x: Extractor, subject: ts.Expression, test: ts.Expression): void {
  const decided = literalTruth(unwrap(subject));
  if (decided !== undefined) {
    applyGuards(x, test, decided);
    return;
  }
  const named = literalTruth(unwrap(test));
  if (named !== undefined) applyGuards(x, subject, named);
}

/** `isUnchanged` says whether a variable still holds what was checked. */
function guardArguments(
  x: Extractor,
  expression: ts.CallExpression,
  truth: boolean,
  isUnchanged: (checked: Binding) => boolean,
): void {
  const index = x.callIndex.get(expression);
  if (index === undefined) return;
  for (const [position, argument] of expression.arguments.entries()) {
    const fields: string[] = [];
    let root = unwrap(argument);
    while (isPropertyAccessExpression(root)) {
      fields.unshift(root.name.text);
      root = unwrap(root.expression);
    }
    const binding = isIdentifier(root) ? x.names.bindingOf.get(root) : undefined;
    if (binding?.owner !== x.fn.scope || binding.sharedWrite || fields.length > maximumFields) continue;
    const current = x.fn.env.get(binding);
    if (current === undefined || !isUnchanged(binding)) continue;
    x.fn.env.set(binding, guarded(x, current, fields, guardLabel(index, position, truth), argument, binding.name));
  }
}

/** How deep a field may be that a guard is asked of. */
const maximumFields = 3;

/** A version of a value of which one field has been checked: the value without it, and the checked field written to it. */
function guarded(
  x: Extractor,
  current: number,
  fields: readonly string[],
  label: number,
  at: ts.Node,
  name?: string,
): number {
  const [field, ...rest] = fields;
  const version = x.node(NodeKind.variable, name, at);
  if (field === undefined) {
    x.graph.edge(EdgeKind.guard, current, version, label);
    return version;
  }
  x.without(current, [field], version);
  x.write(guarded(x, x.read(current, field, at), rest, label, at), field, version);
  return version;
}
