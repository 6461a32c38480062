import type { ts } from "ts-morph";
import { EdgeKind, elementField, FunctionFlag, iteratorField, NodeKind } from "../model/module-graph.ts";
import type { Extractor } from "./extractor.ts";
import { addFunction } from "./function-values.ts";

/** The accessor that gives the elements of something that can be looped over. */
export const elementGetter = `get ${elementField}`;

/**
 * What a loop over an object with an iterator of its own gets, as an accessor of its elements:
 *
 *   get []() { const walk = this[Symbol.iterator](); return any of walk, or walk.next().value; }
 *
 * Returns the value of the accessor.
 */
export function iterationAccessor(x: Extractor, at: ts.Node, classIndex: number): number {
  const index = addFunction(x, at, "", x.fn.index, FunctionFlag.getter | FunctionFlag.method, classIndex);
  const value = x.node(NodeKind.function, undefined, at, index);
  const info = x.graph.functions[index];
  if (!info) return value;
  info.node = value;
  const make = (): number => x.graph.node(NodeKind.value, undefined, index, info.start, info.start);
  const read = (from: number, field: string): number => {
    const node = make();
    x.graph.edge(EdgeKind.read, from, node, x.graph.string(field));
    return node;
  };
  const callMember = (receiver: number, name: string): number => {
    const result = make();
    x.graph.calls.push({
      callee: read(receiver, name),
      receiver,
      receiverAfter: -1,
      arguments: [],
      argumentsAfter: [],
      spread: -1,
      result,
      resultAfter: -1,
      thrown: info.thrown,
      written: x.graph.string(""),
      flags: 0,
      owner: index,
      start: info.start,
      end: info.start,
      conditions: [],
    });
    return result;
  };
  const walk = callMember(info.receiver, iteratorField);
  x.copy(read(walk, elementField), info.returned);
  x.copy(read(callMember(walk, "next"), "value"), info.returned);
  return value;
}
