import { guardLabel, readGuardLabel } from "../model/guard-label.ts";
import { EdgeKind, NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";

/** Values looked at behind one another. */
const maximumDepth = 16;

type GuardedArgument = ReturnType<typeof readGuardLabel>;

/** Bits by label of a guard edge. */
export type GuardBits = Map<number, number>;

/**
 * Guards that functions of the program make of those of the rules:
 *
 *   const isClean = (note) => isDeidentified(note);                   // a call of it is a guard as well
 *   function assertClean(note) { if (!isDeidentified(note)) throw … }  // behind a call of it the argument is checked
 */
export class OwnGuards {
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly guards: GuardBits;
  /** Bits taken from an argument behind a call: by its after-value. */
  readonly removedAfter = new Map<number, number>();

  /** Adds to `guards`, which holds those of the rules. */
  constructor(program: Program, incoming: IncomingEdges, guards: GuardBits) {
    this.program = program;
    this.incoming = incoming;
    this.guards = guards;
    const asked = new Set<number>();
    const labels = [...guards.keys()];
    for (let label = labels.pop(); label !== undefined; label = labels.pop()) {
      const guard = readGuardLabel(label);
      const fn = program.calls[guard.call]?.owner ?? -1;
      labels.push(...this.passOn(guard, guards.get(label) ?? 0, fn));
      if (asked.has(fn)) continue;
      asked.add(fn);
      this.assertions(fn);
    }
  }

  /** When a function gives back what a guard says of its parameter, its callers are guards; returns those that are new. */
  private passOn({ call, argument, truth }: GuardedArgument, bits: number, fn: number): number[] {
    const { program, guards } = this;
    const info = program.functions[fn];
    const guard = program.calls[call];
    if (!info || this.onlySource(info.returned) !== guard?.result) return [];
    const parameter = info.parameters.indexOf(this.origin(guard.arguments[argument] ?? -1));
    if (parameter < 0) return [];
    return (program.callers[fn] ?? []).flatMap((caller) => {
      if (program.targets[caller]?.functions.length !== 1) return [];
      const label = guardLabel(caller, parameter, truth);
      const known = guards.get(label) ?? 0;
      guards.set(label, known | bits);
      return (known | bits) === known ? [] : [label];
    });
  }

  /** Parameters that are checked at every exit of a function are checked behind every call of it. */
  private assertions(fn: number): void {
    const { program, removedAfter } = this;
    program.functions[fn]?.parametersOut.forEach((out, position) => {
      const bits = out < 0 ? 0 : this.checkedBits(out, 0);
      if (bits === 0) return;
      for (const caller of program.callers[fn] ?? []) {
        const after = program.calls[caller]?.argumentsAfter[position] ?? -1;
        if (after < 0 || program.targets[caller]?.functions.length !== 1) continue;
        removedAfter.set(after, (removedAfter.get(after) ?? 0) | bits);
      }
    });
  }

  /** What is taken from a value on every way to it. */
  private checkedBits(node: number, depth: number): number {
    const { incoming, guards } = this;
    const first = incoming.start[node] ?? 0;
    const end = incoming.start[node + 1] ?? 0;
    if (depth > maximumDepth || first === end) return 0;
    let all = ~0;
    for (let slot = first; slot < end && all !== 0; slot++) {
      const kind = incoming.kind[slot];
      const from = incoming.from[slot] ?? -1;
      if (kind === EdgeKind.guard)
        all &= (guards.get(incoming.label[slot] ?? -1) ?? 0) | this.checkedBits(from, depth + 1);
      else all &= kind === EdgeKind.copy ? this.checkedBits(from, depth + 1) : 0;
    }
    return all;
  }

  /** The one value that a node is a copy of, or -1. */
  private onlySource(node: number): number {
    const first = this.incoming.start[node] ?? 0;
    const isOne = (this.incoming.start[node + 1] ?? 0) === first + 1;
    return isOne && this.incoming.kind[first] === EdgeKind.copy ? (this.incoming.from[first] ?? -1) : -1;
  }

  /** The parameter, or whatever else, that a value is a copy of. */
  private origin(node: number): number {
    let current = node;
    for (let depth = 0; depth < maximumDepth; depth++) {
      if (this.program.nodeKind[current] === NodeKind.parameter) return current;
      const source = this.onlySource(current);
      if (source < 0) return current;
      current = source;
    }
    return current;
  }
}
