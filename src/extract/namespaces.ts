import type { ts } from "ts-morph";
import { NodeKind } from "../model/module-graph.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { declaredNames, isExported } from "./modules.ts";
import type { Binding } from "./names/bindings.ts";
import { block } from "./statements.ts";
import { isAmbient } from "./syntax-facts.ts";
import { isComputedPropertyName, isIdentifier, isModuleBlock, isModuleDeclaration } from "./syntax.ts";
import { assignVariable, currentVersion } from "./variables.ts";

/** `namespace n { export const a = … }` is an object with the exported declarations. */
export function namespace(x: Extractor, node: ts.ModuleDeclaration): void {
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
    if (binding) x.write(currentVersion(x, binding, name), binding.name, object);
  }
}

/** An enum is an object of constants. */
export function enumeration(x: Extractor, node: ts.EnumDeclaration): void {
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

/** Enums and namespaces of one name, and a namespace of the name of a function or class before it, are one object. */
function assignMerged(x: Extractor, binding: Binding, object: number, at: ts.Identifier): void {
  assignVariable(x, binding, x.join([x.fn.env.get(binding) ?? -1, object], undefined, at), at);
}
