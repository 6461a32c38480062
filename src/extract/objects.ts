import type { ts } from "ts-morph";
import { EdgeKind, elementField, FunctionFlag, iteratorField, NodeKind, unknownField } from "../model/module-graph.ts";
import { visitExpression, visitNamed } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { functionValue } from "./function-values.ts";
import { elementGetter, iterationAccessor } from "./iterators.ts";
import { elementOf, fieldOfKey } from "./members.ts";
import {
  isComputedPropertyName,
  isGetAccessor,
  isIdentifier,
  isOmittedExpression,
  isPropertyAssignment,
  isSetAccessor,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteralLike,
} from "./syntax.ts";

/**
 * `{ ...base, email: v }` is `base` without `email`, with `email` written: fields after a spread replace those of the spread.
 */
export function objectLiteral(x: Extractor, node: ts.ObjectLiteralExpression): number {
  const object = x.node(NodeKind.object, undefined, node);
  node.properties.forEach((property, index) => {
    if (isSpreadAssignment(property)) {
      const replaced = fixedKeys(node.properties.slice(index + 1));
      x.without(visitExpression(x, property.expression), replaced, object);
      return;
    }
    addProperty(x, property, object);
  });
  return object;
}

function fixedKeys(properties: readonly ts.ObjectLiteralElementLike[]): string[] {
  return properties.flatMap((property) => {
    const { name } = property;
    return name && (isIdentifier(name) || isStringLiteralLike(name)) ? [name.text] : [];
  });
}

function addProperty(
  x: Extractor,
  property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>,
  object: number,
): void {
  if (isShorthandPropertyAssignment(property)) {
    x.write(visitExpression(x, property.name), property.name.text, object);
    return;
  }
  const key = propertyKey(x, property.name);
  const name = typeof key === "string" ? key : "";
  let value: number;
  if (isPropertyAssignment(property)) value = visitNamed(x, property.initializer, name);
  else value = functionValue(x, property, name, -1, FunctionFlag.method);
  if (key === iteratorField) x.write(iterationAccessor(x, property, -1), elementGetter, object);
  if (typeof key !== "string") {
    if (key < 0) x.write(value, unknownField, object);
    else x.graph.edge(EdgeKind.writeDynamic, value, object, key);
  } else if (isGetAccessor(property)) {
    x.write(value, `get ${key}`, object);
  } else if (isSetAccessor(property)) {
    x.write(value, `set ${key}`, object);
  } else {
    x.write(value, key, object);
  }
}

/** The field a property name stands for, or the node of a computed one. */
export function propertyKey(x: Extractor, name: ts.PropertyName): string | number {
  if (isComputedPropertyName(name)) return fieldOfKey(x, name.expression);
  return name.text;
}

/** Elements have their index as field; after a spread only `[]`, any element, is known. `visited` takes their nodes. */
export function arrayLiteral(x: Extractor, node: ts.ArrayLiteralExpression, visited?: number[]): number {
  const array = x.node(NodeKind.object, "[]", node);
  let spread = false;
  node.elements.forEach((element, index) => {
    if (isOmittedExpression(element)) {
      visited?.push(-1);
      return;
    }
    if (isSpreadElement(element)) {
      spread = true;
      const list = visitExpression(x, element.expression);
      visited?.push(list);
      if (list >= 0) x.write(elementOf(x, list, element), elementField, array);
      return;
    }
    const value = visitExpression(x, element);
    visited?.push(value);
    x.write(value, spread ? elementField : String(index), array);
  });
  return array;
}
