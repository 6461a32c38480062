import type { ts } from "ts-morph";
import { ImportFlag, NodeKind } from "../model/module-graph.ts";
import { visitNamed } from "./expressions.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import type { Binding } from "./names/bindings.ts";
import {
  canHaveModifiers,
  getModifiers,
  isBindingElement,
  isClassDeclaration,
  isEnumDeclaration,
  isExportAssignment,
  isExportDeclaration,
  isExternalModuleReference,
  isFunctionDeclaration,
  isIdentifier,
  isImportDeclaration,
  isImportEqualsDeclaration,
  isModuleDeclaration,
  isNamedExports,
  isNamespaceExport,
  isNamespaceImport,
  isStringLiteralLike,
  isVariableStatement,
  SyntaxKind,
} from "./syntax.ts";
import { assignVariable, cellOf, currentVersion } from "./variables.ts";

/** Imports become nodes that stand for what another module exports. Type-only imports are kept for resolving type names. */
export function importStatement(x: Extractor, node: ts.ImportDeclaration | ts.ImportEqualsDeclaration): void {
  if (isImportEqualsDeclaration(node)) {
    const { moduleReference } = node;
    if (!isExternalModuleReference(moduleReference)) {
      const binding = x.names.declared.get(node.name);
      if (binding) assignVariable(x, binding, entity(x, moduleReference), node.name);
      return;
    }
    x.graph.isModule = true;
    if (!isStringLiteralLike(moduleReference.expression)) return;
    declareImport(x, moduleReference.expression.text, "*", node.name, ImportFlag.require);
    return;
  }
  x.graph.isModule = true;
  if (!isStringLiteralLike(node.moduleSpecifier)) return;
  const specifier = node.moduleSpecifier.text;
  const clause = node.importClause;
  if (!clause) {
    addImport(x, specifier, "*", node, 0);
    return;
  }
  const typeOnly = clause.phaseModifier === SyntaxKind.TypeKeyword;
  if (clause.name) importName(x, specifier, "default", clause.name, typeOnly);
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (isNamespaceImport(bindings)) {
    importName(x, specifier, "*", bindings.name, typeOnly);
    return;
  }
  for (const element of bindings.elements) {
    importName(x, specifier, (element.propertyName ?? element.name).text, element.name, typeOnly || element.isTypeOnly);
  }
}

function importName(x: Extractor, specifier: string, imported: string, local: ts.Identifier, typeOnly: boolean): void {
  const { graph } = x;
  graph.typeImports.push([graph.string(local.text), graph.string(specifier), graph.string(imported)]);
  if (!typeOnly) declareImport(x, specifier, imported, local, 0);
}

function declareImport(
  x: Extractor,
  specifier: string,
  imported: string,
  local: ts.Identifier,
  flags: 0 | typeof ImportFlag.require,
): void {
  const binding = x.names.declared.get(local);
  if (binding) addImport(x, specifier, imported, local, flags, binding);
}

/** The node of what a module exports under `name`; `*` is all of it. */
/** The value that `Clinic.Desk` of `import Desk = Clinic.Desk` names. */
function entity(x: Extractor, name: ts.EntityName): number {
  return isIdentifier(name) ? visitExpression(x, name) : x.read(entity(x, name.left), name.right.text, name);
}

export function addImport(
  x: Extractor,
  specifier: string,
  name: string,
  at: ts.Node,
  flags: number,
  binding?: Binding,
): number {
  const index = x.graph.imports.length;
  const node = x.graph.node(NodeKind.import, binding?.name ?? name, x.fn.index, x.startOf(at), at.end, index);
  x.graph.imports.push({ specifier: x.graph.string(specifier), name: x.graph.string(name), node, flags });
  if (binding) x.importNodes.set(binding, { node, out: -1, index });
  return node;
}

/** Variables that other modules see are shared: mark them before the module is walked. */
export function markExported(x: Extractor): void {
  for (const statement of x.tree.statements) {
    if (
      isExportDeclaration(statement) &&
      !statement.moduleSpecifier &&
      statement.exportClause &&
      isNamedExports(statement.exportClause)
    ) {
      for (const element of statement.exportClause.elements) {
        const binding = x.names.bindingOf.get(element.propertyName ?? element.name);
        if (binding) binding.captured = true;
      }
    } else if (isExportAssignment(statement) && isIdentifier(statement.expression)) {
      const binding = x.names.bindingOf.get(statement.expression);
      if (binding) binding.captured = true;
    } else if (isExported(statement)) {
      for (const name of declaredNames(statement)) {
        const binding = x.names.declared.get(name);
        if (binding) binding.captured = true;
      }
    }
  }
}

