import { ConstantEvaluator } from "../model/constants.ts";
import { EdgeKind, unknownField } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";

/**
 * Turns accesses by a computed key into accesses of the fields that the key can name: `event[Props.UserId]` with an enum of
 * another file is a read of its text. A key that is not constant names any field.
 */
export function resolveDynamicKeys(program: Program): void {
  const evaluator = new ConstantEvaluator(program, program.incoming());
  const count = program.edgeCount;
  for (let edge = 0; edge < count; edge++) {
    const kind = program.edgeKind[edge];
    if (kind !== EdgeKind.readDynamic && kind !== EdgeKind.writeDynamic) continue;
    const plain = kind === EdgeKind.readDynamic ? EdgeKind.read : EdgeKind.write;
    const [first = unknownField, ...rest] = evaluator.constantsOf(program.edgeLabel[edge] ?? -1) ?? [unknownField];
    program.edgeKind[edge] = plain;
    program.edgeLabel[edge] = program.string(first);
    const from = program.edgeFrom[edge] ?? -1;
    const to = program.edgeTo[edge] ?? -1;
    for (const field of rest) program.addEdge(plain, from, to, program.string(field));
    // A computed field that is read names its value as a written one does.
    if (plain === EdgeKind.read && first !== unknownField && (program.nodeName[to] ?? -1) < 0)
      program.nodeName[to] = program.string(first);
  }
}
