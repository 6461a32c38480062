import type { ts } from "ts-morph";
import { FunctionFlag, returnedField } from "../model/module-graph.ts";
import { aliasPattern, rememberAlias } from "./aliases.ts";
import { classValue } from "./classes.ts";
import { declareType, typeDeclaration } from "./declared-types.ts";
import { visitExpression, visitNamed } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { functionValue } from "./function-values.ts";
import { leaveFunction } from "./functions.ts";
import { ifStatement } from "./if-statement.ts";
import { loop } from "./loops.ts";
import { mergeBranches } from "./merge.ts";
import { exportDeclared, exportStatement, importStatement } from "./modules.ts";
import { Environment, layerOf } from "./environment.ts";
import type { JumpTarget } from "./function-state.ts";
import { enumeration, namespace } from "./namespaces.ts";
import { isTooDeep, maximumNesting, NestingError } from "./nesting.ts";
import { bindPattern } from "./patterns.ts";
import { constructorFunction } from "./prototypes.ts";
import { switchStatement } from "./switch-statement.ts";
import { isAmbient, unwrap } from "./syntax-facts.ts";
import {
  isClassStaticBlockDeclaration,
  isContinueStatement,
  isDecorator,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isIterationStatement,
  isSwitchStatement,
  SyntaxKind,
} from "./syntax.ts";
import { tryStatement } from "./try-statement.ts";
import { assignVariable, cellOf, setVersion } from "./variables.ts";

/** Adds what a statement does to the graph; afterwards the environment is the one behind it. What cannot run is left out. */
export function visitStatement(x: Extractor, node: ts.Statement): void {
  if (x.fn.env.left && !isKept(node)) return;
  if (x.depth >= maximumNesting) throw new NestingError();
  x.depth++;
  visitKind(x, node);
  x.depth--;
}

/** What stands behind a `return`, or in a branch that is never taken, is not run; types, imports and exports do not run anyway. */
function isKept({ kind }: ts.Statement): boolean {
  switch (kind) {
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.ImportDeclaration:
    case SyntaxKind.ImportEqualsDeclaration:
    case SyntaxKind.ExportDeclaration:
    case SyntaxKind.ExportAssignment:
      return true;
    default:
      return false;
  }
}

/** A statement of a module or function; when it nests too deeply it is left out, as far as it has not been walked. */
export function visitOrDrop(x: Extractor, node: ts.Statement): void {
  const { depth, fn } = x;
  const { env, handler } = fn;
  const conditions = fn.conditions.length;
  const jumps = fn.jumps.length;
  try {
    if (x.names.dropped.has(node)) throw new NestingError();
    visitStatement(x, node);
  } catch (error) {
    if (!isTooDeep(error)) throw error;
    x.dropped.push(node);
    x.depth = depth;
    fn.env = env;
    fn.handler = handler;
    fn.conditions.length = Math.min(conditions, fn.conditions.length);
    fn.jumps.length = jumps;
  }
}

function visitKind(x: Extractor, node: ts.Statement): void {
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
      if (binding && !isNamed) assignVariable(x, binding, value, declaration.name ?? declaration);
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
      const value = expression ? visitExpression(x, expression) : -1;
      if (expression && !x.fn.isOverruled) returnValue(x, value);
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
    if (!isFunctionDeclaration(statement) || !statement.body || x.names.dropped.has(statement)) continue;
    const binding = statement.name && x.names.declared.get(statement.name);
    const value = binding?.hasPrototype
      ? constructorFunction(x, statement, binding.name)
      : functionValue(x, statement, statement.name?.text ?? "default", -1);
    if (binding) setVersion(x, binding, value);
    exportDeclared(x, statement, value);
  }
}

export function block(x: Extractor, statements: readonly ts.Statement[]): void {
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
      const version = assignVariable(x, binding, value, name);
      declareType(x, version, type);
      rememberAlias(x, binding, initializer);
    } else {
      if (type) declareType(x, value, type);
      bindPattern(x, name, value);
      aliasPattern(x, name, initializer, []);
    }
  }
}

/** `let user: User;` has a type to tell later versions' fields by, but no value yet. */
function declareWithoutValue(x: Extractor, name: ts.Identifier, type: ts.TypeNode): void {
  const binding = x.names.declared.get(name);
  if (!binding?.captured) return;
  declareType(x, cellOf(x, binding), type);
}

/** How many conditions of one `return` are kept. */
const keptDeciders = 4;

/** Which of several constants a function returns tells what its branches were decided by. */
function returnValue(x: Extractor, value: number): void {
  const { returned = -1, flags = 0 } = x.graph.functions[x.fn.index] ?? {};
  if ((flags & FunctionFlag.generator) === 0) x.copy(value, returned);
  else x.write(value, returnedField, returned);
  if (!x.isTellingConstant(value)) x.fn.returnedBy = undefined;
  for (const condition of x.fn.conditions.slice(-keptDeciders))
    if (!x.presences.has(condition >> 1)) x.fn.returnedBy?.add(condition >> 1);
}

function labeled(x: Extractor, node: ts.LabeledStatement): void {
  const { statement, label } = node;
  if (isIterationStatement(statement, false)) loop(x, statement, label.text);
  else if (isSwitchStatement(statement)) switchStatement(x, statement, label.text);
  else labeledBlock(x, statement, label.text);
}

/** `found: { … break found; … }`: what follows is reached from the end and from each `break`. */
function labeledBlock(x: Extractor, statement: ts.Statement, label: string): void {
  const base = x.fn.env;
  const target: JumpTarget = { label, isLoop: false, isBlock: true, base, exits: [], heads: new Map() };
  const body = new Environment(base);
  x.fn.jumps.push(target);
  x.fn.env = body;
  visitStatement(x, statement);
  x.fn.jumps.pop();
  x.fn.env = base;
  mergeBranches(x, base, [body, ...target.exits.map((changes) => layerOf(base, changes))], statement);
}

function jump(x: Extractor, node: ts.BreakOrContinueStatement): void {
  const isContinue = isContinueStatement(node);
  const target = x.fn.jumps.findLast((candidate) => {
    if (node.label) return candidate.label === node.label.text;
    return isContinue ? candidate.isLoop : !candidate.isBlock;
  });
  if (target) target.exits.push(x.fn.env.changesSince(target.base));
  x.fn.env.left = true;
}
