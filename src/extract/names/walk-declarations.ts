import type { ts } from "ts-morph";
import { literalTruth } from "../constant-truth.ts";
import { unwrap } from "../syntax-facts.ts";
import {
  NodeFlags,
  canHaveDecorators,
  getDecorators,
  isAccessor,
  isArrayLiteralExpression,
  isArrowFunction,
  isBindingElement,
  isCallExpression,
  isBlock,
  isClassDeclaration,
  isClassExpression,
  isClassStaticBlockDeclaration,
  isComputedPropertyName,
  isConstructorDeclaration,
  isDecorator,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isMethodDeclaration,
  isNamedExports,
  isNamespaceImport,
  isNewExpression,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyDeclaration,
  isStringLiteralLike,
  SyntaxKind,
} from "../syntax.ts";
import { functionLevel, newFunctionScope, receiverOf, type Binding, type Scope } from "./bindings.ts";
import type { NameCollector } from "./name-collector.ts";
import { inScope, walk, walkStatements } from "./walk-names.ts";

/** Declares what `var`, `let` and `const` introduce, and notes what is known of a value that never changes. */
export function walkVariables(collector: NameCollector, list: ts.VariableDeclarationList): void {
  const isVar = (list.flags & NodeFlags.BlockScoped) === 0;
  const scope = isVar ? functionLevel(collector.scope) : collector.scope;
  const kind = (list.flags & NodeFlags.Const) !== 0 ? "constant" : "variable";
  for (const declaration of list.declarations) {
    declarePattern(collector, declaration.name, kind, scope);
    const { initializer } = declaration;
    if (!initializer) continue;
    if (isIdentifier(declaration.name)) {
      const binding = collector.declared.get(declaration.name);
      const value = unwrap(initializer);
      if (binding && (isObjectLiteralExpression(value) || isArrayLiteralExpression(value) || isNewExpression(value)))
        collector.made.add(binding);
      const receiver = value.kind === SyntaxKind.ThisKeyword ? receiverOf(collector.scope.fn) : undefined;
      if (binding?.assignments === 0 && receiver?.owner.parent) collector.selves.set(binding, receiver);
      if (binding?.assignments === 0) {
        if (isArrowFunction(value) || isFunctionExpression(value)) binding.localFunction = value;
        if (kind === "constant") {
          binding.constantText = keyText(value, binding.name);
          binding.constantTruth = literalTruth(value);
          if (isCallExpression(value)) binding.isRequire = calleeName(value) === "createRequire";
        }
      }
    }
    walk(collector, initializer);
  }
}

function calleeName({ expression }: ts.CallExpression): string {
  if (isPropertyAccessExpression(expression)) return expression.name.text;
  return isIdentifier(expression) ? expression.text : "";
}

/** The field that a constant names as a key: its text, or for `const REASON = Symbol()` one that only that constant names. */
function keyText(value: ts.Expression, name: string): string | undefined {
  if (isStringLiteralLike(value)) return value.text;
  const isSymbol = isCallExpression(value) && isIdentifier(value.expression) && value.expression.text === "Symbol";
  return isSymbol ? `Symbol(${name})` : undefined;
}

export function declarePattern(
  collector: NameCollector,
  name: ts.BindingName,
  kind: Binding["kind"],
  scope: Scope,
): void {
  if (isIdentifier(name)) {
    collector.declare(name, kind, scope);
    return;
  }
  for (const element of name.elements) {
    if (!isBindingElement(element)) continue;
    if (element.propertyName) walkPropertyName(collector, element.propertyName);
    declarePattern(collector, element.name, kind, scope);
    if (element.initializer) walk(collector, element.initializer);
  }
}

export function walkPropertyName(collector: NameCollector, name: ts.PropertyName | ts.BindingName): void {
  if (isComputedPropertyName(name)) walk(collector, name.expression);
}

