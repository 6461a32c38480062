import { EdgeKind, NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";

/** Copies that are followed back to the table, and tables within tables. */
const maximumSteps = 12;
const maximumDepth = 3;

/** Whether a value is an object or list of constants: `const labels = { F32: "depression", J45: "asthma" }`, here or in another file. */
export class TableCheck {
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly memo = new Map<number, boolean>();

  constructor(program: Program, incoming: IncomingEdges) {
    this.program = program;
    this.incoming = incoming;
  }

  /** @param depth  how many tables the value stands in */
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
