/** Arguments of one guard that are told apart; further ones count as the last. */
const guardArguments = 8;

/** The label of a `guard` edge: the call, which of its arguments is guarded, and whether the call gave true. */
export function guardLabel(call: number, argument: number, truth: boolean): number {
  return 2 * (guardArguments * call + Math.min(argument, guardArguments - 1)) + (truth ? 1 : 0);
}

/** What `guardLabel` was made of. */
export function readGuardLabel(label: number): {
  readonly call: number;
  readonly argument: number;
  readonly truth: boolean;
} {
  const place = label >> 1;
  return { call: Math.floor(place / guardArguments), argument: place % guardArguments, truth: (label & 1) === 1 };
}
