import type { ts } from "ts-morph";
import { conditionAt } from "./branches.ts";
import { constantTruth } from "./constant-truth.ts";
import { Environment } from "./environment.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { applyGuards } from "./guards.ts";
import { mergeBranches } from "./merge.ts";
import { visitStatement } from "./statements.ts";
import { isNothing, unwrap } from "./syntax-facts.ts";
import {
  isBinaryExpression,
  isIdentifier,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  SyntaxKind,
} from "./syntax.ts";

/** What is to be done after the `else` of an `if` has been walked. */
interface OpenIf {
  readonly node: ts.IfStatement;
  readonly condition: number;
  /** The value of the condition when which branch was taken tells it, else -1. */
  readonly decidedBy: number;
  readonly base: Environment;
  readonly whenTrue: Environment;
  readonly whenFalse: Environment;
}

/**
 * Each branch has an environment of its own; what differs afterwards is joined, and what was decided may be told by it.
 * `if … else if … else if …` nests to its end; it is walked in a loop.
 */
export function ifStatement(x: Extractor, first: ts.IfStatement): void {
  const depth = x.fn.conditions.length;
  const open: OpenIf[] = [];
  for (let node: ts.Statement | undefined = first; node && !x.fn.env.left;) {
    if (node.kind !== SyntaxKind.IfStatement) {
      visitStatement(x, node);
      break;
    }
    const current = openIf(x, node as ts.IfStatement);
    open.push(current);
    node = current.node.elseStatement;
  }
  x.fn.conditions.length = depth;
  for (let last = open.pop(); last; last = open.pop()) {
    const { node, condition, decidedBy, base, whenTrue, whenFalse } = last;
    x.fn.env = base;
    mergeBranches(x, base, [whenTrue, whenFalse], node, decidedBy);
    // `if (c) return;` decides what follows in the block as well; `block` takes the condition off again.
    if (node === first && condition >= 0 && whenTrue.left !== whenFalse.left)
      x.fn.conditions.push(2 * condition + (whenTrue.left ? 0 : 1));
  }
}

/** The condition and what is done when it is true; afterwards the walk is where it is false. */
function openIf(x: Extractor, node: ts.IfStatement): OpenIf {
  const value = visitExpression(x, node.expression);
  const truth = constantTruth(x.names, node.expression);
  const condition = truth === undefined ? conditionAt(x, value, node.expression) : -1;
  const decidedBy = isPresence(node.expression) ? -1 : value;
  if (decidedBy < 0) x.presences.add(condition);
  const base = x.fn.env;
  const depth = x.fn.conditions.length;
  const whenTrue = new Environment(base);
  whenTrue.left = truth === false;
  enterBranch(x, whenTrue, node.expression, condition, true);
  visitStatement(x, node.thenStatement);
  x.fn.conditions.length = depth;
  const whenFalse = new Environment(base);
  whenFalse.left = truth === true;
  enterBranch(x, whenFalse, node.expression, condition, false);
  return { node, condition, decidedBy, base, whenTrue, whenFalse };
}

function enterBranch(x: Extractor, branch: Environment, test: ts.Expression, condition: number, truth: boolean): void {
  x.fn.env = branch;
  if (condition >= 0) x.fn.conditions.push(2 * condition + (truth ? 1 : 0));
  applyGuards(x, test, truth);
}

/** `if (visit.reason)`, `if (reason === null)`: whether there is something, not what it is. */
function isPresence(test: ts.Expression): boolean {
  let expression = unwrap(test);
  while (isBinaryExpression(expression) && isLogical(expression)) {
    if (!isPresence(expression.right)) return false;
    expression = unwrap(expression.left);
  }
  if (isPrefixUnaryExpression(expression)) return isPresence(expression.operand);
  if (isIdentifier(expression)) return !isAnswer.test(expression.text);
  if (isPropertyAccessExpression(expression)) return !isAnswer.test(expression.name.text);
  return isBinaryExpression(expression) && (isNothing(expression.left) || isNothing(expression.right));
}

function isLogical({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken;
}

/** Names of what is true or false in itself. */
const isAnswer = /^(?:is|has|was|did|had|can)[A-Z_]/;
