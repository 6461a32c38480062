import { createCalleeMatcher } from "../../model/match-callee.ts";
import type { CalleePattern } from "../../model/port.ts";
import type { Program } from "../../model/program.ts";

/** A call that a specification speaks of, and the name by which it is called. */
export interface MatchedCall<T> {
  readonly index: number;
  readonly spec: T;
  readonly name: string;
}

/** The calls of a program that specifications speak of, in order. */
export function matchingCalls<T extends { readonly callee: CalleePattern }>(
  program: Program,
  specs: readonly T[],
): readonly MatchedCall<T>[] {
  const matcher = createCalleeMatcher(specs);
  const found: MatchedCall<T>[] = [];
  program.targets.forEach(({ apis, functions }, index) => {
    const { written = "", synthetic = true } = program.calls[index] ?? {};
    const seen = new Set<T>();
    const note = (spec: T, called: string): void => {
      if (seen.has(spec)) return;
      seen.add(spec);
      found.push({ index, spec, name: called.slice(Math.max(called.lastIndexOf("."), called.lastIndexOf("#")) + 1) });
    };
    for (const api of apis) for (const spec of matcher.byApi(api)) note(spec, api);
    if (!synthetic && functions.length === 0) for (const spec of matcher.byWritten(written)) note(spec, written);
  });
  return found;
}
