import { EdgeKind, NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";

/** What the body of a function says by itself of one of its outgoing ports. */
interface PortSummary {
  readonly changes: boolean;
  /** Ports of functions that are given the same object. */
  readonly given: readonly number[];
}

/**
 * Whether a function changes what it is given: `fill(order)` does when its body writes a field of `order`, or hands it to a
 * function that does. Asked of the `parameterOut` or `receiverOut` node; answers are remembered. A cycle of calls that
 * change nothing by themselves changes nothing: the least fixpoint, whoever asks first.
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
    // All ports that the answer depends on are decided together.
    const givers = new Map<number, number[]>();
    const changing: number[] = [];
    const seen = new Set([out]);
    for (const port of seen) {
      const { changes, given } = this.summarize(port);
      if (changes || given.some((other) => this.memo.get(other) === true)) changing.push(port);
      for (const other of given) {
        if (this.memo.has(other)) continue;
        seen.add(other);
        const known = givers.get(other);
        if (known) known.push(port);
        else givers.set(other, [port]);
      }
    }
    for (const port of seen) this.memo.set(port, false);
    for (let port = changing.pop(); port !== undefined; port = changing.pop()) {
      if (this.memo.get(port) === true) continue;
      this.memo.set(port, true);
      changing.push(...(givers.get(port) ?? []));
    }
    return this.memo.get(out) ?? false;
  }

  /**
   * Whether a version that goes back into a shared variable differs from the one before the call: the callee changes what it
   * is given, or a rule says what the call puts into it. For a version of an object around it, whether the part differs.
   */
  changes(version: number, seen = new Set<number>()): boolean {
    const { incoming, program } = this;
    if (program.nodeKind[version] === NodeKind.after) {
      if (this.isFilled(version) || this.hasChangedResult(version)) return true;
      if (this.portsOf(version).some((port) => this.mutates(port))) return true;
    }
    if (seen.has(version)) return false;
    seen.add(version);
    const first = incoming.start[version] ?? 0;
    const end = incoming.start[version + 1] ?? 0;
    let isPart = false;
    for (let slot = first; slot < end; slot++) {
      const kind = incoming.kind[slot];
      if (kind === EdgeKind.write && this.changes(incoming.from[slot] ?? -1, seen)) return true;
      isPart ||= kind === EdgeKind.write || kind === EdgeKind.without;
    }
    // Any of several versions, as a loop or a branch leaves them.
    for (let slot = first; !isPart && slot < end; slot++) {
      const kind = incoming.kind[slot];
      const isSame = kind === EdgeKind.copy || kind === EdgeKind.guard || kind === EdgeKind.writeBack;
      if (isSame && this.changes(incoming.from[slot] ?? -1, seen)) return true;
    }
    return false;
  }

  private hasChangedResult(after: number): boolean {
    return (this.program.calls[this.program.nodePayload[after] ?? -1]?.resultAfter ?? -1) >= 0;
  }

  /** The value before the call may be one copy, and a callback may leave an element; any other edge was put there by a rule. */
  private isFilled(after: number): boolean {
    const { incoming, program } = this;
    const first = incoming.start[after] ?? 0;
    for (let slot = first; slot < (incoming.start[after + 1] ?? 0); slot++) {
      const isCopy = incoming.kind[slot] === EdgeKind.copy;
      if (isCopy ? slot > first : program.nodeKind[incoming.from[slot] ?? -1] !== NodeKind.after) return true;
    }
    return false;
  }

  private summarize(out: number): PortSummary {
    const { incoming, program } = this;
    const owner = program.nodeOwner[out];
    const given: number[] = [];
    const seen = new Set([out]);
    for (const node of seen) {
      if (program.nodeKind[node] === NodeKind.after) {
        if (this.isFilled(node) || this.hasChangedResult(node)) return { changes: true, given };
        given.push(...this.portsOf(node));
      }
      for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++) {
        const kind = incoming.kind[slot];
        const from = incoming.from[slot] ?? -1;
        // An element as a callback leaves it differs only when the callback changes it.
        const isLeft = kind === EdgeKind.write && program.nodeKind[from] === NodeKind.after;
        if (isLeft) seen.add(from);
        else if (kind === EdgeKind.write || kind === EdgeKind.without) return { changes: true, given };
        const isSame = kind === EdgeKind.copy || kind === EdgeKind.guard || kind === EdgeKind.writeBack;
        if (isSame && program.nodeOwner[from] === owner) seen.add(from);
      }
    }
    return { changes: false, given };
  }

  /** The outgoing ports of the functions that a call gives the object of an after-value to. */
  private portsOf(after: number): number[] {
    const index = this.program.nodePayload[after] ?? -1;
    const call = this.program.calls[index];
    if (!call) return [];
    const position = call.argumentsAfter.indexOf(after);
    return (this.program.targets[index]?.functions ?? []).flatMap((fn) => {
      const callee = this.program.functions[fn];
      const port = position >= 0 ? callee?.parametersOut[position] : callee?.receiverOut;
      return port !== undefined && port >= 0 ? [port] : [];
    });
  }
}
