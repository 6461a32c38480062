import type { ts } from "ts-morph";
import { EdgeKind, NodeKind, unknownField } from "../model/module-graph.ts";
import { elementOf } from "./calls.ts";
import { classValue } from "./classes.ts";
import { Environment } from "./environment.ts";
import { applyGuards, visitExpression, visitNamed } from "./expressions.ts";
import type { Extractor, JumpTarget } from "./extractor.ts";
import { leaveFunction } from "./functions.ts";
import { mergeBranches } from "./merge.ts";
import { declaredNames, exportDeclared, exportStatement, importStatement, isExported } from "./modules.ts";
import { assignPattern, assignTo, bindPattern, writeElement } from "./patterns.ts";
import { constructorFunction } from "./prototypes.ts";
import { isAmbient, unwrap, type Binding } from "./scopes.ts";
import { memberTypes, typeExpression } from "./types.ts";
import {
  isBinaryExpression,
  isCaseClause,
  isClassStaticBlockDeclaration,
  isComputedPropertyName,
  isContinueStatement,
  isDecorator,
  isDefaultClause,
  isDoStatement,
  isForInStatement,
  isForOfStatement,
  isForStatement,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isIterationStatement,
  isModuleBlock,
  isModuleDeclaration,
  isObjectBindingPattern,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isSwitchStatement,
  isTypeAliasDeclaration,
  isVariableDeclarationList,
  isWhileStatement,
  SyntaxKind,
} from "./syntax.ts";

export function visitStatement(x: Extractor, node: ts.Statement): void {
  if (isAmbient(node)) return;
  switch (node.kind) {
    case SyntaxKind.ExpressionStatement:
      visitExpression(x, (node as ts.ExpressionStatement).expression);
      return;
    case SyntaxKind.VariableStatement:
      variables(x, (node as ts.VariableStatement).declarationList);
      exportDeclared(x, node);
      return;
    case SyntaxKind.FunctionDeclaration:
      // The value was made when the block was entered; see hoistFunctions.
      for (const modifier of (node as ts.FunctionDeclaration).modifiers ?? [])
        if (isDecorator(modifier)) visitExpression(x, modifier.expression);
      return;
    case SyntaxKind.ClassDeclaration: {
      const declaration = node as ts.ClassDeclaration;
      const value = classValue(x, declaration, declaration.name?.text ?? "default");
      const binding = declaration.name && x.names.declared.get(declaration.name);
      const isNamed = declaration.members.some(isClassStaticBlockDeclaration);
      if (binding && !isNamed) x.assign(binding, value, declaration.name ?? declaration);
      exportDeclared(x, declaration, value);
      return;
    }
    case SyntaxKind.EnumDeclaration:
      enumeration(x, node as ts.EnumDeclaration);
      exportDeclared(x, node);
      return;
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
      typeDeclaration(x, node as ts.InterfaceDeclaration | ts.TypeAliasDeclaration);
      return;
    case SyntaxKind.Block:
      block(x, (node as ts.Block).statements);
      return;
    case SyntaxKind.IfStatement:
      ifStatement(x, node as ts.IfStatement);
      return;
    case SyntaxKind.ReturnStatement: {
      const { expression } = node as ts.ReturnStatement;
      if (expression) returnValue(x, visitExpression(x, expression));
      leaveFunction(x);
      x.fn.env.left = true;
      return;
    }
    case SyntaxKind.ThrowStatement:
      x.copy(visitExpression(x, (node as ts.ThrowStatement).expression), x.fn.handler);
      x.fn.env.left = true;
      return;
    case SyntaxKind.TryStatement:
      tryStatement(x, node as ts.TryStatement);
      return;
    case SyntaxKind.SwitchStatement:
      switchStatement(x, node as ts.SwitchStatement, undefined);
      return;
    case SyntaxKind.ForStatement:
    case SyntaxKind.ForInStatement:
    case SyntaxKind.ForOfStatement:
    case SyntaxKind.WhileStatement:
    case SyntaxKind.DoStatement:
      loop(x, node as ts.IterationStatement, undefined);
      return;
    case SyntaxKind.LabeledStatement:
      labeled(x, node as ts.LabeledStatement);
      return;
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement:
      jump(x, node as ts.BreakOrContinueStatement);
      return;
    case SyntaxKind.ImportDeclaration:
    case SyntaxKind.ImportEqualsDeclaration:
      importStatement(x, node as ts.ImportDeclaration | ts.ImportEqualsDeclaration);
      return;
    case SyntaxKind.ExportDeclaration:
    case SyntaxKind.ExportAssignment:
      exportStatement(x, node as ts.ExportDeclaration | ts.ExportAssignment);
      return;
    case SyntaxKind.ModuleDeclaration:
      namespace(x, node as ts.ModuleDeclaration);
      exportDeclared(x, node);
      return;
    case SyntaxKind.WithStatement:
      visitStatement(x, (node as ts.WithStatement).statement);
      return;
    default:
  }
}

