import { NodeKind } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";

const none: readonly number[] = [];

/** The values that functions are where they are written, which hold what the functions capture. */
export class FunctionValues {
  private readonly program: Program;
  private readonly byFunction = new Map<number, number[]>();
  /** Function values that are kept, returned or named, not only passed as an argument. */
  private readonly kept = new Set<number>();

  constructor(program: Program) {
    this.program = program;
    for (let edge = 0; edge < program.edgeCount; edge++) {
      const from = program.edgeFrom[edge] ?? -1;
      if (program.nodeKind[from] === NodeKind.function) this.kept.add(from);
    }
    for (let node = 0; node < program.nodeCount; node++) {
      if (program.nodeKind[node] !== NodeKind.function) continue;
      const fn = program.nodePayload[node] ?? -1;
      if (fn < 0) continue;
      const values = this.byFunction.get(fn);
      if (values) values.push(node);
      else this.byFunction.set(fn, [node]);
    }
  }

  of(fn: number): readonly number[] {
    return this.byFunction.get(fn) ?? none;
  }

  /** Whether an environment is of a function written as an argument, that only outside calls run: `list.forEach((item) => …)`. */
  isInlineCallback(environment: number): boolean {
    if (this.program.nodeKind[environment] !== NodeKind.environment) return false;
    const fn = this.program.nodeOwner[environment] ?? -1;
    const callers = this.program.callers[fn] ?? [];
    if (!callers.every((call) => this.program.calls[call]?.synthetic === true)) return false;
    return callers.length > 0 || this.of(fn).every((value) => !this.kept.has(value));
  }
}
