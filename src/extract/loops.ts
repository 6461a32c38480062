import type { ts } from "ts-morph";
import { EdgeKind, NodeKind, unknownField } from "../model/module-graph.ts";
import { assignTo } from "./assignments.ts";
import { conditionAt } from "./branches.ts";
import { Environment } from "./environment.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import type { JumpTarget } from "./function-state.ts";
import { elementOf } from "./members.ts";
import type { Binding } from "./names/bindings.ts";
import { assignPattern, bindPattern } from "./patterns.ts";
import { variables, visitStatement } from "./statements.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isDoStatement,
  isForInStatement,
  isForOfStatement,
  isForStatement,
  isIdentifier,
  isPropertyAccessExpression,
  isVariableDeclarationList,
  isWhileStatement,
} from "./syntax.ts";
import { writeElement } from "./write-back.ts";

/**
 * A variable touched in a loop has one version at its head, which every round flows back into:
 *
 *   let list = "";                          // version 1
 *   for (const v of visits) list += v.dx;   // head: 1 or the version of the round before
 */
export function loop(x: Extractor, node: ts.IterationStatement, label: string | undefined): void {
  if (isForStatement(node) && node.initializer) {
    if (isVariableDeclarationList(node.initializer)) variables(x, node.initializer);
    else visitExpression(x, node.initializer);
  }
  const iterated = isForOfStatement(node) || isForInStatement(node) ? visitExpression(x, node.expression) : -1;
  const base = x.fn.env;
  const heads = new Map<Binding, number>();
  for (const binding of x.names.loopBindings.get(node) ?? []) {
    if (binding.owner !== x.fn.scope && !binding.isSingle) continue;
    const before = base.get(binding);
    if (before === undefined) continue;
    const head = x.node(NodeKind.variable, binding.name, node);
    x.copy(before, head);
    heads.set(binding, head);
    base.set(binding, head);
  }
  const target: JumpTarget = { label, isLoop: true, isBlock: false, base, exits: [], heads };
  x.fn.jumps.push(target);
  const body = new Environment(base);
  x.fn.env = body;
  const depth = x.fn.conditions.length;
  if (isForOfStatement(node) || isForInStatement(node)) bindIteration(x, node, iterated);
  const element = isForOfStatement(node) ? iterationVariable(x, node) : undefined;
  const before = element && body.get(element);
  if (element) x.fn.changedSurely.delete(element);
  if ((isForStatement(node) && node.condition) || isWhileStatement(node)) {
    const test = isWhileStatement(node) ? node.expression : node.condition;
    const condition = test ? conditionAt(x, visitExpression(x, test), test) : -1;
    if (condition >= 0) x.fn.conditions.push(2 * condition + 1);
  }
  visitStatement(x, node.statement);
  if (isForStatement(node) && node.incrementor) visitExpression(x, node.incrementor);
  if (isDoStatement(node)) visitExpression(x, node.expression);
  x.fn.conditions.length = depth;
  x.fn.jumps.pop();
  flowBack(x, body.changesSince(base), heads, base);
  for (const exit of target.exits) flowBack(x, exit, heads, base);
  x.fn.env = base;
  if (!element || !isForOfStatement(node)) return;
  const ends = target.exits.map((exit) => exit.get(element));
  if (!body.left) ends.push(body.get(element));
  elementsChanged(
    x,
    node,
    ends.filter((end) => end !== before),
    x.fn.changedSurely.has(element),
  );
}

/** The variable of `for (const v of visits)`, when it may stand for an element that the body changes. */
function iterationVariable(x: Extractor, { initializer }: ts.ForOfStatement): Binding | undefined {
  if (!isVariableDeclarationList(initializer)) return undefined;
  const [declaration] = initializer.declarations;
  const binding = declaration && isIdentifier(declaration.name) ? x.names.declared.get(declaration.name) : undefined;
  return binding?.assignments === 0 && !binding.sharedWrite ? binding : undefined;
}

/** `for (const v of visits) v.reason = dx;` changes the elements of `visits`. */
function elementsChanged(
  x: Extractor,
  node: ts.ForOfStatement,
  versions: readonly (number | undefined)[],
  surely: boolean,
): void {
  if (versions.length === 0) return;
  const element = x.node(NodeKind.value, undefined, node.initializer);
  for (const version of new Set(versions))
    x.graph.edge(surely ? EdgeKind.copy : EdgeKind.writeBack, version ?? -1, element);
  writeElement(x, node.expression, element, surely);
}

function flowBack(
  x: Extractor,
  changes: ReadonlyMap<Binding, number>,
  heads: ReadonlyMap<Binding, number>,
  base: Environment,
): void {
  for (const [binding, version] of changes) {
    const head = heads.get(binding);
    if (head !== undefined) x.copy(version, head);
    else if (base.get(binding) === undefined) base.set(binding, version);
  }
}

function bindIteration(x: Extractor, node: ts.ForOfStatement | ts.ForInStatement, iterated: number): void {
  const { initializer } = node;
  let element: number;
  if (isForOfStatement(node)) {
    element = elementOf(x, iterated, node.initializer);
  } else {
    element = x.node(NodeKind.value, unknownField, node.initializer);
  }
  if (isVariableDeclarationList(initializer)) {
    const [declaration] = initializer.declarations;
    if (declaration) bindPattern(x, declaration.name, element);
  } else {
    const target = unwrap(initializer);
    if (isIdentifier(target) || isPropertyAccessExpression(target)) assignTo(x, target, element);
    else assignPattern(x, target, element);
  }
}
