import type { ts } from "ts-morph";
import { EdgeKind, NodeKind, elementField, unknownField } from "../model/module-graph.ts";
import { fieldOfKey, readField, readKey as readByKey, visitExpression, visitNamed } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { unwrap } from "./scopes.ts";
import {
  isArrayLiteralExpression,
  isBinaryExpression,
  isCallExpression,
  isComputedPropertyName,
  isElementAccessExpression,
  isIdentifier,
  isNumericLiteral,
  isObjectBindingPattern,
  isObjectLiteralExpression,
  isOmittedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteralLike,
  SyntaxKind,
} from "./syntax.ts";

/**
 * Binding patterns and assignment targets.
 *
 *   const { email, address: { city }, ...rest } = user;   // read email; read address, read city; without address,email
 */
export function bindPattern(x: Extractor, name: ts.BindingName, value: number, kind: NodeKind = NodeKind.value): void {
  if (isIdentifier(name)) {
    const binding = x.names.declared.get(name);
    if (!binding) return;
    if (kind === NodeKind.parameterField) {
      x.setVersion(binding, value);
    } else {
      x.assign(binding, value, name);
    }
    return;
  }
  if (isObjectBindingPattern(name)) bindObjectPattern(x, name, value, kind);
  else bindArrayPattern(x, name, value, kind);
}

function bindObjectPattern(x: Extractor, pattern: ts.ObjectBindingPattern, value: number, kind: NodeKind): void {
  const taken: string[] = [];
  for (const element of pattern.elements) {
    if (element.dotDotDotToken) {
      const rest = x.node(kind === NodeKind.parameterField ? kind : NodeKind.value, restName(element.name), element);
      x.without(value, taken, rest);
      bindPattern(x, element.name, rest, kind);
      continue;
    }
    const key = element.propertyName ?? element.name;
    const part = readKey(x, value, key, element, kind, taken);
    bindPattern(x, element.name, withDefault(x, part, element), kind);
  }
}

function restName(name: ts.BindingName): string | undefined {
  return isIdentifier(name) ? name.text : undefined;
}

function readKey(
  x: Extractor,
  value: number,
  key: ts.PropertyName | ts.BindingName,
  at: ts.Node,
  kind: NodeKind,
  taken: string[],
): number {
  if (isIdentifier(key) || isStringLiteralLike(key) || isNumericLiteral(key)) {
    taken.push(key.text);
    return kind === NodeKind.parameterField ? x.read(value, key.text, at, kind) : readField(x, value, key.text, at);
  }
  const field = isComputedPropertyName(key) ? fieldOfKey(x, key.expression) : unknownField;
  if (typeof field === "string") {
    taken.push(field);
    return x.read(value, field, at, kind);
  }
  const part = x.node(kind, undefined, at);
  x.graph.edge(EdgeKind.readDynamic, value, part, Math.max(field, 0));
  return part;
}

function bindArrayPattern(x: Extractor, pattern: ts.ArrayBindingPattern, value: number, kind: NodeKind): void {
  pattern.elements.forEach((element, index) => {
    if (isOmittedExpression(element)) return;
    if (element.dotDotDotToken) {
      bindPattern(x, element.name, restOfArray(x, value, element, index), kind);
      return;
    }
    const part = x.read(value, String(index), element, kind);
    bindPattern(x, element.name, withDefault(x, part, element), kind);
  });
}

/** The elements from a position on; those before it are not among them. */
function restOfArray(x: Extractor, value: number, at: ts.Node, position: number): number {
  const rest = x.node(NodeKind.object, undefined, at);
  x.without(
    value,
    Array.from({ length: position }, (_, index) => String(index)),
    rest,
  );
  return rest;
}

/** A value or, where it is missing, its default. */
function withDefault(x: Extractor, part: number, element: ts.BindingElement): number {
  if (!element.initializer) return part;
  const name = isIdentifier(element.name) ? element.name.text : "";
  return x.join([part, visitNamed(x, element.initializer, name)], name, element);
}

