import { EdgeKind, FunctionFlag } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";

/**
 * "Every function counts": methods may be called by frameworks and injectors that the program does not show, on an
 * instance that all methods of the class share.
 */
export function linkReceivers(program: Program): void {
  for (const fn of program.functions) {
    if (fn.class < 0 || (fn.flags & FunctionFlag.static) !== 0) continue;
    program.addEdge(EdgeKind.copy, program.classes[fn.class]?.instance ?? -1, fn.receiver);
  }
  collectReceiverWrites(program);
}

/** `this.f = v` in a method, or in a function inside one: what the shared instance has in its fields. */
function collectReceiverWrites(program: Program): void {
  const receiverName = program.string("this");
  for (let edge = 0; edge < program.edgeCount; edge++) {
    const to = program.edgeTo[edge] ?? -1;
    if (program.edgeKind[edge] !== EdgeKind.write || program.nodeName[to] !== receiverName) continue;
    const owner = classAround(program, program.nodeOwner[to] ?? -1);
    if (owner < 0) continue;
    addReceiverWrite(program, owner, program.edgeLabel[edge] ?? -1, program.edgeFrom[edge] ?? -1);
  }
}

/** A method of a class, or a function inside one, writes a field of `this`. */
export function addReceiverWrite(program: Program, owner: number, field: number, value: number): void {
  let fields = program.receiverWrites.get(owner);
  if (!fields) program.receiverWrites.set(owner, (fields = new Map<number, number[]>()));
  const values = fields.get(field);
  if (values) values.push(value);
  else fields.set(field, [value]);
}

export function classAround(program: Program, fn: number): number {
  for (let current = fn; current >= 0; current = program.functions[current]?.parent ?? -1) {
    const owner = program.functions[current]?.class ?? -1;
    if (owner >= 0) return owner;
  }
  return -1;
}
