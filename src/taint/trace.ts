import type { Run } from "./search.ts";
import type { Solver } from "./solver.ts";

/** Facts followed on one path; a longer one is shown as far as that. */
const maximumLength = 5000;

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
  for (let length = 0; length < maximumLength; length++) {
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
      const target = returns.at(-1);
      const between = target === undefined ? -1 : callerOnTheWay(solver, context, target);
      if (between >= 0 && !seen.has(between)) current = between;
      else current = returns.pop() ?? run.entries.get(context)?.get(place) ?? -1;
    }
  }
  return trace;
}

/**
 * What left a function inside another one through shared storage skipped the functions between them: the fact that entered the
 * inner one, when a chain of such facts leads to `target`. When `target` entered it, the fact it was entered from: -1 for `target`.
 */
function callerOnTheWay(solver: Solver, context: number, target: number): number {
  const callers = solver.contexts[context]?.callers ?? [];
  const direct = callers.find(({ fact }) => fact === target);
  if (direct) return direct.from;
  for (const { fact } of callers) {
    const seen = new Set([context]);
    const work = [solver.facts.context(fact)];
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      for (const above of solver.contexts[next]?.callers ?? []) {
        if (above.fact === target) return fact;
        work.push(solver.facts.context(above.fact));
      }
    }
  }
  return -1;
}
