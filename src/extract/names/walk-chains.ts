import type { ts } from "ts-morph";
import { isAssignment, unwrap } from "../syntax-facts.ts";
import {
  isBinaryExpression,
  isCallExpression,
  isElementAccessExpression,
  isPropertyAccessExpression,
  SyntaxKind,
} from "../syntax.ts";
import type { NameCollector } from "./name-collector.ts";
import { walkArguments } from "./walk-changes.ts";
import { walk, walkNode } from "./walk-names.ts";

/** Walks down the left of a chain in a loop: `a().b().c()`, `a || b || c`. */
export function walkChain(collector: NameCollector, node: ts.Node): void {
  let current = node;
  for (;;) {
    if (isBinaryExpression(current) && !isAssignment(current)) {
      walk(collector, current.right);
      current = current.left;
    } else if (isPropertyAccessExpression(current)) {
      current = current.expression;
    } else if (isElementAccessExpression(current)) {
      walk(collector, current.argumentExpression);
      current = current.expression;
    } else {
      const before = isCallExpression(current) ? callBefore(current) : undefined;
      if (!before) {
        walkNode(collector, current);
        return;
      }
      const { expression, arguments: list } = current as ts.CallExpression;
      walkArguments(collector, unwrap(expression), list);
      current = before;
    }
  }
}

/** `a()` of `a().b.c()`. A call of a member of something else says more about it: `list.push(v)` changes `list`. */
function callBefore({ expression }: ts.CallExpression): ts.Expression | undefined {
  let root = unwrap(expression);
  if (isElementAccessExpression(root)) return root;
  while (isPropertyAccessExpression(root)) root = unwrap(root.expression);
  return isCallExpression(root) && root !== unwrap(expression) ? root : undefined;
}

/** `if … else if … else if …` nests to its end; it is walked in a loop. */
export function walkIf(collector: NameCollector, node: ts.IfStatement): void {
  let current: ts.Statement | undefined = node;
  while (current?.kind === SyntaxKind.IfStatement) {
    const { expression, thenStatement, elseStatement } = current as ts.IfStatement;
    walk(collector, expression);
    walk(collector, thenStatement);
    current = elseStatement;
  }
  if (current) walk(collector, current);
}
