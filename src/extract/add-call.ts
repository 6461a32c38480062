import type { ts } from "ts-morph";
import { elementField, NodeKind } from "../model/module-graph.ts";
import { hasComputedKey, mayChange, nameOf } from "./after-values.ts";
import { objectChanged } from "./changes.ts";
import { giveTypes } from "./declared-types.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { keptConditions } from "./function-state.ts";
import { functionValue } from "./function-values.ts";
import { elementOf } from "./members.ts";
import type { Binding } from "./names/bindings.ts";
import { arrayLiteral } from "./objects.ts";
import { unwrap } from "./syntax-facts.ts";
import { isArrayLiteralExpression, isSpreadElement, SyntaxKind } from "./syntax.ts";
import { writeBackTo } from "./write-back.ts";

/** Records a call. */
export function addCall(x: Extractor, parts: CallParts): number {
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
  if (types) giveTypes(x, index, types);
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
    objectChanged(x, parts.self, record.receiverAfter, true);
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

/** The nodes of arguments; `elements` takes those of a second one that is a list (`f.apply(t, [a, b])`). */
export function visitArguments(x: Extractor, list: readonly ts.Expression[], elements?: number[]): number[] {
  return list.map((argument, position) => {
    if (elements && position === 1 && isArrayLiteralExpression(argument)) return arrayLiteral(x, argument, elements);
    return visitInCall(x, argument);
  });
}

/** An argument or a callee; a function written there runs, if it does, under the conditions of the call. */
export function visitInCall(x: Extractor, node: ts.Expression): number {
  if (node.kind !== SyntaxKind.ArrowFunction && node.kind !== SyntaxKind.FunctionExpression)
    return visitExpression(x, node);
  const fn = node as ts.FunctionExpression | ts.ArrowFunction;
  return functionValue(x, fn, fn.name?.text ?? "", -1, 0, true);
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
    objectChanged(x, x.fn.scope.receiver, receiverAfter, true);
  }
  return result;
}

export function lastName(written: string): string {
  return written.slice(written.lastIndexOf(".") + 1);
}
