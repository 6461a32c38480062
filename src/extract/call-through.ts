import type { ts } from "ts-morph";
import { EdgeKind, FunctionFlag, NodeKind, hiddenMark } from "../model/module-graph.ts";
import { addCall, lastName } from "./add-call.ts";
import type { Extractor } from "./extractor.ts";
import { addFunction } from "./function-values.ts";
import { unwrap } from "./syntax-facts.ts";
import { isArrayLiteralExpression, isIdentifier, SyntaxKind } from "./syntax.ts";
import { writtenName } from "./written-name.ts";

/**
 * `f.call(t, a)` and `f.apply(t, [a])` also call `f(a)`; `f.bind(t, a)` is `(...rest) => f.call(t, a, ...rest)`.
 * The call just added has visited the arguments; what it may have changed is passed on as it is afterwards.
 */
export function callThroughFunction(
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
  const index = addFunction(x, at, lastName(written), x.fn.index, FunctionFlag.rest, -1);
  const info = x.graph.functions[index];
  if (!info) return -1;
  const value = x.node(NodeKind.function, lastName(written), at, index);
  const make = (kind: NodeKind): number => x.graph.node(kind, undefined, index, x.startOf(at), at.end);
  const captured = (node: number, name: string): number => {
    if (node < 0) return -1;
    const inside = make(NodeKind.variable);
    x.write(node, hiddenMark + name, value);
    x.graph.edge(EdgeKind.read, info.environment, inside, x.graph.string(hiddenMark + name));
    return inside;
  };
  const rest = make(NodeKind.parameter);
  const passed = [...fixed.map((node, position) => captured(node, `bound${String(position)}`)), rest];
  info.node = value;
  info.parameters = [rest];
  info.parametersOut = [-1];
  x.graph.calls.push({
    callee: captured(callee, "bound"),
    receiver: captured(receiver, "receiver"),
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
