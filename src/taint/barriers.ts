import { createCalleeMatcher } from "../model/match-callee.ts";
import { guardLabel } from "../model/guard-label.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { RuleSet, SanitizerSpec } from "../model/rule-set.ts";
import { Mask, everything } from "./facts.ts";
import { OwnGuards } from "./own-guards.ts";

/** What stops or weakens a value at a call or in a guarded branch. */
export interface Barriers {
  /** Bits taken from the mask of what a call returns, by call. */
  readonly removedByCall: ReadonlyMap<number, number>;
  /** Bits taken in a branch: key is the label of a guard edge. */
  readonly removedByGuard: ReadonlyMap<number, number>;
  /** Bits taken from an argument behind a call that goes on only when a guard holds: key is its after-value. */
  readonly removedAfter: ReadonlyMap<number, number>;
}

/** What the sanitizers and consent checks of the rules take away, at the calls of them. */
export function barriersOf(program: Program, incoming: IncomingEdges, { sanitizers, consent }: RuleSet): Barriers {
  const matcher = createCalleeMatcher(sanitizers);
  const consentMatcher = createCalleeMatcher(consent);
  const removedByCall = new Map<number, number>();
  const removedByGuard = new Map<number, number>();
  program.calls.forEach((call, index) => {
    const specs = new Set(call.written === "" ? [] : matcher.byWritten(call.written));
    for (const api of program.targets[index]?.apis ?? []) for (const spec of matcher.byApi(api)) specs.add(spec);
    const apis = program.targets[index]?.apis ?? [];
    // What a check of consent returns is no answer of a person.
    if (consentMatcher.byWritten(call.written).length > 0 || apis.some((api) => consentMatcher.byApi(api).length > 0))
      removedByCall.set(index, everything);
    for (const spec of specs) {
      // Nor is what a guard returns; its argument is cleared in the guarded branch.
      if (spec.guard) removedByCall.set(index, everything);
      const bits = removedBits(spec);
      if (!spec.guard) removedByCall.set(index, (removedByCall.get(index) ?? 0) | bits);
      else {
        const key = guardLabel(index, spec.guard.argument, spec.guard.when);
        removedByGuard.set(key, (removedByGuard.get(key) ?? 0) | bits);
      }
    }
  });
  const { removedAfter } = new OwnGuards(program, incoming, removedByGuard);
  return { removedByCall, removedByGuard, removedAfter };
}

/** Labels are tracked by group; taking away one label of a group leaves the others, so only whole groups are cleared. */
function removedBits({ removes }: SanitizerSpec): number {
  if (removes === "all") return everything;
  return (
    (removes.includes("health") ? Mask.health | Mask.text : 0) | (removes.includes("identifier") ? Mask.identifier : 0)
  );
}
