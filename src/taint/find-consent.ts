import { EdgeKind } from "../model/module-graph.ts";
import { createCalleeMatcher } from "../model/match-callee.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { ConsentSpec } from "../model/rule-set.ts";

const maximumNodes = 60;

/**
 * Tells by which consent check a call is guarded, if any: one of its conditions comes from a call that the rules name.
 * Looked up on demand, for places of findings only.
 */
export function createConsentFinder(program: Program, consent: readonly ConsentSpec[]): (call: number) => string | undefined {
  const matcher = createCalleeMatcher(consent);
  let incoming: IncomingEdges | undefined;
  const checks = new Map<number, string>();
  program.calls.forEach((call, index) => {
    const named = call.written !== "" && matcher.byWritten(call.written).length > 0;
    if (named || (program.targets[index]?.apis ?? []).some((api) => matcher.byApi(api).length > 0)) checks.set(call.result, call.written);
  });
  return (index) => {
    const conditions = program.calls[index]?.conditions ?? [];
    if (checks.size === 0 || conditions.length === 0) return undefined;
    incoming ??= program.incoming();
    for (const condition of conditions) {
      const found = checkBehind(incoming, checks, condition >> 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function checkBehind(incoming: IncomingEdges, checks: ReadonlyMap<number, string>, node: number): string | undefined {
  const seen = new Set([node]);
  for (const current of seen) {
    const check = checks.get(current);
    if (check !== undefined) return check;
    if (seen.size > maximumNodes) return undefined;
    for (let slot = incoming.start[current] ?? 0; slot < (incoming.start[current + 1] ?? 0); slot++) {
      const kind = incoming.kind[slot];
      if (kind === EdgeKind.copy || kind === EdgeKind.derive || kind === EdgeKind.read || kind === EdgeKind.guard) seen.add(incoming.from[slot] ?? -1);
    }
  }
  return undefined;
}
