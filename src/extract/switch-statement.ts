import type { ts } from "ts-morph";
import { NodeKind } from "../model/module-graph.ts";
import { Environment, layerOf } from "./environment.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import type { JumpTarget } from "./function-state.ts";
import { applyCaseGuards } from "./guards.ts";
import { mergeBranches } from "./merge.ts";
import { hoistFunctions, visitStatement } from "./statements.ts";
import { isCaseClause, isDefaultClause } from "./syntax.ts";

/** Each case is a branch that also begins where the case before it falls through. */
export function switchStatement(x: Extractor, node: ts.SwitchStatement, label: string | undefined): void {
  const value = visitExpression(x, node.expression);
  const base = x.fn.env;
  const target: JumpTarget = { label, isLoop: false, isBlock: false, base, exits: [], heads: new Map() };
  x.fn.jumps.push(target);
  const depth = x.fn.conditions.length;
  let previous: Environment | undefined;
  const statements = node.caseBlock.clauses.flatMap((clause) => [...clause.statements]);
  hoistFunctions(x, statements);
  for (const clause of node.caseBlock.clauses) {
    let branch = new Environment(base);
    x.fn.env = branch;
    if (isCaseClause(clause)) {
      const test = x.node(NodeKind.value, undefined, clause.expression);
      x.derive(value, test, "compare");
      x.derive(visitExpression(x, clause.expression), test, "compare");
      x.fn.conditions.push(2 * test + 1);
      applyCaseGuards(x, node.expression, clause.expression);
    } else if (value >= 0) {
      const test = x.node(NodeKind.value, undefined, clause);
      x.derive(value, test, "compare");
      x.fn.conditions.push(2 * test);
    }
    if (previous && !previous.left) {
      const own = branch;
      branch = new Environment(base);
      mergeBranches(x, branch, [previous, own], clause);
      x.fn.env = branch;
    }
    for (const statement of clause.statements) visitStatement(x, statement);
    x.fn.conditions.length = depth;
    previous = branch;
  }
  x.fn.jumps.pop();
  x.fn.env = base;
  const branches = target.exits.map((changes) => layerOf(base, changes));
  if (previous) branches.push(previous);
  const hasDefault = node.caseBlock.clauses.some((clause) => isDefaultClause(clause));
  if (!hasDefault) branches.push(new Environment(base));
  mergeBranches(x, base, branches, node, value);
}
