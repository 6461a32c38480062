import type { ts } from "ts-morph";
import { CallFlag, NodeKind } from "../model/module-graph.ts";
import { addPlainCall } from "./add-call.ts";
import { visitExpression, visitNamed } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { isIntrinsicTag } from "./syntax-facts.ts";
import {
  isIdentifier,
  isJsxAttribute,
  isJsxElement,
  isJsxExpression,
  isJsxSpreadAttribute,
  isJsxText,
} from "./syntax.ts";
import { writtenName } from "./written-name.ts";

/**
 * A JSX element is a call of its component with one object, the props: `<Card dx={v}>{x}</Card>` is `Card({ dx: v, children: x })`.
 * Elements of the page (`<input>`) call the global `jsx#input`.
 */
export function jsxElement(x: Extractor, node: ts.JsxElement | ts.JsxSelfClosingElement): number {
  const opening = isJsxElement(node) ? node.openingElement : node;
  const intrinsic = isIntrinsicTag(opening.tagName);
  if (intrinsic && !hasExpression(opening) && !tellingElements.has(opening.tagName.getText(x.tree))) {
    if (isJsxElement(node)) for (const child of node.children) visitChild(x, child);
    return -1;
  }
  const props = x.node(
    NodeKind.object,
    "props",
    opening.attributes.properties.length > 0 ? opening.attributes : opening.tagName,
  );
  const { properties } = opening.attributes;
  properties.forEach((attribute, index) => {
    if (isJsxSpreadAttribute(attribute)) {
      const later = properties.slice(index + 1).flatMap((next) => (isJsxAttribute(next) ? [attributeName(next)] : []));
      x.without(visitExpression(x, attribute.expression), later, props);
      return;
    }
    x.write(attributeValue(x, attribute), attributeName(attribute), props);
  });
  if (isJsxElement(node)) for (const child of node.children) x.write(visitChild(x, child), "children", props);
  const tag = intrinsic ? `jsx#${opening.tagName.getText(x.tree)}` : "";
  const callee = intrinsic ? x.global(tag, opening.tagName) : visitExpression(x, opening.tagName as ts.Expression);
  return addPlainCall(x, callee, [props], node, {
    written: intrinsic ? tag : writtenName(opening.tagName as ts.Expression),
    flags: CallFlag.jsx,
  });
}

/** Elements that are looked at even when all of their attributes are constant: what people fill in, and what the page loads and is called. */
const tellingElements = new Set(["input", "textarea", "select", "script", "title"]);

export function jsxFragment(x: Extractor, node: ts.JsxFragment): number {
  const values = node.children.map((child) => visitChild(x, child));
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

function attributeName(attribute: ts.JsxAttribute): string {
  return isIdentifier(attribute.name)
    ? attribute.name.text
    : `${attribute.name.namespace.text}:${attribute.name.name.text}`;
}

function attributeValue(x: Extractor, attribute: ts.JsxAttribute): number {
  const { initializer } = attribute;
  if (!initializer) return x.constant("true", attribute, "other");
  if (isJsxExpression(initializer) && initializer.expression)
    return visitNamed(x, initializer.expression, attributeName(attribute));
  return visitExpression(x, initializer);
}
