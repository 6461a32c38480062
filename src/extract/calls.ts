import type { ts } from "ts-morph";
import { CallFlag, EdgeKind, FunctionFlag, ImportFlag, NodeKind, elementField } from "../model/module-graph.ts";
import { fieldOfKey, fixedKey, readField, readKey, requiredModule, visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { arrayLiteral } from "./objects.ts";
import { isPlainPath, writeBackTo } from "./patterns.ts";
import { changePrototype } from "./prototypes.ts";
import { unwrap, type Binding } from "./scopes.ts";
import { writtenName } from "./written-name.ts";
import {
  isArrayLiteralExpression,
  isCallExpression,
  isElementAccessExpression,
  isExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isSpreadElement,
  isStringLiteralLike,
  isTemplateExpression,
  SyntaxKind,
} from "./syntax.ts";

/** How many of the conditions around a call are kept, the innermost ones. */
const keptConditions = 8;

interface CallParts {
  readonly callee: number;
  readonly receiver: number;
  readonly receiverExpression?: ts.Expression | undefined;
  readonly arguments: readonly ts.Expression[];
  /** The nodes of the arguments, when they have been visited. */
  readonly visited?: readonly number[];
  /** An argument before the written ones. */
  readonly leading?: number;
  /** True when the nodes of the arguments are one list of all of them. */
  readonly isList?: boolean;
  /** The variable of the receiver, for `super(…)`. */
  readonly self?: Binding | undefined;
  readonly flags: number;
  readonly written: string;
  readonly at: ts.Node;
  readonly result?: number;
}

export function call(x: Extractor, node: ts.CallExpression): number {
  const callee = unwrap(node.expression);
  if (callee.kind === SyntaxKind.SuperKeyword) return superCall(x, node);
  if (callee.kind === SyntaxKind.ImportKeyword) return dynamicImport(x, node);
  const required = requiredModule(node);
  if (required !== undefined && !x.names.bindingOf.has(callee))
    return x.addImport(required, "*", node, ImportFlag.require);
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

/**
 * `f.call(t, a)` and `f.apply(t, [a])` also call `f(a)`; `f.bind(t, a)` is `(...rest) => f.call(t, a, ...rest)`.
 * The call just added has visited the arguments; what it may have changed is passed on as it is afterwards.
 */
function callThroughFunction(
  x: Extractor,
  node: ts.CallExpression,
  callee: number,
  name: "call" | "apply" | "bind",
  result: number,
  elements: readonly number[],
): void {
  const [self, ...fixed] = node.arguments;
  const isPlainBind = name === "bind" && fixed.length === 0 && (!self || !isObjectOfItsOwn(self));
  if (isPlainBind) x.copy(callee, result);
  if (isPlainBind) return;
  const through = x.graph.calls.at(-1);
  const [receiver = -1, ...rest] = (through?.arguments ?? []).map((argument, position) => {
    const after = through?.argumentsAfter[position] ?? -1;
    return after < 0 ? argument : after;
  });
  const written = writtenName(unwrap((unwrap(node.expression) as ts.PropertyAccessExpression).expression));
  const parts = { callee, receiver, flags: 0, written, at: node, result };
  const [list] = fixed;
  if (name === "bind") x.copy(boundFunction(x, node, callee, receiver, rest, written), result);
  else if (name === "call")
    addCall(x, {
      ...parts,
      arguments: fixed,
      visited: rest,
      ...(self ? { receiverExpression: self } : {}),
    });
  else if (list && isArrayLiteralExpression(list))
    addCall(x, { ...parts, arguments: list.elements, visited: elements });
  else addCall(x, { ...parts, arguments: [], visited: rest.slice(0, 1), isList: list !== undefined });
}

/** Whether `bind` gives a function another receiver than the one around it, or none. */
function isObjectOfItsOwn(self: ts.Expression): boolean {
  const target = unwrap(self);
  const isNone = target.kind === SyntaxKind.NullKeyword || (isIdentifier(target) && target.text === "undefined");
  return !isNone && target.kind !== SyntaxKind.ThisKeyword;
}

/** The function that `bind` makes. It keeps the function, its receiver and its first arguments as captured values. */
function boundFunction(
  x: Extractor,
  at: ts.CallExpression,
  callee: number,
  receiver: number,
  fixed: readonly number[],
  written: string,
): number {
  const index = x.addFunction(at, lastName(written), x.fn.index, FunctionFlag.rest, -1);
  const info = x.graph.functions[index];
  if (!info) return -1;
  const value = x.node(NodeKind.function, lastName(written), at, index);
  const make = (kind: NodeKind): number => x.graph.node(kind, undefined, index, x.startOf(at), at.end);
  const captured = (node: number, name: string): number => {
    if (node < 0) return -1;
    const inside = make(NodeKind.variable);
    x.write(node, name, value);
    x.graph.edge(EdgeKind.read, info.environment, inside, x.graph.string(name));
    return inside;
  };
  const rest = make(NodeKind.parameter);
  const passed = [...fixed.map((node, position) => captured(node, `$bound${String(position)}`)), rest];
  info.node = value;
  info.parameters = [rest];
  info.parametersOut = [-1];
  x.graph.calls.push({
    callee: captured(callee, "$bound"),
    receiver: captured(receiver, "$receiver"),
    receiverAfter: -1,
    arguments: passed,
    argumentsAfter: passed.map(() => -1),
    spread: fixed.length,
    result: info.returned,
    resultAfter: -1,
    thrown: info.thrown,
    written: x.graph.string(written),
    flags: 0,
    owner: index,
    start: x.startOf(at),
    end: at.end,
    conditions: [],
  });
  return value;
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
  const receiver = receiverBinding ? x.current(receiverBinding, node) : (info?.receiver ?? -1);
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
  if (specifier && isStringLiteralLike(specifier)) return x.addImport(specifier.text, "*", node, ImportFlag.dynamic);
  if (specifier) visitExpression(x, specifier);
  return -1;
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

/** The nodes of arguments; `elements` takes those of a second one that is a list (`f.apply(t, [a, b])`). */
function visitArguments(x: Extractor, list: readonly ts.Expression[], elements?: number[]): number[] {
  return list.map((argument, position) => {
    if (elements && position === 1 && isArrayLiteralExpression(argument)) return arrayLiteral(x, argument, elements);
    return visitInCall(x, argument);
  });
}

/** An argument or a callee; a function written there runs, if it does, under the conditions of the call. */
function visitInCall(x: Extractor, node: ts.Expression): number {
  if (node.kind !== SyntaxKind.ArrowFunction && node.kind !== SyntaxKind.FunctionExpression)
    return visitExpression(x, node);
  const fn = node as ts.FunctionExpression | ts.ArrowFunction;
  return x.functionValue(fn, fn.name?.text ?? "", -1, 0, true);
}

/**
 * Arguments from the first spread on are one list when others follow it: `f(a, ...b, c)` is `f(a, ...[...b, c])`.
 * Positions count as long as what is spread is a list written there.
 */
function listFrom(x: Extractor, nodes: readonly number[], written: readonly ts.Expression[], at: ts.Node): number {
  const list = x.node(NodeKind.object, "[]", at);
  let position: number | undefined = 0;
  written.forEach((argument, index) => {
    const node = nodes[index] ?? -1;
    const spread = isSpreadElement(argument) ? unwrap(argument.expression) : undefined;
    const elements = spread && isArrayLiteralExpression(spread) ? spread.elements : undefined;
    if (!spread) {
      x.write(node, position === undefined ? elementField : String(position++), list);
    } else if (position !== undefined && elements?.every((element) => !isSpreadElement(element)) === true) {
      for (let element = 0; element < elements.length; element++)
        x.write(x.read(node, String(element), argument), String(position++), list);
    } else {
      position = undefined;
      if (node >= 0) x.write(elementOf(x, node, argument), elementField, list);
    }
  });
  return list;
}

/** Records a call. */
function addCall(x: Extractor, parts: CallParts): number {
  const written = parts.arguments;
  const nodes: number[] = parts.leading === undefined ? [] : [parts.leading];
  const first = nodes.length;
  if (parts.visited) for (const node of parts.visited) nodes.push(node);
  else for (const argument of written) nodes.push(visitInCall(x, argument));
  const spread = parts.isList ? 0 : written.findIndex((argument) => isSpreadElement(argument));
  const hasTail = spread >= 0 && spread < written.length - 1;
  if (hasTail) nodes.push(listFrom(x, nodes.splice(first + spread), written.slice(spread), parts.at));
  const index = x.graph.calls.length;
  const result = parts.result ?? x.node(NodeKind.value, lastName(parts.written), parts.at);
  const record = {
    callee: parts.callee,
    receiver: parts.receiver,
    receiverAfter: -1,
    arguments: nodes,
    argumentsAfter: nodes.map(() => -1),
    spread: spread < 0 ? -1 : spread + first,
    result,
    resultAfter: -1,
    thrown: x.fn.handler,
    written: x.graph.string(parts.written),
    flags: parts.flags,
    owner: x.fn.index,
    start: x.startOf(parts.at),
    end: parts.at.end,
    conditions: x.fn.conditions.slice(-keptConditions),
  };
  x.graph.calls.push(record);
  x.callIndex.set(parts.at, index);
  const types = (parts.at as ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression).typeArguments;
  if (types) x.giveTypes(index, types);
  const after = (node: number, at: ts.Node): number => {
    const name = x.fn.index >= 0 ? nameOf(at) : undefined;
    const afterNode = x.node(NodeKind.after, name, at, index);
    // Beside an element under a computed key the list keeps all it had: only what the call puts in comes to it.
    if (!hasComputedKey(x, at)) x.copy(node, afterNode);
    return afterNode;
  };
  const argumentsAfter = record.argumentsAfter;
  written.forEach((expression, position) => {
    const node = nodes[first + position] ?? -1;
    if ((hasTail && position >= spread) || node < 0 || x.constants.has(node) || !mayChange(x, expression, "")) return;
    const afterNode = after(node, expression);
    argumentsAfter[first + position] = afterNode;
    writeBackTo(x, expression, afterNode, false);
  });
  if (parts.self && parts.receiver >= 0) {
    record.receiverAfter = after(parts.receiver, parts.at);
    x.changed(parts.self, record.receiverAfter, true);
  } else if (
    parts.receiverExpression &&
    parts.receiver >= 0 &&
    mayChange(x, parts.receiverExpression, lastName(parts.written))
  ) {
    record.receiverAfter = after(parts.receiver, parts.receiverExpression);
    writeBackTo(x, parts.receiverExpression, record.receiverAfter, false);
  }
  return result;
}

/** A call with values that are already nodes: JSX elements, decorators, field initialisers. */
export function addPlainCall(
  x: Extractor,
  callee: number,
  values: readonly number[],
  at: ts.Node,
  options: {
    readonly written: string;
    readonly flags: number;
    readonly receiver?: number;
    readonly receiverAfter?: number;
  },
): number {
  const result = x.node(NodeKind.value, undefined, at);
  const index = x.graph.calls.length;
  const receiver = options.receiver ?? -1;
  let receiverAfter = -1;
  x.graph.calls.push({
    callee,
    receiver,
    receiverAfter,
    arguments: [...values],
    argumentsAfter: values.map(() => -1),
    spread: -1,
    result,
    resultAfter: -1,
    thrown: x.fn.handler,
    written: x.graph.string(options.written),
    flags: options.flags,
    owner: x.fn.index,
    start: x.startOf(at),
    end: at.end,
    conditions: x.fn.conditions.slice(-keptConditions),
  });
  if (receiver >= 0 && x.fn.scope.receiver) {
    receiverAfter = x.node(NodeKind.after, "this", at, index);
    x.copy(receiver, receiverAfter);
    const record = x.graph.calls[index];
    if (record) record.receiverAfter = receiverAfter;
    x.changed(x.fn.scope.receiver, receiverAfter, true);
  }
  return result;
}

const changing = new Set(["push", "unshift", "set", "add", "append", "splice", "fill", "assign", "on", "insert"]);

/** Whether it is worth telling the value of an expression before a call from the one after it. */
function mayChange(x: Extractor, expression: ts.Expression, method: string): boolean {
  const target = unwrap(expression);
  if (target.kind === SyntaxKind.ThisKeyword) return true;
  if (isIdentifier(target)) {
    const binding = x.names.bindingOf.get(target);
    return (
      binding !== undefined &&
      binding.kind !== "function" &&
      binding.kind !== "class" &&
      !(binding.localFunction && binding.assignments === 0)
    );
  }
  if (isCallExpression(target)) return method !== "" && !reading.has(method) && isChangedCall(x, target);
  let root: ts.Expression = target;
  let depth = 0;
  while (isPropertyAccessExpression(root) || (isElementAccessExpression(root) && isPlainPath(root.expression))) {
    root = unwrap(root.expression);
    depth++;
  }
  if (depth === 0 || depth > 3) return false;
  const binding = isIdentifier(root) || root.kind === SyntaxKind.ThisKeyword ? x.names.bindingOf.get(root) : undefined;
  if (!binding || binding.kind === "import") return false;
  return binding.owner === x.fn.scope || changing.has(method);
}

/** Methods of texts, lists and promises that leave their receiver as it is; what they are called on needs no version after them. */
const reading = new Set(
  (
    "then catch finally map filter reduce join trim split slice concat flat flatMap some every includes indexOf keys values " +
    "entries toString toLowerCase toUpperCase replace replaceAll match test json text padStart padEnd charAt startsWith endsWith"
  ).split(" "),
);

/** `b.line("a")` in `b.line("a").line("b")`: what it gives may be a part of a variable of this function. */
function isChangedCall(x: Extractor, target: ts.CallExpression): boolean {
  let callee = unwrap(target.expression);
  for (let depth = 0; depth < 8; depth++) {
    if (isPropertyAccessExpression(callee)) callee = unwrap(callee.expression);
    else if (isCallExpression(callee) && depth > 0) callee = unwrap(callee.expression);
    else break;
  }
  const binding =
    isIdentifier(callee) || callee.kind === SyntaxKind.ThisKeyword ? x.names.bindingOf.get(callee) : undefined;
  return binding !== undefined && binding.kind !== "import";
}

function hasComputedKey(x: Extractor, at: ts.Node): boolean {
  const target = isExpression(at) ? unwrap(at) : at;
  return isElementAccessExpression(target) && fixedKey(x, target.argumentExpression) === undefined;
}

function nameOf(at: ts.Node): string | undefined {
  const target = isExpression(at) ? unwrap(at) : at;
  if (isIdentifier(target)) return target.text;
  if (isPropertyAccessExpression(target)) return target.name.text;
  return target.kind === SyntaxKind.ThisKeyword ? "this" : undefined;
}

function lastName(written: string): string {
  return written.slice(written.lastIndexOf(".") + 1);
}

/** Elements of what is iterated. */
export function elementOf(x: Extractor, iterable: number, at: ts.Node): number {
  const element = x.node(NodeKind.value, undefined, at);
  x.graph.edge(EdgeKind.read, iterable, element, x.graph.string(elementField));
  return element;
}
