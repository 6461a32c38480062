import { PairMap } from "../util/pair-map.ts";

/**
 * How a fact entered a function: through one call (its number), as the function around an inner one (-1), or through a call in a
 * function that was itself entered so. Such chains are numbers below -1.
 *
 *   using((visit) => visit.room);            the arrow is entered through `work(…)` in `using`, which was entered through this call
 *   function using(work) { return work(visit); }
 */
export class CallChains {
  private readonly outers: number[] = [];
  private readonly calls: number[] = [];
  private readonly index = new PairMap();

  /** A call in a function that was entered through `outer`. */
  within(outer: number, call: number): number {
    let chain = this.index.get(outer < 0 ? 2 * -outer + 1 : 2 * outer, call);
    if (chain < 0) {
      chain = this.calls.length;
      this.outers.push(outer);
      this.calls.push(call);
      this.index.set(outer < 0 ? 2 * -outer + 1 : 2 * outer, call, chain);
    }
    return -2 - chain;
  }

  isChain(entry: number): boolean {
    return entry < -1;
  }

  /** How the function around the last call was entered. */
  outer(chain: number): number {
    return this.outers[-2 - chain] ?? -1;
  }

  /** The call through which the function itself was entered. */
  last(entry: number): number {
    return entry < -1 ? (this.calls[-2 - entry] ?? -1) : entry;
  }
}
