import type { KeyNames } from "./key-names.ts";

interface Waiting {
  readonly call: number;
  readonly passes: (() => void)[];
}

/**
 * Functions that are declared apart from the calls they are given to. Under the name of a call only that one may hand data over
 * whose function nobody else is given; what several fill in is named by none of them.
 *
 *   const keep = (e) => …      <input name="diagnosis" onChange={keep} />
 */
export class SharedNames {
  private readonly names: KeyNames;
  /** By the function; undefined once two calls are given it. */
  private readonly waiting = new Map<number, Waiting | undefined>();

  constructor(names: KeyNames) {
    this.names = names;
  }

  /** Runs `pass` at the end, when no other call was given the function. */
  whenSole(callback: number, call: number, pass: () => void): void {
    const origin = this.names.originOf(callback);
    if (origin < 0) return;
    const before = this.waiting.get(origin);
    if (before?.call === call) before.passes.push(pass);
    else this.waiting.set(origin, this.waiting.has(origin) ? undefined : { call, passes: [pass] });
  }

  /** The search for call targets is over. */
  finish(): void {
    for (const sole of this.waiting.values()) for (const pass of sole?.passes ?? []) pass();
  }
}
