import { guardLabel } from "../../model/guard-label.ts";
import { EdgeKind, NodeKind, type ModuleGraph } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";

/**
 * Adds the graph of a module behind those that a program has: what has an index in the module gets the next free number of the
 * program, and all that refers to it (ends of edges, labels, payloads, arguments) is shifted by as much.
 *
 * @param index  the number that the module has among `program.modules`
 */
export function appendModule(program: Program, module: ModuleGraph, index: number): void {
  const nodeBase = program.nodeCount;
  const callBase = program.calls.length;
  const functionBase = program.functions.length;
  const classBase = program.classes.length;
  const strings = module.strings.map((text) => program.string(text));
  const shift = (node: number): number => (node < 0 ? -1 : node + nodeBase);
  const text = (string: number): string => module.strings[string] ?? "";
  const { nodes, edges } = module;
  for (let node = 0; node < nodes.kind.length; node++) {
    const kind = nodes.kind[node] ?? 0;
    const name = nodes.name[node] ?? -1;
    const payload = nodes.payload[node] ?? -1;
    const added = program.addNode(
      kind,
      undefined,
      index,
      (nodes.owner[node] ?? 0) + functionBase,
      nodes.start[node] ?? 0,
      nodes.end[node] ?? 0,
      shiftPayload(kind, payload, functionBase, classBase, callBase),
    );
    if (name >= 0) program.nodeName[added] = strings[name] ?? -1;
  }
  for (let edge = 0; edge < edges.kind.length; edge++) {
    const kind = edges.kind[edge] ?? 0;
    const label = edges.label[edge] ?? 0;
    program.addEdge(
      kind,
      shift(edges.from[edge] ?? -1),
      shift(edges.to[edge] ?? -1),
      shiftLabel(kind, label, strings, nodeBase, callBase),
    );
  }
  for (const call of module.calls) {
    program.addCall({
      callee: shift(call.callee),
      receiver: shift(call.receiver),
      receiverAfter: shift(call.receiverAfter),
      arguments: call.arguments.map(shift),
      argumentsAfter: call.argumentsAfter.map(shift),
      spread: call.spread,
      result: shift(call.result),
      resultAfter: shift(call.resultAfter),
      thrown: shift(call.thrown),
      written: text(call.written),
      flags: call.flags,
      owner: call.owner + functionBase,
      module: index,
      start: call.start,
      end: call.end,
      conditions: call.conditions.map((condition) => condition + 2 * nodeBase),
      synthetic: false,
    });
  }
  for (const fn of module.functions) {
    program.functions.push({
      name: fn.name < 0 ? "" : text(fn.name),
      module: index,
      parent: fn.parent < 0 ? -1 : fn.parent + functionBase,
      flags: fn.flags,
      parameters: fn.parameters.map(shift),
      parametersOut: fn.parametersOut.map(shift),
      receiver: shift(fn.receiver),
      receiverOut: shift(fn.receiverOut),
      environment: shift(fn.environment),
      returned: shift(fn.returned),
      thrown: shift(fn.thrown),
      node: shift(fn.node),
      class: fn.class < 0 ? -1 : fn.class + classBase,
      start: fn.start,
      end: fn.end,
    });
    program.callers.push([]);
  }
  for (const info of module.classes) {
    program.classes.push({
      name: text(info.name),
      module: index,
      node: shift(info.node),
      superclass: shift(info.superclass),
      instance: shift(info.instance),
      constructorFunction: info.constructorFunction < 0 ? -1 : info.constructorFunction + functionBase,
      members: new Map(info.members.map((member) => [text(member.name), member.function + functionBase])),
      ownFields: program.string(text(info.ownFields)),
      implements: info.implements.map(text),
    });
  }
  for (let pair = 0; pair < module.nodeTypes.length; pair += 2) {
    program.nodeTypes.set(shift(module.nodeTypes[pair] ?? -1), text(module.nodeTypes[pair + 1] ?? -1));
  }
  for (let pair = 0; pair < module.callTypes.length; pair += 2)
    program.callTypes.set((module.callTypes[pair] ?? 0) + callBase, text(module.callTypes[pair + 1] ?? -1));
  for (let pair = 0; pair < module.genericResults.length; pair += 2) {
    const fn = (module.genericResults[pair] ?? 0) + functionBase;
    program.genericResults.set(fn, text(module.genericResults[pair + 1] ?? -1));
  }
  program.nodeBase.push(program.nodeCount);
  program.callBase.push(program.calls.length);
  program.functionBase.push(program.functions.length);
  program.classBase.push(program.classes.length);
}

function shiftPayload(
  kind: number,
  payload: number,
  functionBase: number,
  classBase: number,
  callBase: number,
): number {
  if (payload < 0) return payload;
  switch (kind) {
    case NodeKind.function:
      return payload + functionBase;
    case NodeKind.class:
    case NodeKind.instance:
      return payload + classBase;
    case NodeKind.after:
      return payload + callBase;
    default:
      return payload;
  }
}

function shiftLabel(
  kind: number,
  label: number,
  strings: readonly number[],
  nodeBase: number,
  callBase: number,
): number {
  switch (kind) {
    case EdgeKind.read:
    case EdgeKind.write:
    case EdgeKind.without:
      return strings[label] ?? 0;
    case EdgeKind.readDynamic:
    case EdgeKind.writeDynamic:
      return label + nodeBase;
    case EdgeKind.guard:
      return label + guardLabel(callBase, 0, false);
    default:
      return label;
  }
}
