import { ConstantEvaluator } from "../model/constants.ts";
import { EdgeKind, NodeKind, transforms, unknownField } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";

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

const maximumSteps = 12;
const maximumDepth = 3;

/** Whether a value is an object or list of constants: `const labels = { F32: "depression", J45: "asthma" }`, here or in another file. */
class TableCheck {
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly memo = new Map<number, boolean>();

  constructor(program: Program, incoming: IncomingEdges) {
    this.program = program;
    this.incoming = incoming;
  }

  isTable(node: number, depth = 0): boolean {
    let current = node;
    for (let step = 0; step < maximumSteps; step++) {
      if (this.program.nodeKind[current] === NodeKind.object) return this.holdsConstants(current, depth);
      const before = this.copiedFrom(current);
      if (before < 0) return false;
      current = before;
    }
    return false;
  }

  /** The one value that a node is a copy of, or -1. What a call may have changed counts as unchanged. */
  private copiedFrom(node: number): number {
    let from = -1;
    for (let slot = this.incoming.start[node] ?? 0; slot < (this.incoming.start[node + 1] ?? 0); slot++) {
      const kind = this.incoming.kind[slot];
      if (kind === EdgeKind.writeBack) continue;
      if (kind !== EdgeKind.copy || from >= 0) return -1;
      from = this.incoming.from[slot] ?? -1;
    }
    return from;
  }

  private holdsConstants(object: number, depth: number): boolean {
    const known = this.memo.get(object);
    if (known !== undefined) return known;
    const { incoming, program } = this;
    const first = incoming.start[object] ?? 0;
    const end = incoming.start[object + 1] ?? 0;
    let holds = end - first > 1;
    for (let slot = first; holds && slot < end; slot++) {
      const value = incoming.from[slot] ?? -1;
      const isConstant = program.nodeKind[value] === NodeKind.constant;
      holds =
        incoming.kind[slot] === EdgeKind.write &&
        (isConstant || (depth < maximumDepth && this.isTable(value, depth + 1)));
    }
    this.memo.set(object, holds);
    return holds;
  }
}