/** Function declarations have their value from the start of their block. */
export function hoistFunctions(x: Extractor, statements: readonly ts.Statement[]): void {
  for (const statement of statements) {
    if (!isFunctionDeclaration(statement) || !statement.body) continue;
    const binding = statement.name && x.names.declared.get(statement.name);
    const value = binding?.hasPrototype
      ? constructorFunction(x, statement, binding.name)
      : x.functionValue(statement, statement.name?.text ?? "default", -1);
    if (binding) x.setVersion(binding, value);
    exportDeclared(x, statement, value);
  }
}

function block(x: Extractor, statements: readonly ts.Statement[]): void {
  const depth = x.fn.conditions.length;
  hoistFunctions(x, statements);
  for (const statement of statements) visitStatement(x, statement);
  x.fn.conditions.length = depth;
}

export function variables(x: Extractor, list: ts.VariableDeclarationList): void {
  for (const declaration of list.declarations) {
    const { name, initializer, type } = declaration;
    if (!initializer) {
      if (type && isIdentifier(name)) declareWithoutValue(x, name, type);
      continue;
    }
    const binding = isIdentifier(name) ? x.names.declared.get(name) : undefined;
    const fn = unwrap(initializer);
    const value =
      binding?.hasPrototype && isFunctionExpression(fn)
        ? constructorFunction(x, fn, binding.name)
        : visitNamed(x, initializer, isIdentifier(name) ? name.text : "");
    if (isIdentifier(name)) {
      if (!binding) continue;
      const version = x.assign(binding, value, name);
      x.declareType(version, type);
      x.alias(binding, initializer);
    } else {
      if (type) x.declareType(value, type);
      bindPattern(x, name, value);
      aliasPattern(x, name, initializer, []);
    }
  }
}

/** `let user: User;` has a type to tell later versions' fields by, but no value yet. */
function declareWithoutValue(x: Extractor, name: ts.Identifier, type: ts.TypeNode): void {
  const binding = x.names.declared.get(name);
  if (!binding?.captured) return;
  x.declareType(x.cell(binding), type);
}

function aliasPattern(x: Extractor, name: ts.BindingName, initializer: ts.Expression, fields: readonly string[]): void {
  if (!isObjectBindingPattern(name)) return;
  for (const element of name.elements) {
    const key = element.propertyName ?? element.name;
    if (element.dotDotDotToken || !isIdentifier(key)) continue;
    if (isIdentifier(element.name)) {
      const binding = x.names.declared.get(element.name);
      if (binding) x.alias(binding, initializer, [...fields, key.text]);
    } else {
      aliasPattern(x, element.name, initializer, [...fields, key.text]);
    }
  }
}

