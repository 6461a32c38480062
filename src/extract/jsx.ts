import type { ts } from "ts-morph";
import { CallFlag, handleField, hiddenMark, NodeKind } from "../model/module-graph.ts";
import { addPlainCall } from "./add-call.ts";
import { visitExpression, visitNamed } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { addToForm, isControl, labelOf } from "./form-labels.ts";
import { attributeName, openingOf, type Element, type Markup } from "./jsx-texts.ts";
import { isIntrinsicTag, unwrap } from "./syntax-facts.ts";
import {
  isIdentifier,
  isJsxAttribute,
  isJsxElement,
  isJsxExpression,
  isJsxSpreadAttribute,
  isJsxText,
} from "./syntax.ts";
import { isPlainPath, writeBackTo } from "./write-back.ts";
import { writtenName } from "./written-name.ts";

/**
 * A JSX element is a call of its component with one object, the props: `<Card dx={v}>{x}</Card>` is `Card({ dx: v, children: x })`.
 * Elements of the page (`<input>`) call the global `jsx#input`; a component that people fill in calls `jsx#control` as well.
 */
export function jsxElement(x: Extractor, node: Element): number {
  const opening = openingOf(node);
  const intrinsic = isIntrinsicTag(opening.tagName);
  if (intrinsic && !hasExpression(opening) && !tellingElements.has(opening.tagName.getText(x.tree))) {
    inside(x, node, () => {
      if (isJsxElement(node)) for (const child of node.children) visitChild(x, child);
    });
    return -1;
  }
  const props = x.node(
    NodeKind.object,
    "props",
    opening.attributes.properties.length > 0 ? opening.attributes : opening.tagName,
  );
  inside(x, node, () => {
    writeAttributes(x, opening.attributes.properties, props);
    if (isJsxElement(node)) for (const child of node.children) x.write(visitChild(x, child), "children", props);
  });
  const isLabelled = describeFields(x, node, props);
  if (isLabelled && !intrinsic)
    addPlainCall(x, x.global("jsx#control", opening.tagName), [props], node, { written: "", flags: CallFlag.jsx });
  const tag = intrinsic ? `jsx#${opening.tagName.getText(x.tree)}` : "";
  const callee = intrinsic ? x.global(tag, opening.tagName) : visitExpression(x, opening.tagName as ts.Expression);
  const element = addPlainCall(x, callee, [props], node, {
    written: intrinsic ? tag : writtenName(opening.tagName as ts.Expression),
    flags: CallFlag.jsx,
  });
  if (!intrinsic) fillRefs(x, opening.attributes.properties, element);
  return element;
}

/** `<Field ref={field} />`   =>   field -write current- what Field hands out, which is `$handle` of the element */
function fillRefs(x: Extractor, properties: readonly ts.JsxAttributeLike[], element: number): void {
  for (const attribute of properties) {
    if (!isJsxAttribute(attribute) || !/^ref$|Ref$/.test(attributeName(attribute)) || !attribute.initializer) continue;
    const expression = isJsxExpression(attribute.initializer) ? attribute.initializer.expression : undefined;
    const target = expression && unwrap(expression);
    if (!target || !isPlainPath(target)) continue;
    const ref = visitExpression(x, target);
    const handle = x.read(element, handleField, attribute);
    if (isIdentifier(target)) x.write(handle, "current", ref);
    else {
      const filled = x.node(NodeKind.variable, undefined, target);
      x.copy(ref, filled);
      x.write(handle, "current", filled);
      writeBackTo(x, target, filled, true);
    }
  }
}

function inside(x: Extractor, markup: Markup, visit: () => void): void {
  const { length } = x.markup;
  x.markup.push(markup);
  try {
    visit();
  } finally {
    x.markup.length = length;
  }
}

function writeAttributes(x: Extractor, properties: readonly ts.JsxAttributeLike[], props: number): void {
  properties.forEach((attribute, index) => {
    if (isJsxSpreadAttribute(attribute)) {
      const later = properties.slice(index + 1).flatMap((next) => (isJsxAttribute(next) ? [attributeName(next)] : []));
      x.without(visitExpression(x, attribute.expression), later, props);
      return;
    }
    x.write(attributeValue(x, attribute), attributeName(attribute), props);
  });
}

/** Elements that are looked at even when all of their attributes are constant: what people fill in, and what the page loads and is called. */
const tellingElements = new Set(["input", "textarea", "select", "script", "title"]);

/**
 * What a form says of its fields goes with the attributes: `$label` of a control, `$fields` of a form.
 * Returns whether the element is a control that has a name.
 */
function describeFields(x: Extractor, node: Element, props: number): boolean {
  const isFilledIn = isControl(x, node);
  const label = isFilledIn ? labelOf(x, node) : "";
  if (label !== "") x.write(x.constant(label, node), `${hiddenMark}label`, props);
  addToForm(x, node, label);
  const fields = x.formFields.get(node);
  if (fields) writeFields(x, node, fields, props);
  return isFilledIn && (label !== "" || openingOf(node).attributes.properties.some(isNaming));
}

function isNaming(attribute: ts.JsxAttributeLike): boolean {
  return isJsxAttribute(attribute) && namingAttributes.has(attributeName(attribute));
}

const namingAttributes = new Set(["name", "label", "placeholder"]);

function writeFields(x: Extractor, node: Element, fields: ReadonlyMap<string, string>, props: number): void {
  const byName = x.node(NodeKind.object, undefined, openingOf(node));
  for (const [name, text] of fields) x.write(x.constant(text, openingOf(node)), name, byName);
  x.write(byName, `${hiddenMark}fields`, props);
}

export function jsxFragment(x: Extractor, node: ts.JsxFragment): number {
  const values: number[] = [];
  inside(x, node, () => {
    values.push(...node.children.map((child) => visitChild(x, child)));
  });
  return x.join(values, undefined, node);
}

function visitChild(x: Extractor, child: ts.JsxChild): number {
  return isJsxText(child) ? -1 : visitExpression(x, child);
}

function hasExpression(opening: ts.JsxOpeningLikeElement): boolean {
  return opening.attributes.properties.some(
    (attribute) =>
      isJsxSpreadAttribute(attribute) ||
      (attribute.initializer !== undefined && isJsxExpression(attribute.initializer)),
  );
}

function attributeValue(x: Extractor, attribute: ts.JsxAttribute): number {
  const { initializer } = attribute;
  if (!initializer) return x.constant("true", attribute, "other");
  if (isJsxExpression(initializer) && initializer.expression)
    return visitNamed(x, initializer.expression, attributeName(attribute));
  return visitExpression(x, initializer);
}
