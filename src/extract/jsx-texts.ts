import type { ts } from "ts-morph";
import type { Extractor } from "./extractor.ts";
import {
  isCallExpression,
  isIdentifier,
  isJsxAttribute,
  isJsxElement,
  isJsxExpression,
  isJsxText,
  isStringLiteralLike,
  SyntaxKind,
} from "./syntax.ts";

export type Element = ts.JsxElement | ts.JsxSelfClosingElement;
export type Markup = Element | ts.JsxFragment;

/** Letters of a text that are read. */
const maximumText = 120;
/** Attributes in which components that translate are given a text or its key. */
const textAttributes = ["i18nKey", "defaultMessage", "id"];

export function openingOf(element: Element): ts.JsxOpeningLikeElement {
  return isJsxElement(element) ? element.openingElement : element;
}

export function attributeName({ name }: ts.JsxAttribute): string {
  return isIdentifier(name) ? name.text : `${name.namespace.text}:${name.name.text}`;
}

/** What an attribute says; of one that is computed its expression as written, in braces. "" when there is none. */
export function attributeText(x: Extractor, opening: ts.JsxOpeningLikeElement, name: string): string {
  for (const attribute of opening.attributes.properties) {
    if (!isJsxAttribute(attribute) || attributeName(attribute) !== name || !attribute.initializer) continue;
    const words = wordsIn(attribute.initializer);
    return words === "" ? attribute.initializer.getText(x.tree) : words;
  }
  return "";
}

/** The words that a piece of markup shows; of a text that is looked up (`t("form.medication")`) its key. */
export function wordsIn(markup: ts.Node, isLeftOut: (element: Element) => boolean = () => false): string {
  const words: string[] = [];
  const collect = (part: ts.Node): void => {
    if (isJsxText(part) || isStringLiteralLike(part)) words.push(part.text.replace(/\s+/g, " ").trim());
    else if (isJsxExpression(part) && part.expression) collect(part.expression);
    else if (isCallExpression(part)) {
      const [key] = part.arguments;
      if (key && isStringLiteralLike(key)) words.push(key.text);
    } else if (isJsxElement(part)) {
      if (!isLeftOut(part)) part.children.forEach(collect);
    } else if (part.kind === SyntaxKind.JsxFragment) {
      (part as ts.JsxFragment).children.forEach(collect);
    } else if (part.kind === SyntaxKind.JsxSelfClosingElement) {
      const element = part as ts.JsxSelfClosingElement;
      if (!isLeftOut(element))
        words.push(textAttributes.map((name) => constantAttribute(element, name)).find(Boolean) ?? "");
    }
  };
  collect(markup);
  return words.filter(Boolean).join(" ").slice(0, maximumText);
}

function constantAttribute(opening: ts.JsxOpeningLikeElement, name: string): string {
  for (const attribute of opening.attributes.properties) {
    const { initializer } = attribute as ts.JsxAttribute;
    if (
      isJsxAttribute(attribute) &&
      attributeName(attribute) === name &&
      initializer &&
      isStringLiteralLike(initializer)
    )
      return initializer.text;
  }
  return "";
}