/** `[a, b] = value` and `({ a, b: c.d } = value)`. */
export function assignPattern(x: Extractor, target: ts.Expression, value: number): void {
  const pattern = unwrap(target);
  if (isArrayLiteralExpression(pattern)) {
    pattern.elements.forEach((element, index) => {
      if (isOmittedExpression(element)) return;
      if (isSpreadElement(element)) assignPattern(x, element.expression, restOfArray(x, value, element, index));
      else assignPattern(x, element, x.read(value, String(index), element));
    });
  } else if (isObjectLiteralExpression(pattern)) {
    const taken: string[] = [];
    for (const property of pattern.properties) {
      if (isShorthandPropertyAssignment(property)) {
        taken.push(property.name.text);
        const part = x.read(value, property.name.text, property);
        const initializer = property.objectAssignmentInitializer;
        assignTo(
          x,
          property.name,
          initializer ? x.join([part, visitExpression(x, initializer)], property.name.text, property) : part,
        );
      } else if (isPropertyAssignment(property)) {
        assignPattern(x, property.initializer, readKey(x, value, property.name, property, NodeKind.value, taken));
      } else if (isSpreadAssignment(property)) {
        const rest = x.node(NodeKind.value, undefined, property);
        x.without(value, taken, rest);
        assignPattern(x, property.expression, rest);
      }
    }
  } else if (isBinaryExpression(pattern) && pattern.operatorToken.kind === SyntaxKind.EqualsToken) {
    assignPattern(x, pattern.left, x.join([value, visitExpression(x, pattern.right)], undefined, pattern));
  } else {
    assignTo(x, pattern, value);
  }
}

/** The target of `+=`, `??=` or `++`: its value before, and the parts it is reached by when visiting them runs something. */
interface Place {
  readonly value: number;
  readonly base?: number;
  readonly key?: string | number;
}

/** Visits the target of an assignment that reads it first: `visitOf(id).count++` calls `visitOf` once. */
export function visitPlace(x: Extractor, target: ts.Expression): Place {
  const expression = unwrap(target);
  if (!isPlainPath(expression)) {
    if (isPropertyAccessExpression(expression)) {
      const base = visitExpression(x, expression.expression);
      return { value: readField(x, base, expression.name.text, expression), base };
    }
    if (isElementAccessExpression(expression)) {
      const base = visitExpression(x, expression.expression);
      const key = fieldOfKey(x, expression.argumentExpression);
      return { value: readByKey(x, base, key, expression), base, key };
    }
  }
  return { value: visitExpression(x, target) };
}

/** `target = value` for a variable or a field; -1 as value removes the field (`delete`). */
export function assignTo(x: Extractor, target: ts.Expression, value: number, place?: Place): void {
  const expression = unwrap(target);
  if (isIdentifier(expression)) {
    const binding = x.names.bindingOf.get(expression);
    if (binding) x.assign(binding, value, expression);
    else x.copy(value, expression.text === "exports" ? x.exportsNode : x.global(expression.text, expression));
  } else if (isPropertyAccessExpression(expression)) {
    assignField(x, expression.expression, expression.name.text, value, expression, place?.base);
  } else if (isElementAccessExpression(expression)) {
    const key = place?.key ?? fieldOfKey(x, expression.argumentExpression);
    assignField(x, expression.expression, key, value, expression, place?.base);
  } else if (isArrayLiteralExpression(expression) || isObjectLiteralExpression(expression)) {
    assignPattern(x, expression, value);
  }
}

/** `base.field = value`: the variable at the root of `base` gets a new version that has the field. */
function assignField(
  x: Extractor,
  base: ts.Expression,
  field: string | number,
  value: number,
  at: ts.Node,
  visited?: number,
): void {
  const object = unwrap(base);
  if (isIdentifier(object) && object.text === "module" && field === "exports" && !x.names.bindingOf.has(object)) {
    x.copy(value, x.exportsNode);
    return;
  }
  const current = visited ?? visitExpression(x, object);
  if (current === x.exportsNode && typeof field === "string") {
    x.write(value, field, current);
    return;
  }
  if (isGlobal(x, object)) {
    if (typeof field === "string") x.write(value, field, current);
    return;
  }
  const version = x.node(NodeKind.variable, rootName(x, object), at);
  if (typeof field === "string") {
    x.without(current, [field], version);
    x.write(value, field, version);
  } else {
    x.copy(current, version);
    if (field >= 0) x.graph.edge(EdgeKind.writeDynamic, value, version, field);
    else x.write(value, unknownField, version);
  }
  writeBackTo(x, object, version, true);
}

/** Versions of variables and of the receiver carry the name; those of fields in between have none. */
function rootName(x: Extractor, expression: ts.Expression): string | undefined {
  if (isIdentifier(expression)) return x.names.bindingOf.get(expression)?.name ?? expression.text;
  return expression.kind === SyntaxKind.ThisKeyword ? "this" : undefined;
}

