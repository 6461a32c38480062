import { EdgeKind, NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";

/**
 * Whether a function changes what it is given: `fill(order)` does when its body writes a field of `order`, or hands it to a
 * function that does. Asked of the `parameterOut` or `receiverOut` node; answers are remembered. A cycle of calls that
 * change nothing by themselves changes nothing.
 */
export class MutationCheck {
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly memo = new Map<number, boolean>();

  constructor(program: Program, incoming: IncomingEdges) {
    this.program = program;
    this.incoming = incoming;
  }

  mutates(out: number): boolean {
    const known = this.memo.get(out);
    if (known !== undefined) return known;
    this.memo.set(out, false);
    const result = this.search(out);
    this.memo.set(out, result);
    return result;
  }

  /**
   * Whether a version that goes back into a shared variable differs from the one before the call: the callee changes what it
   * is given, or a rule says what the call puts into it. For a version of an object around it, whether the part differs.
   */
  changes(version: number): boolean {
    const { incoming, program } = this;
    if (program.nodeKind[version] === NodeKind.after) return this.isFilled(version) || this.afterMutates(version);
    for (let slot = incoming.start[version] ?? 0; slot < (incoming.start[version + 1] ?? 0); slot++) {
      if (incoming.kind[slot] === EdgeKind.write && this.changes(incoming.from[slot] ?? -1)) return true;
    }
    return false;
  }

  /** The value before the call is one copy; any other edge was put there by a rule. */
  private isFilled(after: number): boolean {
    const first = this.incoming.start[after] ?? 0;
    const end = this.incoming.start[after + 1] ?? 0;
    return end - first > 1;
  }

  private search(out: number): boolean {
    const { incoming, program } = this;
    const owner = program.nodeOwner[out];
    const seen = new Set([out]);
    for (const node of seen) {
      if (program.nodeKind[node] === NodeKind.after && this.changes(node)) return true;
      for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++) {
        const kind = incoming.kind[slot];
        if (kind === EdgeKind.write || kind === EdgeKind.without) return true;
        const from = incoming.from[slot] ?? -1;
        const isSame = kind === EdgeKind.copy || kind === EdgeKind.guard || kind === EdgeKind.writeBack;
        if (isSame && program.nodeOwner[from] === owner) seen.add(from);
      }
    }
    return false;
  }

  private afterMutates(node: number): boolean {
    const index = this.program.nodePayload[node] ?? -1;
    const call = this.program.calls[index];
    if (!call) return false;
    const position = call.argumentsAfter.indexOf(node);
    return (this.program.targets[index]?.functions ?? []).some((fn) => {
      const callee = this.program.functions[fn];
      const port = position >= 0 ? callee?.parametersOut[position] : callee?.receiverOut;
      return port !== undefined && port >= 0 && this.mutates(port);
    });
  }
}
