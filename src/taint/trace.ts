import type { Run, Solver } from "./solver.ts";

/**
 * The facts from a source to the sink, in that order. A fact inside a function that was entered and left again is followed
 * to the call it belongs to, so that the path is one that can happen.
 */
export function traceToSink(solver: Solver, run: Run, source: number, place: number): number[] {
  const { facts } = solver;
  const trace: number[] = [];
  const returns: number[] = [];
  const seen = new Set<number>();
  let current = source;
  for (let length = 0; length < 5000; length++) {
    if (current < 0) return trace;
    if (!seen.has(current)) trace.push(current);
    seen.add(current);
    const inner = facts.inner(current);
    const parent = facts.parent(current);
    if (inner >= 0 && !seen.has(inner)) {
      returns.push(parent);
      current = inner;
    } else if (parent >= 0) {
      current = parent;
    } else {
      const context = facts.context(current);
      if (context === run.root.id) return trace;
      const entries = run.entries.get(context);
      current = returns.pop() ?? entries?.get(place) ?? -1;
    }
  }
  return trace;
}
