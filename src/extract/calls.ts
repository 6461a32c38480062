import type { ts } from "ts-morph";
import { CallFlag, NodeKind } from "../model/module-graph.ts";
import { addCall, visitArguments, visitInCall } from "./add-call.ts";
import { callThroughFunction } from "./call-through.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { fieldOfKey, readKey } from "./members.ts";
import { moduleCall } from "./module-calls.ts";
import { changePrototype } from "./prototypes.ts";
import { unwrap } from "./syntax-facts.ts";
import { isElementAccessExpression, isPropertyAccessExpression, isTemplateExpression, SyntaxKind } from "./syntax.ts";
import { currentVersion } from "./variables.ts";
import { writtenName } from "./written-name.ts";

/** The result of a call; its callee, receiver and arguments are visited once, in the order they run. */
export function call(x: Extractor, node: ts.CallExpression): number {
  const callee = unwrap(node.expression);
  if (callee.kind === SyntaxKind.SuperKeyword) return superCall(x, node);
  const joined = moduleCall(x, node);
  if (joined !== undefined) return joined;
  if (changePrototype(x, node)) return -1;
  if (isMember(callee)) return memberCall(x, node, callee, visitExpression(x, callee.expression));
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

/** A call of a member of what has been visited: `receiver.name(…)`, with nothing around the callee. */
export function callOfMember(x: Extractor, node: ts.CallExpression, receiver: number): number {
  if (changePrototype(x, node)) return -1;
  return memberCall(x, node, node.expression as MemberExpression, receiver);
}

type MemberExpression = ts.PropertyAccessExpression | ts.ElementAccessExpression;

function isMember(node: ts.Expression): node is MemberExpression {
  return (
    (isPropertyAccessExpression(node) || isElementAccessExpression(node)) &&
    node.expression.kind !== SyntaxKind.SuperKeyword
  );
}

function memberCall(x: Extractor, node: ts.CallExpression, callee: MemberExpression, receiver: number): number {
  const key = keyOf(x, callee);
  const parts = {
    callee: readKey(x, receiver, key, callee),
    receiver,
    receiverExpression: callee.expression,
    arguments: node.arguments,
    flags: 0,
    written: writtenName(node.expression),
    at: node,
  };
  if (key !== "call" && key !== "apply" && key !== "bind") return addCall(x, parts);
  const elements: number[] = [];
  const visited = visitArguments(x, node.arguments, key === "apply" ? elements : undefined);
  const result = addCall(x, { ...parts, visited });
  callThroughFunction(x, node, receiver, key, result, elements);
  return result;
}

function keyOf(x: Extractor, node: MemberExpression): string | number {
  return isPropertyAccessExpression(node) ? node.name.text : fieldOfKey(x, node.argumentExpression);
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

export function taggedTemplate(x: Extractor, node: ts.TaggedTemplateExpression): number {
  const values = isTemplateExpression(node.template) ? node.template.templateSpans.map((span) => span.expression) : [];
  const tag = unwrap(node.tag);
  const receiver = isMember(tag) ? visitExpression(x, tag.expression) : -1;
  const callee = isMember(tag) ? readKey(x, receiver, keyOf(x, tag), tag) : visitExpression(x, tag);
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
