import type { ts } from "ts-morph";
import { Environment } from "./environment.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { applyGuards } from "./guards.ts";
import { mergeBranches } from "./merge.ts";
import { visitStatement } from "./statements.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isBinaryExpression,
  isIdentifier,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  SyntaxKind,
} from "./syntax.ts";

/** Each branch has an environment of its own; what differs afterwards is joined, and what was decided may be told by it. */
export function ifStatement(x: Extractor, node: ts.IfStatement): void {
  const condition = visitExpression(x, node.expression);
  const tells = condition >= 0 && !isPresence(node.expression);
  if (!tells) x.presences.add(condition);
  const base = x.fn.env;
  const depth = x.fn.conditions.length;
  const branches: Environment[] = [];
  for (const [statement, truth] of [
    [node.thenStatement, true],
    [node.elseStatement, false],
  ] as const) {
    const branch = new Environment(base);
    x.fn.env = branch;
    if (condition >= 0) x.fn.conditions.push(2 * condition + (truth ? 1 : 0));
    applyGuards(x, node.expression, truth);
    if (statement) visitStatement(x, statement);
    x.fn.conditions.length = depth;
    branches.push(branch);
  }
  x.fn.env = base;
  mergeBranches(x, base, branches, node, tells ? condition : -1);
  // `if (c) return;` decides what follows in the block as well; `block` takes the condition off again.
  const [whenTrue, whenFalse] = branches;
  if (condition < 0 || !whenTrue || !whenFalse || whenTrue.left === whenFalse.left) return;
  x.fn.conditions.push(2 * condition + (whenTrue.left ? 0 : 1));
}

/** `if (visit.reason)`, `if (reason === null)`: whether there is something, not what it is. */
function isPresence(test: ts.Expression): boolean {
  const expression = unwrap(test);
  if (isPrefixUnaryExpression(expression)) return isPresence(expression.operand);
  if (isIdentifier(expression)) return !isAnswer.test(expression.text);
  if (isPropertyAccessExpression(expression)) return !isAnswer.test(expression.name.text);
  if (!isBinaryExpression(expression)) return false;
  const { kind } = expression.operatorToken;
  if (kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken)
    return isPresence(expression.left) && isPresence(expression.right);
  return isNothing(expression.left) || isNothing(expression.right);
}

/** Names of what is true or false in itself. */
const isAnswer = /^(?:is|has|was|did|had|can)[A-Z_]/;

function isNothing(expression: ts.Expression): boolean {
  const value = unwrap(expression);
  return value.kind === SyntaxKind.NullKeyword || (isIdentifier(value) && value.text === "undefined");
}
