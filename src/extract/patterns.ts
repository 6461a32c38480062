import type { ts } from "ts-morph";
import { EdgeKind, NodeKind, unknownField } from "../model/module-graph.ts";
import { assignTo } from "./assignments.ts";
import { visitExpression, visitNamed } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { fieldOfKey, readField } from "./members.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isArrayLiteralExpression,
  isBinaryExpression,
  isComputedPropertyName,
  isIdentifier,
  isNumericLiteral,
  isObjectBindingPattern,
  isObjectLiteralExpression,
  isOmittedExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteralLike,
  SyntaxKind,
} from "./syntax.ts";
import { assignVariable, setVersion } from "./variables.ts";

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
      setVersion(x, binding, value);
    } else {
      assignVariable(x, binding, value, name);
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
    const part = readPatternKey(x, value, key, element, kind, taken);
    bindPattern(x, element.name, withDefault(x, part, element), kind);
  }
}

function restName(name: ts.BindingName): string | undefined {
  return isIdentifier(name) ? name.text : undefined;
}

function readPatternKey(
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
        assignPattern(
          x,
          property.initializer,
          readPatternKey(x, value, property.name, property, NodeKind.value, taken),
        );
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
