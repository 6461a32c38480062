import type { Program } from "../../model/program.ts";
import type { PointsTo } from "./points-to.ts";

/** What the parts of the search for call targets ask of it, and so of each other, while it is under way. */
export interface TargetSearch {
  readonly program: Program;
  readonly points: PointsTo;
  /** Adds an edge, and sends along it what its beginning stands for already. */
  addEdge(kind: number, from: number, to: number, label?: number): void;
  /** Lets the members of a node be told apart, as those of an object literal are. */
  makeObject(node: number): void;
  /** A getter (no values) or setter runs; `at` gets what it gives. */
  accessorCall(fn: number, receiver: number, values: readonly number[], at: number): void;
  /** Resolves the synthetic calls that were added; until then their arguments are still being put together. */
  resolveAdded(): void;
}
