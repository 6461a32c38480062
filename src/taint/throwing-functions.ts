import type { IncomingEdges, Program } from "../model/program.ts";

/** Calls over which an exception is followed from its `throw` to a handler. */
const thrownThrough = 3;

/**
 * Functions with a `throw` of their own, or near one. Farther up nearly every function of a program could pass some
 * exception on, which says nothing.
 */
export function throwingFunctions(program: Program, incoming: IncomingEdges): ReadonlySet<number> {
  const found = new Set<number>();
  program.functions.forEach(({ thrown }, fn) => {
    if ((incoming.start[thrown] ?? 0) < (incoming.start[thrown + 1] ?? 0)) found.add(fn);
  });
  let level = [...found];
  for (let depth = 1; depth < thrownThrough; depth++) {
    const next: number[] = [];
    for (const fn of level) {
      for (const caller of program.callers[fn] ?? []) {
        const call = program.calls[caller];
        if (!call || found.has(call.owner) || call.thrown !== program.functions[call.owner]?.thrown) continue;
        found.add(call.owner);
        next.push(call.owner);
      }
    }
    level = next;
  }
  return found;
}