/** Objects of the page and of the language, which programs use and do not own. */
const pageObjects = new Set([
  "location",
  "document",
  "history",
  "navigator",
  "screen",
  "localStorage",
  "sessionStorage",
  "performance",
  "console",
  "Math",
  "JSON",
  "Object",
]);

function isGlobal(x: Extractor, expression: ts.Expression): boolean {
  return isIdentifier(expression) && !x.names.bindingOf.has(expression);
}

/**
 * The object that an expression denotes is now `node`: the variable at its root, or the field it was read from, gets a new version.
 * `certain` is false for after-values of calls, which change nothing when the callee does not.
 */
export function writeBackTo(x: Extractor, target: ts.Expression, node: number, certain: boolean): void {
  const expression = unwrap(target);
  if (isIdentifier(expression) || expression.kind === SyntaxKind.ThisKeyword) {
    const binding = x.names.bindingOf.get(expression);
    if (binding) x.changed(binding, node, certain);
    return;
  }
  if (isCallExpression(expression)) {
    const given = x.givenBy(expression);
    if (given) writeBackTo(x, given, node, certain);
    else x.resultChanged(expression, node, certain);
    return;
  }
  if (!isPropertyAccessExpression(expression) && !isElementAccessExpression(expression)) return;
  const base = visitAgain(x, expression.expression);
  if (base < 0) return;
  if (isGlobal(x, unwrap(expression.expression))) {
    // `window.app.visit = v`. What a call may have changed is not written to globals, which everyone uses; nor does an object
    // of the page itself keep what it is given: `window.location.href = "tel:…"` leaves the address as it was.
    if (certain && isPropertyAccessExpression(expression) && !pageObjects.has(expression.name.text))
      x.write(node, expression.name.text, base);
    return;
  }
  const version = x.node(NodeKind.variable, rootName(x, unwrap(expression.expression)), expression.expression);
  const key = isPropertyAccessExpression(expression)
    ? expression.name.text
    : keyAgain(x, expression.argumentExpression);
  if (typeof key === "string") {
    x.without(base, [key], version);
    x.write(node, key, version);
  } else {
    x.copy(base, version);
    if (key >= 0) x.graph.edge(EdgeKind.writeDynamic, node, version, key);
    else x.write(node, unknownField, version);
  }
  writeBackTo(x, expression.expression, version, certain);
}

/** Some element of the list that an expression denotes is now `node`. */
export function writeElement(x: Extractor, list: ts.Expression, node: number, certain: boolean): void {
  const base = visitAgain(x, list);
  if (base < 0 || isGlobal(x, unwrap(list))) return;
  const version = x.node(NodeKind.variable, rootName(x, unwrap(list)), list);
  x.copy(base, version);
  x.write(node, elementField, version);
  writeBackTo(x, list, version, certain);
}

/** A path of names, or one that begins with the result of a call, without running the call twice. */
function visitAgain(x: Extractor, expression: ts.Expression): number {
  const target = unwrap(expression);
  if (isPlainPath(target)) return visitExpression(x, target);
  if (isCallExpression(target)) return x.graph.calls[x.callIndex.get(target) ?? -1]?.result ?? -1;
  if (!isPropertyAccessExpression(target)) return -1;
  const base = visitAgain(x, target.expression);
  return base < 0 ? -1 : x.read(base, target.name.text, target);
}

/** The key of an element that was read before, as far as it can be walked twice. */
function keyAgain(x: Extractor, key: ts.Expression): string | number {
  const target = unwrap(key);
  return isPlainPath(target) || isStringLiteralLike(target) || isNumericLiteral(target) ? fieldOfKey(x, target) : -1;
}

/** A path of names, which can be walked twice without running anything twice. */
export function isPlainPath(expression: ts.Expression): boolean {
  const target = unwrap(expression);
  if (isIdentifier(target) || target.kind === SyntaxKind.ThisKeyword) return true;
  if (isPropertyAccessExpression(target)) return isPlainPath(target.expression);
  if (!isElementAccessExpression(target)) return false;
  const key = unwrap(target.argumentExpression);
  return isPlainPath(target.expression) && (isPlainPath(key) || isStringLiteralLike(key) || isNumericLiteral(key));
}
