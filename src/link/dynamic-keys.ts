import { ConstantEvaluator } from "../model/constants.ts";
import { EdgeKind, NodeKind, transforms, unknownField } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";
import { TableCheck } from "./table-check.ts";

/**
 * Turns accesses by a computed key into accesses of the fields that the key can name: `event[Props.UserId]` with an enum of
 * another file is a read of its text. A key that is not constant names any field.
 */
export function resolveDynamicKeys(program: Program): void {
  const incoming = program.incoming();
  const evaluator = new ConstantEvaluator(program, incoming);
  const tables = new TableCheck(program, incoming);
  const count = program.edgeCount;
  for (let edge = 0; edge < count; edge++) {
    const kind = program.edgeKind[edge];
    if (kind !== EdgeKind.readDynamic && kind !== EdgeKind.writeDynamic) continue;
    const plain = kind === EdgeKind.readDynamic ? EdgeKind.read : EdgeKind.write;
    const key = program.edgeLabel[edge] ?? -1;
    const constants = evaluator.constantsOf(key);
    const [first = unknownField, ...rest] = constants ?? [unknownField];
    program.edgeKind[edge] = plain;
    program.edgeLabel[edge] = program.string(first);
    const from = program.edgeFrom[edge] ?? -1;
    const to = program.edgeTo[edge] ?? -1;
    // Which entry of a table is read, or which field there is, tells the key.
    if (!constants && (plain === EdgeKind.write || tables.isTable(from)))
      program.addEdge(EdgeKind.derive, key, to, transforms.indexOf("choice"));
    if (plain === EdgeKind.write) {
      for (const field of rest) program.addEdge(plain, from, to, program.string(field));
    } else if (rest.length > 0) {
      // Each field that may be read is a value of its own, with the name of the field.
      program.edgeTo[edge] = readField(program, to, first);
      program.addEdge(EdgeKind.copy, program.edgeTo[edge] ?? -1, to);
      for (const field of rest) {
        const value = readField(program, to, field);
        program.addEdge(EdgeKind.read, from, value, program.string(field));
        program.addEdge(EdgeKind.copy, value, to);
      }
    } else if (first !== unknownField && (program.nodeName[to] ?? -1) < 0) {
      // A computed field that is read names its value as a written one does.
      program.nodeName[to] = program.string(first);
    }
  }
}

/** A node for one of the fields that `to` may be. */
function readField(program: Program, to: number, field: string): number {
  return program.addNode(
    NodeKind.value,
    field,
    program.nodeModule[to] ?? 0,
    program.nodeOwner[to] ?? 0,
    program.nodeStart[to] ?? 0,
    program.nodeEnd[to] ?? 0,
  );
}
