import type { Program } from "../model/program.ts";
import type { Hook } from "./points-to.ts";

/** What the expander needs of the analysis that is under way. */
export interface ExpansionTarget {
  readonly program: Program;
  addEdge(kind: number, from: number, to: number, label?: number): void;
  addSynthetic(
    callee: number,
    receiver: number,
    values: readonly number[],
    result: number,
    at: number,
    written: string,
    flags?: number,
    argumentsAfter?: readonly number[],
  ): number;
  /** Gives a synthetic call a receiver. */
  setReceiver(call: number, receiver: number, after: number): void;
  addHook(node: number, hook: Hook): void;
  linkArgument(call: number, position: number, argument: number): void;
  /** Resolves the synthetic calls that were added; until then their arguments are still being put together. */
  resolveAdded(): void;
}
