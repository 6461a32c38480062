import type { Program } from "../model/program.ts";
import { strongComponents } from "../util/strong-components.ts";

/**
 * Functions that only the outside calls, although calls of them are seen: those of a recursion, such as a retry.
 *
 *   export function send(lead) {
 *     if (!ready()) return setTimeout(() => send(lead), 500);   // the only call that is seen is one of its own
 *     report(lead);
 *   }
 *
 * What is handed to them there is nobody's value yet, so their parameters vary. Recursions are the strongly connected components
 * of calls and of functions written inside others.
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
    const successors: number[][] = program.functions.map(() => []);
    program.functions.forEach(({ parent }, fn) => {
      // Being written in a file is no call.
      if (parent >= 0 && program.functions[parent]?.parent !== -1) successors[parent]?.push(fn);
      for (const call of program.callers[fn] ?? []) successors[program.calls[call]?.owner ?? -1]?.push(fn);
    });
    return strongComponents(program.functions.length, (fn) => successors[fn] ?? []);
  }
}
