import type { ts } from "ts-morph";
import type { Environment } from "./environment.ts";
import type { Binding, FunctionScope } from "./names/bindings.ts";

/** How many of the conditions around a call are kept, the innermost ones. */
export const keptConditions = 8;

/** What is known while the body of one function is walked. */
export interface FunctionState {
  readonly index: number;
  readonly scope: FunctionScope;
  env: Environment;
  readonly isModule: boolean;
  /** Where exceptions go: the innermost catch parameter or the function's `thrown` node. */
  handler: number;
  readonly conditions: number[];
  readonly jumps: JumpTarget[];
  readonly aliases: Map<Binding, Alias>;
  /** Variables that hold what a call gave back. */
  readonly results: Map<Binding, ts.CallExpression>;
  /** Variables whose object was changed by an assignment, not only by a call that may leave it as it is. */
  readonly changedSurely: Set<Binding>;
  /** What decided which constant is returned; undefined once something else is. */
  returnedBy: Set<number> | undefined;
  /** True in a `try` whose `finally` returns or throws itself: nothing else comes out of it. */
  isOverruled: boolean;
  /** Nodes of the captured variables and local functions mentioned so far. */
  readonly captured: Map<Binding, number>;
  /** Set once a variable of another function has a version here. */
  changesCaptured: boolean;
  readonly parameterBindings: (Binding | undefined)[];
  /** Parameters, as bits, that some exit so far leaves as they were given, and those that some exit leaves changed or checked. */
  unchangedAtExit: number;
  changedAtExit: number;
  argumentsNode: number;
}

/** A variable that holds the same object as (a field of) another one: `const { user } = state` or `const b = a`. */
export interface Alias {
  readonly of: Binding;
  readonly fields: readonly string[];
}

/** Where `break` and `continue` of a loop or switch go: every version current there flows into these nodes. */
export interface JumpTarget {
  readonly label: string | undefined;
  readonly isLoop: boolean;
  /** A block with a label, which only a `break` with that label leaves. */
  readonly isBlock: boolean;
  readonly base: Environment;
  readonly exits: Map<Binding, number>[];
  readonly heads: ReadonlyMap<Binding, number>;
}

export interface PendingBody {
  readonly node: ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration;
  readonly index: number;
  /** The conditions around the call that a callback is written in: they hold for the calls in it as well. */
  readonly conditions: readonly number[];
}
