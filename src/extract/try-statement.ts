import type { ts } from "ts-morph";
import { NodeKind } from "../model/module-graph.ts";
import { Environment } from "./environment.ts";
import type { Extractor } from "./extractor.ts";
import { mergeBranches } from "./merge.ts";
import { bindPattern } from "./patterns.ts";
import { block } from "./statements.ts";
import { isIdentifier, SyntaxKind } from "./syntax.ts";

/** `try { … } catch (e) { … }`: whatever the body throws is `e`, and the rescue starts from any version of a variable in the body. */
export function tryStatement(x: Extractor, node: ts.TryStatement): void {
  const base = x.fn.env;
  const handler = x.fn.handler;
  const { catchClause, finallyBlock } = node;
  const { isOverruled } = x.fn;
  const outer = isOverruled || overrules(finallyBlock) ? -1 : handler;
  x.fn.isOverruled = isOverruled || overrules(finallyBlock);
  const caught = catchClause ? x.node(NodeKind.variable, catchName(catchClause), catchClause) : outer;
  const body = new Environment(base);
  x.fn.env = body;
  x.fn.handler = caught;
  block(x, node.tryBlock.statements);
  x.fn.handler = outer;
  const branches = [body];
  if (catchClause) {
    // The exception may have come before or after any assignment of the body.
    const start = new Environment(base);
    mergeBranches(x, start, [withoutLeft(body), new Environment(base)], catchClause);
    const rescue = new Environment(start);
    x.fn.env = rescue;
    if (catchClause.variableDeclaration) bindPattern(x, catchClause.variableDeclaration.name, caught);
    block(x, catchClause.block.statements);
    const flat = new Environment(base);
    for (const [binding, version] of rescue.changesSince(base)) flat.set(binding, version);
    flat.left = rescue.left;
    branches.push(flat);
  }
  x.fn.env = base;
  x.fn.handler = handler;
  x.fn.isOverruled = isOverruled;
  const allLeft = branches.every((branch) => branch.left);
  mergeBranches(x, base, finallyBlock ? branches.map(withoutLeft) : branches, node);
  if (!finallyBlock) return;
  block(x, finallyBlock.statements);
  if (allLeft) base.left = true;
}

/** Whether a `finally` ends in a `return` or `throw` of its own, which takes the place of any before. */
function overrules(block: ts.Block | undefined): boolean {
  const kind = block?.statements.at(-1)?.kind;
  return kind === SyntaxKind.ReturnStatement || kind === SyntaxKind.ThrowStatement;
}

function withoutLeft(environment: Environment): Environment {
  const copy = new Environment(environment.parent);
  for (const [binding, version] of environment.own) copy.set(binding, version);
  return copy;
}

function catchName(clause: ts.CatchClause): string | undefined {
  const name = clause.variableDeclaration?.name;
  return name && isIdentifier(name) ? name.text : undefined;
}
