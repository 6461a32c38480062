import type { ts } from "ts-morph";
import { EdgeKind, NodeKind, unknownField } from "../model/module-graph.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { fieldOfKey, readField, readKey } from "./members.ts";
import { assignPattern } from "./patterns.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isArrayLiteralExpression,
  isElementAccessExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
} from "./syntax.ts";
import { assignVariable } from "./variables.ts";
import { isGlobal, isPlainPath, pageObjects, rootName, writeBackTo } from "./write-back.ts";

/** `target = value` for a variable or a field; -1 as value removes the field (`delete`). */
export function assignTo(x: Extractor, target: ts.Expression, value: number, place?: Place): void {
  const expression = unwrap(target);
  if (isIdentifier(expression)) {
    const binding = x.names.bindingOf.get(expression);
    if (binding) assignVariable(x, binding, value, expression);
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
      return { value: readKey(x, base, key, expression), base, key };
    }
  }
  return { value: visitExpression(x, target) };
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
    if (typeof field === "string") x.write(valueAt(x, object, value, at), field, current);
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

/** `document.title = v`: an object of the page is one for all, so it is the value that tells where it was assigned. */
function valueAt(x: Extractor, object: ts.Expression, value: number, at: ts.Node): number {
  if (value < 0 || !isIdentifier(object) || !pageObjects.has(object.text)) return value;
  const placed = x.node(NodeKind.value, undefined, at);
  x.copy(value, placed);
  return placed;
}
