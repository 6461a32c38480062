import type { ts } from "ts-morph";
import { CallFlag, ImportFlag, NodeKind } from "../model/module-graph.ts";
import { addCall, visitArguments, visitInCall } from "./add-call.ts";
import { callThroughFunction } from "./call-through.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { fieldOfKey, readField, readKey } from "./members.ts";
import { addImport } from "./modules.ts";
import { changePrototype } from "./prototypes.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isElementAccessExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isStringLiteralLike,
  isTemplateExpression,
  SyntaxKind,
} from "./syntax.ts";
import { currentVersion } from "./variables.ts";
import { writtenName } from "./written-name.ts";

/** The result of a call; its callee, receiver and arguments are visited once, in the order they run. */
export function call(x: Extractor, node: ts.CallExpression): number {
  const callee = unwrap(node.expression);
  if (callee.kind === SyntaxKind.SuperKeyword) return superCall(x, node);
  if (callee.kind === SyntaxKind.ImportKeyword) return dynamicImport(x, node);
  const required = requiredModule(node);
  if (required !== undefined && !x.names.bindingOf.has(callee))
    return addImport(x, required, "*", node, ImportFlag.require);
  if (changePrototype(x, node)) return -1;
  if (isPropertyAccessExpression(callee) && callee.expression.kind !== SyntaxKind.SuperKeyword) {
    const receiver = visitExpression(x, callee.expression);
    const member = readField(x, receiver, callee.name.text, callee);
    return memberCall(x, node, callee.expression, receiver, member, callee.name.text);
  }
  if (isElementAccessExpression(callee)) {
    const receiver = visitExpression(x, callee.expression);
    const key = fieldOfKey(x, callee.argumentExpression);
    const member = readKey(x, receiver, key, callee);
    return memberCall(x, node, callee.expression, receiver, member, typeof key === "string" ? key : "");
  }
  const isSuperMember = isPropertyAccessExpression(callee);
  const receiver = isSuperMember ? (x.graph.functions[x.fn.index]?.receiver ?? -1) : -1;
  return addCall(x, {
    callee: visitInCall(x, callee),
    receiver,
    arguments: node.arguments,
    flags: 0,
    written: writtenName(callee),
    at: node,
  });
}

function memberCall(
  x: Extractor,
  node: ts.CallExpression,
  receiverExpression: ts.Expression,
  receiver: number,
  member: number,
  name: string,
): number {
  const parts = {
    callee: member,
    receiver,
    receiverExpression,
    arguments: node.arguments,
    flags: 0,
    written: writtenName(node.expression),
    at: node,
  };
  if (name !== "call" && name !== "apply" && name !== "bind") return addCall(x, parts);
  const elements: number[] = [];
  const visited = visitArguments(x, node.arguments, name === "apply" ? elements : undefined);
  const result = addCall(x, { ...parts, visited });
  callThroughFunction(x, node, receiver, name, result, elements);
  return result;
}

export function construct(x: Extractor, node: ts.NewExpression): number {
  return addCall(x, {
    callee: visitExpression(x, node.expression),
    receiver: -1,
    arguments: node.arguments ?? [],
    flags: CallFlag.construct,
    written: writtenName(node.expression),
    at: node,
  });
}

function superCall(x: Extractor, node: ts.CallExpression): number {
  const info = x.graph.functions[x.fn.index];
  const superclass = x.graph.classes[info?.class ?? -1]?.superclass ?? -1;
  const receiverBinding = x.fn.scope.receiver;
  const receiver = receiverBinding ? currentVersion(x, receiverBinding, node) : (info?.receiver ?? -1);
  addCall(x, {
    callee: superclass,
    receiver,
    arguments: node.arguments,
    self: receiverBinding,
    flags: CallFlag.superCall,
    written: "super",
    at: node,
  });
  return -1;
}

function dynamicImport(x: Extractor, node: ts.CallExpression): number {
  const [specifier] = node.arguments;
  if (specifier && isStringLiteralLike(specifier)) return addImport(x, specifier.text, "*", node, ImportFlag.dynamic);
  if (specifier) visitExpression(x, specifier);
  return -1;
}

/** `require("x")`, or undefined when the call is something else. */
function requiredModule(node: ts.CallExpression): string | undefined {
  const [argument] = node.arguments;
  if (!argument || !isStringLiteralLike(argument)) return undefined;
  return isIdentifier(node.expression) && node.expression.text === "require" ? argument.text : undefined;
}

export function taggedTemplate(x: Extractor, node: ts.TaggedTemplateExpression): number {
  const values = isTemplateExpression(node.template) ? node.template.templateSpans.map((span) => span.expression) : [];
  const tag = unwrap(node.tag);
  const isMember =
    (isPropertyAccessExpression(tag) || isElementAccessExpression(tag)) &&
    tag.expression.kind !== SyntaxKind.SuperKeyword;
  const receiver = isMember ? visitExpression(x, tag.expression) : -1;
  const callee = isMember ? readMember(x, receiver, tag) : visitExpression(x, tag);
  const strings = x.node(NodeKind.object, undefined, node.template);
  const texts = isTemplateExpression(node.template)
    ? [node.template.head, ...node.template.templateSpans.map((span) => span.literal)]
    : [node.template];
  texts.forEach((text, index) => {
    x.write(x.constant(text.text, text), String(index), strings);
  });
  return addCall(x, {
    callee,
    receiver,
    arguments: values,
    leading: strings,
    flags: CallFlag.tagged,
    written: writtenName(tag),
    at: node,
  });
}

function readMember(
  x: Extractor,
  receiver: number,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): number {
  if (isPropertyAccessExpression(node)) return readField(x, receiver, node.name.text, node);
  return readKey(x, receiver, fieldOfKey(x, node.argumentExpression), node);
}
