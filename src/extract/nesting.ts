/**
 * How many levels of syntax are walked one in another. What nests deeper is left out, and said to be: the statement of a
 * function or module that it stands in. A number of levels, not the stack of the machine, so that every machine says the same;
 * less than what the parser has stack for.
 */
export const maximumNesting = 500;

/** From this level on, long chains that nest to the left (`a().b().c()`, `a || b || c`) are walked in a loop. */
export const longChain = 60;

export class NestingError extends Error {}

/** Whether something nests too deeply; the stack can be at its end before the levels are, when little of it is left to begin with. */
export function isTooDeep(error: unknown): boolean {
  return error instanceof NestingError || (error instanceof RangeError && error.message.includes("call stack"));
}
