import type { ts } from "ts-morph";
import { EdgeKind, ImportFlag, NodeKind, unknownField } from "../model/module-graph.ts";
import { addPlainCall } from "./add-call.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { addFunction } from "./function-values.ts";
import { addImport } from "./modules.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isArrayLiteralExpression,
  isArrowFunction,
  isFunctionExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteralLike,
  isTemplateExpression,
  SyntaxKind,
} from "./syntax.ts";

/** The value of a call that brings in other modules or declares this one; undefined when it is another call. */
export function moduleCall(x: Extractor, node: ts.CallExpression): number | undefined {
  const callee = unwrap(node.expression);
  if (callee.kind === SyntaxKind.ImportKeyword) return dynamicImport(x, node);
  if (isPropertyAccessExpression(callee)) {
    const isGlob = callee.expression.kind === SyntaxKind.MetaProperty && callee.name.text.startsWith("glob");
    return isGlob ? modulesByPattern(x, node, callee.name.text === "globEager") : undefined;
  }
  if (!isIdentifier(callee)) return undefined;
  const binding = x.names.bindingOf.get(callee);
  if (binding && !binding.isRequire) return undefined;
  const [first] = node.arguments;
  if ((binding || callee.text === "require") && first && isStringLiteralLike(first))
    return addImport(x, first.text, "*", node, ImportFlag.require);
  if (callee.text === "define") declareModule(x, node);
  else if (/^require(?:js)?$/.test(callee.text) && first && isArrayLiteralExpression(first))
    callWithModules(x, node, first, node.arguments[1]);
  else return undefined;
  return -1;
}

/** `import("./page.ts")`; with a name that is computed (`./pages/${name}.ts`) any of the modules that fit. */
function dynamicImport(x: Extractor, node: ts.CallExpression): number {
  const [specifier] = node.arguments;
  if (!specifier) return -1;
  if (isStringLiteralLike(specifier)) return addImport(x, specifier.text, "*", node, ImportFlag.dynamic);
  visitExpression(x, specifier);
  if (!isTemplateExpression(specifier) || !specifier.head.text.includes("/")) return -1;
  const pattern = specifier.templateSpans.reduce((text, { literal }) => `${text}*${literal.text}`, specifier.head.text);
  return addImport(x, pattern, "*", node, ImportFlag.dynamic | ImportFlag.pattern);
}

/** `import.meta.glob("./pages/*.ts")` is a table of functions that load a module, or with `eager` of the modules. */
function modulesByPattern(x: Extractor, node: ts.CallExpression, isEagerCall: boolean): number {
  const [first, options] = node.arguments;
  const written = first && isArrayLiteralExpression(first) ? first.elements : first ? [first] : [];
  const name = textOption(options, "import") ?? "*";
  const tables = written.flatMap((pattern) =>
    isStringLiteralLike(pattern) ? [addImport(x, pattern.text, name, node, ImportFlag.pattern)] : [],
  );
  const modules = x.join(tables, undefined, node);
  return isEagerCall || hasOption(options, "eager") ? modules : loaders(x, node, modules);
}

function loaders(x: Extractor, at: ts.Node, modules: number): number {
  const index = addFunction(x, at, "", x.fn.index, 0, -1);
  const load = x.node(NodeKind.function, undefined, at, index);
  const info = x.graph.functions[index];
  if (info) {
    info.node = load;
    const loaded = x.graph.node(NodeKind.value, undefined, index, info.start, info.start);
    x.graph.edge(EdgeKind.read, modules, loaded, x.graph.string(unknownField));
    x.copy(loaded, info.returned);
  }
  const table = x.node(NodeKind.object, undefined, at);
  x.write(load, unknownField, table);
  return table;
}

function option(options: ts.Expression | undefined, name: string): ts.Expression | undefined {
  if (!options || !isObjectLiteralExpression(options)) return undefined;
  const found = options.properties.find(
    (property) => property.name && isIdentifier(property.name) && property.name.text === name,
  );
  return found && isPropertyAssignment(found) ? found.initializer : undefined;
}

function hasOption(options: ts.Expression | undefined, name: string): boolean {
  return option(options, name)?.kind === SyntaxKind.TrueKeyword;
}

function textOption(options: ts.Expression | undefined, name: string): string | undefined {
  const value = option(options, name);
  return value && isStringLiteralLike(value) ? value.text : undefined;
}

/** `define("name", ["./visit"], function (visit) { return … })`: the name and the list may be missing, and the module be an object. */
function declareModule(x: Extractor, node: ts.CallExpression): void {
  const rest = node.arguments.filter((argument) => !isStringLiteralLike(argument));
  const [first, second] = rest;
  const list = first && isArrayLiteralExpression(first) ? first : undefined;
  const made = list ? second : first;
  const result = callWithModules(x, node, list, made);
  if (made) x.copy(result, x.exportsNode);
}

/** Calls a function with the modules of a list. What is no function is itself what the module is. */
function callWithModules(
  x: Extractor,
  node: ts.CallExpression,
  list: ts.ArrayLiteralExpression | undefined,
  factory: ts.Expression | undefined,
): number {
  if (!factory) return -1;
  const value = visitExpression(x, factory);
  if (isObjectLiteralExpression(unwrap(factory))) return value;
  const modules = list
    ? list.elements.map((element) => moduleNamed(x, element))
    : [x.global("require", node), x.exportsNode];
  const takesNone = (isArrowFunction(factory) || isFunctionExpression(factory)) && factory.parameters.length === 0;
  return addPlainCall(x, value, takesNone ? [] : modules, node, { written: "", flags: 0 });
}

function moduleNamed(x: Extractor, element: ts.Expression): number {
  if (!isStringLiteralLike(element)) return visitExpression(x, element);
  if (element.text === "exports") return x.exportsNode;
  if (element.text === "require" || element.text === "module") return x.global(element.text, element);
  return addImport(x, element.text, "*", element, ImportFlag.require);
}
