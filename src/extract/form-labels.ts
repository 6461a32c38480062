import type { ts } from "ts-morph";
import type { Extractor } from "./extractor.ts";
import { attributeName, attributeText, openingOf, wordsIn, type Element, type Markup } from "./jsx-texts.ts";
import { forEachChild, isJsxAttribute, isJsxElement, isJsxText, SyntaxKind } from "./syntax.ts";

const controlTags = new Set(["input", "textarea", "select"]);

/**
 * What a form says of one of its controls to the people who fill it in; "" when it says nothing.
 *
 *   <label htmlFor="q1">Medication</label><input id="q1" />     <label>Medication <input /></label>
 *   <Label>Medication</Label><Input />     <Field label="Medication"><Input /></Field>
 *   <fieldset><legend>Smoking</legend><input type="radio" /></fieldset>
 */
export function labelOf(x: Extractor, control: Element): string {
  const opening = openingOf(control);
  const id = attributeText(x, opening, "id");
  const labelledBy = attributeText(x, opening, "aria-labelledby");
  if (id !== "" || labelledBy !== "") {
    const labels = labelsById(x, x.markup[0] ?? control);
    const told = labels.get(`for ${id}`) ?? labels.get(labelledBy);
    if (told !== undefined) return told;
  }
  return labelAround(x, control);
}

/** Whether people fill an element in: an input of the page, or a component that hands on what is typed. */
export function isControl(x: Extractor, element: Element): boolean {
  const { tagName, attributes } = openingOf(element);
  const tag = tagName.getText(x.tree);
  if (controlTags.has(tag)) return true;
  if (/^[a-z]/.test(tag) && !tag.includes(".")) return false;
  return attributes.properties.some(
    (attribute) =>
      isJsxAttribute(attribute) && /^on[A-Z]/.test(attributeName(attribute)) && attributeName(attribute) !== "onSubmit",
  );
}

/** Keeps, for the form around it, the name of a control and what names it for people, or else that name. */
export function addToForm(x: Extractor, element: Element, label: string): void {
  const form = x.markup.findLast((markup) => isForm(x, markup));
  const name = form ? attributeText(x, openingOf(element), "name") : "";
  if (!form || name === "" || name.startsWith("{")) return;
  const fields = x.formFields.get(form) ?? new Map<string, string>();
  fields.set(name, label || labelGiven(x, openingOf(element)) || name);
  x.formFields.set(form, fields);
}

function isForm(x: Extractor, markup: Markup): boolean {
  return isJsxElement(markup) && /^form$/i.test(markup.openingElement.tagName.getText(x.tree));
}

/** The nearest label around or before a control, as long as it is the only control there. */
function labelAround(x: Extractor, control: Element): string {
  let inner: ts.Node = control;
  for (const outer of [...x.markup].reverse()) {
    const text = labelIn(x, outer, inner);
    if (text !== "") return text;
    inner = outer;
  }
  return "";
}

function labelIn(x: Extractor, outer: Markup, inner: ts.Node): string {
  if (outer.kind === SyntaxKind.JsxFragment) return labelBefore(x, outer, inner);
  const opening = openingOf(outer);
  const tag = opening.tagName.getText(x.tree);
  if (!isJsxElement(outer)) return labelGiven(x, opening);
  if (tag === "fieldset") return legendOf(x, outer);
  if (controlsIn(x, outer) > 1) return labelBefore(x, outer, inner);
  if (isLabelTag(tag)) return wordsIn(outer, (part) => isControl(x, part));
  return labelGiven(x, opening) || labelBefore(x, outer, inner);
}

/** `<Field label="Medication">` */
function labelGiven(x: Extractor, opening: ts.JsxOpeningLikeElement): string {
  const given = attributeText(x, opening, "label");
  return given.startsWith("{") ? "" : given;
}

/** `<Label>Medication</Label>` right before a control, or before the element that it stands in, when it points to no other. */
function labelBefore(x: Extractor, { children }: ts.JsxElement | ts.JsxFragment, before: ts.Node): string {
  for (let index = children.findIndex(({ end }) => end >= before.end) - 1; index >= 0; index--) {
    const child = children[index];
    if (!child || isJsxText(child)) continue;
    if (!isJsxElement(child) || !isLabelTag(child.openingElement.tagName.getText(x.tree))) return "";
    return attributeText(x, child.openingElement, "htmlFor") === "" ? wordsIn(child) : "";
  }
  return "";
}

function legendOf(x: Extractor, { children }: ts.JsxElement): string {
  const legend = children.find((child) => isJsxElement(child) && openingOf(child).tagName.getText(x.tree) === "legend");
  return legend ? wordsIn(legend) : "";
}

function isLabelTag(tag: string): boolean {
  return /label$/i.test(tag);
}

/** How many controls there are below an element, where more than one is as good as many. */
function controlsIn(x: Extractor, element: ts.JsxElement): number {
  let known = x.controlsIn.get(element);
  if (known === undefined) {
    known = 0;
    for (const inner of elementsIn(element)) if (isControl(x, inner) && ++known > 1) break;
    x.controlsIn.set(element, known);
  }
  return known;
}

/** Texts of labels: `for q1` by what they point to, `q1` by what they are called. */
function labelsById(x: Extractor, root: ts.Node): ReadonlyMap<string, string> {
  let labels = x.labelsIn.get(root);
  if (!labels) {
    labels = new Map<string, string>();
    for (const element of elementsIn(root)) {
      const opening = openingOf(element);
      const target = attributeText(x, opening, "htmlFor");
      const id = attributeText(x, opening, "id");
      if (!isJsxElement(element) || (target === "" && id === "")) continue;
      const text = wordsIn(element);
      if (text === "") continue;
      if (target !== "") labels.set(`for ${target}`, text);
      if (id !== "") labels.set(id, text);
    }
    x.labelsIn.set(root, labels);
  }
  return labels;
}

function* elementsIn(root: ts.Node): Generator<Element> {
  const stack: ts.Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node !== root && (isJsxElement(node) || node.kind === SyntaxKind.JsxSelfClosingElement)) yield node as Element;
    const children: ts.Node[] = [];
    forEachChild(node, (child) => {
      children.push(child);
    });
    stack.push(...children.reverse());
  }
}
