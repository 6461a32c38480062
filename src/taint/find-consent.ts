import { EdgeKind, NodeKind, transforms } from "../model/module-graph.ts";
import { createCalleeMatcher } from "../model/match-callee.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { ConsentSpec } from "../model/rule-set.ts";

/** Values followed behind one condition; a check farther away guards nothing, so the finding keeps its level. */
const maximumNodes = 60;

/**
 * Tells by which consent check a call is guarded, if any: one of its conditions comes from a call that the rules name.
 * Looked up on demand, for places of findings only.
 */
export function createConsentFinder(
  program: Program,
  consent: readonly ConsentSpec[],
): (call: number) => string | undefined {
  const matcher = createCalleeMatcher(consent);
  let incoming: IncomingEdges | undefined;
  const checks = new Map<number, string>();
  program.calls.forEach((call, index) => {
    const named = call.written !== "" && matcher.byWritten(call.written).length > 0;
    if (named || (program.targets[index]?.apis ?? []).some((api) => matcher.byApi(api).length > 0))
      checks.set(call.result, call.written);
  });
  return (index) => {
    const conditions = program.calls[index]?.conditions ?? [];
    if (checks.size === 0 || conditions.length === 0) return undefined;
    incoming ??= program.incoming();
    for (const condition of conditions) {
      const found = checkBehind(program, incoming, checks, condition);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** The check that must have returned true for a condition to hold; `!` turns it around. */
function checkBehind(
  program: Program,
  incoming: IncomingEdges,
  checks: ReadonlyMap<number, string>,
  condition: number,
): string | undefined {
  const seen = new Set([condition]);
  for (const current of seen) {
    const node = current >> 1;
    const check = checks.get(node);
    if (check !== undefined) return (current & 1) === 1 ? check : undefined;
    if (seen.size > maximumNodes) return undefined;
    if (!isPlain(incoming, node, (current & 1) === 1)) continue;
    for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++) {
      const kind = incoming.kind[slot];
      const source = incoming.from[slot] ?? -1;
      if (kind === EdgeKind.read && program.nodeKind[source] === NodeKind.environment) {
        const captured = capturedNode(program, incoming, source, incoming.label[slot] ?? -1);
        if (captured >= 0) seen.add(2 * captured + (current & 1));
        continue;
      }
      const from = 2 * source;
      // `!a` is made of one value; the left side of `a && b` stands beside the right one.
      const isAlone = (incoming.start[node + 1] ?? 0) === (incoming.start[node] ?? 0) + 1;
      const isNegation = isAlone && kind === EdgeKind.derive && transforms[incoming.label[slot] ?? -1] === "boolean";
      if (isNegation) seen.add(from + 1 - (current & 1));
      else if (kind === EdgeKind.copy || kind === EdgeKind.derive || kind === EdgeKind.read || kind === EdgeKind.guard)
        seen.add(from + (current & 1));
    }
  }
  return undefined;
}

/** What a closure read from its environment: the value written there where its function was made, or -1. */
function capturedNode(program: Program, incoming: IncomingEdges, environment: number, field: number): number {
  const made = program.functions[program.nodeOwner[environment] ?? -1]?.node ?? -1;
  if (made < 0) return -1;
  for (let slot = incoming.start[made] ?? 0; slot < (incoming.start[made + 1] ?? 0); slot++)
    if (incoming.kind[slot] === EdgeKind.write && incoming.label[slot] === field) return incoming.from[slot] ?? -1;
  return -1;
}

/** `a && b` being true says that both are; of `a || b`, of a choice, or of `a && b` being false, nothing follows for one side. */
function isPlain(incoming: IncomingEdges, node: number, truth: boolean): boolean {
  let copies = 0;
  let decides = 0;
  for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++) {
    if (incoming.kind[slot] === EdgeKind.copy) copies++;
    const transform = transforms[incoming.label[slot] ?? -1];
    if (incoming.kind[slot] === EdgeKind.derive && (transform === "choice" || transform === "boolean")) decides++;
  }
  const isConjunction = copies > 0 && decides > 0;
  return copies < 2 && (truth || !isConjunction);
}