export function walkFunction(collector: NameCollector, node: ts.FunctionLikeDeclaration): void {
  if (isFunctionDeclaration(node) && node.name) {
    const binding = collector.declare(node.name, "function");
    if (node.body && binding.assignments === 0) binding.localFunction = node;
    else if (node.body && !binding.localFunction) binding.localFunction = node;
  }
  if (node.name && !isIdentifier(node.name)) walkPropertyName(collector, node.name);
  const isArrow = isArrowFunction(node);
  const fn = newFunctionScope(node, collector.scope.fn, !isArrow, collector.once.has(node));
  collector.functionScopes.set(node, fn);
  const outerScope = collector.scope;
  const outerLoop = collector.loop;
  collector.scope = { parent: outerScope, fn, names: undefined };
  collector.loop = undefined;
  if (isFunctionExpression(node) && node.name) {
    // Nothing is assigned to this name: whoever mentions it makes the function anew.
    collector.declare(node.name, "function", collector.scope, false).localFunction = node;
  }
  for (const parameter of node.parameters) {
    if (isIdentifier(parameter.name) && parameter.name.text === "this") continue;
    declarePattern(collector, parameter.name, "parameter", collector.scope);
    if (parameter.initializer) walk(collector, parameter.initializer);
    for (const modifier of parameter.modifiers ?? []) if (isDecorator(modifier)) walk(collector, modifier.expression);
  }
  if (node.body) {
    if (isBlock(node.body)) walkStatements(collector, node.body.statements);
    else walk(collector, node.body);
  }
  collector.scope = outerScope;
  collector.loop = outerLoop;
}

export function walkClass(collector: NameCollector, node: ts.ClassLikeDeclaration): void {
  if (node.name && isClassDeclaration(node)) collector.declare(node.name, "class");
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === SyntaxKind.ExtendsKeyword) for (const type of clause.types) walk(collector, type.expression);
  }
  for (const modifier of node.modifiers ?? []) if (isDecorator(modifier)) walk(collector, modifier.expression);
  // Field initialisers run in the constructor: they get a function scope of their own, keyed by the class.
  const fn = newFunctionScope(node, collector.scope.fn, true, false);
  collector.functionScopes.set(node, fn);
  const outer = collector.scope;
  collector.scope = { parent: outer, fn: outer.fn, names: undefined };
  if (node.name && isClassExpression(node)) collector.declare(node.name, "class");
  const classScope = collector.scope;
  for (const member of node.members) {
    for (const modifier of canHaveDecorators(member) ? (getDecorators(member) ?? []) : [])
      walk(collector, modifier.expression);
    if (isPropertyDeclaration(member)) {
      walkPropertyName(collector, member.name);
      collector.scope = { parent: classScope, fn, names: undefined };
      if (member.initializer) walk(collector, member.initializer);
      collector.scope = classScope;
    } else if (isClassStaticBlockDeclaration(member)) {
      inScope(collector, member.body);
    } else if (isMethodDeclaration(member) || isConstructorDeclaration(member) || isAccessor(member)) {
      walkFunction(collector, member);
    }
  }
  collector.scope = outer;
}

export function declareImports(collector: NameCollector, declaration: ts.ImportDeclaration): void {
  const clause = declaration.importClause;
  if (!clause || clause.phaseModifier === SyntaxKind.TypeKeyword) return;
  if (clause.name) collector.declare(clause.name, "import");
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (isNamespaceImport(bindings)) {
    collector.declare(bindings.name, "import");
    return;
  }
  for (const element of bindings.elements) if (!element.isTypeOnly) collector.declare(element.name, "import");
}

export function walkExportDeclaration(collector: NameCollector, declaration: ts.ExportDeclaration): void {
  if (declaration.moduleSpecifier || !declaration.exportClause || !isNamedExports(declaration.exportClause)) return;
  for (const element of declaration.exportClause.elements) {
    const local = element.propertyName ?? element.name;
    collector.refer(local, local.text, "read");
  }
}