function ifStatement(x: Extractor, node: ts.IfStatement): void {
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

/** How many conditions of one `return` are kept. */
const keptDeciders = 4;

/** Which of several constants a function returns tells what its branches were decided by. */
function returnValue(x: Extractor, value: number): void {
  x.copy(value, x.graph.functions[x.fn.index]?.returned ?? -1);
  if (!x.isTellingConstant(value)) x.fn.returnedBy = undefined;
  for (const condition of x.fn.conditions.slice(-keptDeciders))
    if (!x.presences.has(condition >> 1)) x.fn.returnedBy?.add(condition >> 1);
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

function tryStatement(x: Extractor, node: ts.TryStatement): void {
  const base = x.fn.env;
  const handler = x.fn.handler;
  const { catchClause, finallyBlock } = node;
  const caught = catchClause ? x.node(NodeKind.variable, catchName(catchClause), catchClause) : handler;
  const body = new Environment(base);
  x.fn.env = body;
  x.fn.handler = caught;
  block(x, node.tryBlock.statements);
  x.fn.handler = handler;
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
  const allLeft = branches.every((branch) => branch.left);
  mergeBranches(x, base, finallyBlock ? branches.map(withoutLeft) : branches, node);
  if (!finallyBlock) return;
  block(x, finallyBlock.statements);
  if (allLeft) base.left = true;
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

function switchStatement(x: Extractor, node: ts.SwitchStatement, label: string | undefined): void {
  const value = visitExpression(x, node.expression);
  const base = x.fn.env;
  const target: JumpTarget = { label, isLoop: false, base, exits: [], heads: new Map() };
  x.fn.jumps.push(target);
  const depth = x.fn.conditions.length;
  let previous: Environment | undefined;
  const statements = node.caseBlock.clauses.flatMap((clause) => [...clause.statements]);
  hoistFunctions(x, statements);
  for (const clause of node.caseBlock.clauses) {
    const branch = new Environment(base);
    x.fn.env = branch;
    if (isCaseClause(clause)) {
      const test = x.node(NodeKind.value, undefined, clause.expression);
      x.derive(value, test, "compare");
      x.derive(visitExpression(x, clause.expression), test, "compare");
      x.fn.conditions.push(2 * test + 1);
    } else if (value >= 0) {
      const test = x.node(NodeKind.value, undefined, clause);
      x.derive(value, test, "compare");
      x.fn.conditions.push(2 * test);
    }
    if (previous && !previous.left) mergeBranches(x, branch, [previous, new Environment(base)], clause);
    for (const statement of clause.statements) visitStatement(x, statement);
    x.fn.conditions.length = depth;
    previous = branch;
  }
  x.fn.jumps.pop();
  x.fn.env = base;
  const branches = target.exits.map((changes) => environmentOf(base, changes));
  if (previous) branches.push(previous);
  const hasDefault = node.caseBlock.clauses.some((clause) => isDefaultClause(clause));
  if (!hasDefault) branches.push(new Environment(base));
  mergeBranches(x, base, branches, node, value);
}

function environmentOf(base: Environment, changes: ReadonlyMap<Binding, number>): Environment {
  const environment = new Environment(base);
  for (const [binding, version] of changes) environment.set(binding, version);
  return environment;
}

/**
 * A variable touched in a loop has one version at its head, which every round flows back into:
 *
 *   let list = "";                          // version 1
 *   for (const v of visits) list += v.dx;   // head: 1 or the version of the round before
 */
function loop(x: Extractor, node: ts.IterationStatement, label: string | undefined): void {
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
  const target: JumpTarget = { label, isLoop: true, base, exits: [], heads };
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
    const condition = test ? visitExpression(x, test) : -1;
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

function labeled(x: Extractor, node: ts.LabeledStatement): void {
  const { statement, label } = node;
  if (isIterationStatement(statement, false)) loop(x, statement, label.text);
  else if (isSwitchStatement(statement)) switchStatement(x, statement, label.text);
  else visitStatement(x, statement);
}

function jump(x: Extractor, node: ts.BreakOrContinueStatement): void {
  const isContinue = isContinueStatement(node);
  const target = x.fn.jumps.findLast((candidate) => {
    if (node.label) return candidate.label === node.label.text;
    return !isContinue || candidate.isLoop;
  });
  if (target) target.exits.push(x.fn.env.changesSince(target.base));
  x.fn.env.left = true;
}

/** An enum is an object of constants. */
function enumeration(x: Extractor, node: ts.EnumDeclaration): void {
  const object = x.node(NodeKind.object, node.name.text, node.name);
  for (const member of node.members) {
    const name = isComputedPropertyName(member.name) ? undefined : member.name.text;
    if (name === undefined) continue;
    const value = member.initializer ? visitExpression(x, member.initializer) : x.constant(name, member, "other");
    x.write(value, name, object);
  }
  const binding = x.names.declared.get(node.name);
  if (binding) assignMerged(x, binding, object, node.name);
}

/** `namespace n { export const a = … }` is an object with the exported declarations. */
function namespace(x: Extractor, node: ts.ModuleDeclaration): void {
  const { body, name } = node;
  if (!body || !isIdentifier(name)) return;
  const object = x.node(NodeKind.object, name.text, name);
  if (isModuleBlock(body)) {
    block(x, body.statements);
    for (const statement of body.statements) if (isExported(statement)) writeDeclared(x, statement, object);
  } else if (isModuleDeclaration(body)) {
    namespace(x, body);
    writeDeclared(x, body, object);
  }
  const binding = x.names.declared.get(name);
  if (binding) assignMerged(x, binding, object, name);
}

function writeDeclared(x: Extractor, statement: ts.Statement, object: number): void {
  if (isAmbient(statement)) return;
  for (const name of declaredNames(statement)) {
    const binding = x.names.declared.get(name);
    if (binding) x.write(x.current(binding, name), binding.name, object);
  }
}

/** Enums and namespaces of one name, and a namespace of the name of a function or class before it, are one object. */
function assignMerged(x: Extractor, binding: Binding, object: number, at: ts.Identifier): void {
  x.assign(binding, x.join([x.fn.env.get(binding) ?? -1, object], undefined, at), at);
}

function typeDeclaration(x: Extractor, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): void {
  const type = isTypeAliasDeclaration(node)
    ? typeExpression(node.type)
    : ([
        "object",
        memberTypes(node.members),
        (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((extended) => typeExpression(extended))),
      ] as const);
  x.graph.types.push({ name: x.graph.string(node.name.text), type: x.graph.string(JSON.stringify(type)) });
}
