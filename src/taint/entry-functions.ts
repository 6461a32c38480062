import type { Program } from "../model/program.ts";

/**
 * Functions that only the outside calls, although calls of them are seen: those of a recursion, such as a retry.
 *
 *   export function send(lead) {
 *     if (!ready()) return setTimeout(() => send(lead), 500);   // the only call that is seen is one of its own
 *     report(lead);
 *   }
 *
 * What is handed to them there is nobody's value yet, so their parameters vary. Recursions are the strongly connected components
 * of calls and of functions written inside others (Tarjan 1972).
 */
export class EntryFunctions {
  private readonly program: Program;
  private entries: ReadonlySet<number> | undefined;

  constructor(program: Program) {
    this.program = program;
  }

  /** Whether a function is called, and only from its own recursion. */
  has(fn: number): boolean {
    this.entries ??= this.find();
    return this.entries.has(fn);
  }

  private find(): ReadonlySet<number> {
    const { program } = this;
    const component = this.components();
    const open = new Map<number, boolean>();
    program.functions.forEach((_, fn) => {
      const own = component[fn] ?? -1;
      for (const call of program.callers[fn] ?? []) {
        const record = program.calls[call];
        if (!record || record.synthetic) continue;
        const isOwn = component[record.owner] === own;
        open.set(own, (open.get(own) ?? true) && isOwn);
      }
    });
    const entries = new Set<number>();
    program.functions.forEach((_, fn) => {
      const isCalled = (program.callers[fn] ?? []).some((call) => program.calls[call]?.synthetic === false);
      if (isCalled && open.get(component[fn] ?? -1) === true) entries.add(fn);
    });
    return entries;
  }

  /** The number of the component of each function. */
  private components(): Int32Array {
    const { program } = this;
    const count = program.functions.length;
    const successors: number[][] = program.functions.map(() => []);
    program.functions.forEach(({ parent }, fn) => {
      // Being written in a file is no call.
      if (parent >= 0 && program.functions[parent]?.parent !== -1) successors[parent]?.push(fn);
      for (const call of program.callers[fn] ?? []) successors[program.calls[call]?.owner ?? -1]?.push(fn);
    });
    const component = new Int32Array(count).fill(-1);
    const order = new Int32Array(count).fill(-1);
    const low = new Int32Array(count);
    const stack: number[] = [];
    const onStack = new Uint8Array(count);
    let visited = 0;
    let components = 0;
    for (let root = 0; root < count; root++) {
      if (order[root] !== -1) continue;
      const walk: { readonly fn: number; next: number }[] = [{ fn: root, next: 0 }];
      for (let top = walk.at(-1); top; top = walk.at(-1)) {
        const { fn } = top;
        if (top.next === 0 && order[fn] === -1) {
          order[fn] = low[fn] = visited++;
          stack.push(fn);
          onStack[fn] = 1;
        }
        const successor = successors[fn]?.[top.next];
        if (successor !== undefined) {
          top.next++;
          if (order[successor] === -1) walk.push({ fn: successor, next: 0 });
          else if (onStack[successor] === 1) low[fn] = Math.min(low[fn] ?? 0, order[successor] ?? 0);
          continue;
        }
        walk.pop();
        const above = walk.at(-1);
        if (above) low[above.fn] = Math.min(low[above.fn] ?? 0, low[fn] ?? 0);
        if (low[fn] !== order[fn]) continue;
        for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
          onStack[member] = 0;
          component[member] = components;
          if (member === fn) break;
        }
        components++;
      }
    }
    return component;
  }
}