/** `export const a = …`, `export function f() {}`, `export default class {}`: the exported names of a declaration. */
export function exportDeclared(x: Extractor, node: ts.Statement, value = -1): void {
  // Inside `namespace n {}` it is the namespace that exports.
  if (!isExported(node) || !x.tree.statements.includes(node)) return;
  x.graph.isModule = true;
  const isDefault =
    canHaveModifiers(node) && getModifiers(node)?.some((modifier) => modifier.kind === SyntaxKind.DefaultKeyword);
  const names = declaredNames(node);
  for (const name of names) {
    const binding = x.names.declared.get(name);
    if (binding) addExport(x, isDefault ? "default" : name.text, exportedNode(x, binding));
  }
  if (names.length === 0 && isDefault && value >= 0) addExport(x, "default", value);
}

export function exportStatement(x: Extractor, node: ts.ExportDeclaration | ts.ExportAssignment): void {
  x.graph.isModule = true;
  const { graph } = x;
  if (isExportAssignment(node)) {
    const binding = isIdentifier(node.expression) ? x.names.bindingOf.get(node.expression) : undefined;
    const value = binding ? exportedNode(x, binding) : visitNamed(x, node.expression, "default");
    if (node.isExportEquals) x.copy(value, x.exportsNode);
    else addExport(x, "default", value);
    return;
  }
  const clause = node.exportClause;
  if (node.moduleSpecifier && isStringLiteralLike(node.moduleSpecifier)) {
    const specifier = graph.string(node.moduleSpecifier.text);
    if (!clause) graph.reexports.push({ specifier, name: graph.string("*"), exported: -1 });
    else if (isNamespaceExport(clause))
      graph.reexports.push({ specifier, name: graph.string("*"), exported: graph.string(clause.name.text) });
    else {
      for (const element of clause.elements) {
        graph.reexports.push({
          specifier,
          name: graph.string((element.propertyName ?? element.name).text),
          exported: graph.string(element.name.text),
        });
      }
    }
    return;
  }
  if (!clause || !isNamedExports(clause)) return;
  for (const element of clause.elements) {
    const local = element.propertyName ?? element.name;
    const binding = x.names.bindingOf.get(local);
    if (binding) addExport(x, element.name.text, exportedNode(x, binding));
    else if (isIdentifier(local)) reexportType(x, local.text, element.name.text);
  }
}

/** `export { Patient }` of a name imported as a type only. */
function reexportType(x: Extractor, local: string, exported: string): void {
  const { graph } = x;
  const found = graph.typeImports.find(([name]) => name === graph.string(local));
  if (found) graph.reexports.push({ specifier: found[1], name: found[2], exported: graph.string(exported) });
}

function exportedNode(x: Extractor, binding: Binding): number {
  return binding.kind === "import" ? currentVersion(x, binding, x.tree) : cellOf(x, binding);
}

function addExport(x: Extractor, name: string, node: number): void {
  x.graph.exports.push({ name: x.graph.string(name), node });
}

export function isExported(statement: ts.Statement): boolean {
  return (
    canHaveModifiers(statement) &&
    (getModifiers(statement)?.some((modifier) => modifier.kind === SyntaxKind.ExportKeyword) ?? false)
  );
}

/** The names that a statement declares as values. */
export function declaredNames(statement: ts.Statement): ts.Identifier[] {
  if (isVariableStatement(statement)) {
    const names: ts.Identifier[] = [];
    const collect = (name: ts.BindingName): void => {
      if (isIdentifier(name)) names.push(name);
      else for (const element of name.elements) if (isBindingElement(element)) collect(element.name);
    };
    for (const declaration of statement.declarationList.declarations) collect(declaration.name);
    return names;
  }
  if (isFunctionDeclaration(statement) || isClassDeclaration(statement) || isEnumDeclaration(statement)) {
    return statement.name ? [statement.name] : [];
  }
  return isModuleDeclaration(statement) && isIdentifier(statement.name) ? [statement.name] : [];
}

/** `import` and `export` statements, and statements that are exported. */
export function isModuleSyntax(statement: ts.Statement): boolean {
  return (
    isImportDeclaration(statement) ||
    isExportDeclaration(statement) ||
    isExportAssignment(statement) ||
    isImportEqualsDeclaration(statement) ||
    (canHaveModifiers(statement) &&
      (getModifiers(statement)?.some(({ kind }) => kind === SyntaxKind.ExportKeyword) ?? false))
  );
}
