/** What a fact may still find, and what happened on the way to it. Bits of a mask. */
export const Mask = {
  /** A health value. */
  health: 1,
  /** A value that identifies a person. */
  identifier: 2,
  /** A constant text that tells a health fact: event names, addresses, audiences. */
  text: 4,
  /** Only a decision was made of the value (a comparison, a choice): it tells an answer, not who. */
  decided: 8,
  /** The value is not sent; a call runs, or not, because of it. */
  implicit: 16,
  /** The value went through a call that nothing is known of. */
  guessed: 32,
} as const;

/** How a fact was reached from its parent, one step nearer to the sink. */
export const Via = {
  seed: 0,
  copy: 1,
  derive: 2,
  read: 3,
  write: 4,
  without: 5,
  /** Into a function through what it returns, throws or leaves in its parameters. */
  enter: 6,
  /** Out of a function through a parameter, the receiver or the environment, to what a caller passes. */
  exit: 7,
  /** Across functions through shared storage: cells, class instances, state, globals. */
  shared: 8,
  /** Through an outside call: from its result to an argument or its receiver. */
  outside: 9,
  convert: 10,
  condition: 11,
} as const;
export type Via = (typeof Via)[keyof typeof Via];

/**
 * Facts: "what is at this access path of this node, in this context, reaches the sink". Packed into parallel arrays;
 * a fact is an index into them.
 */
export class FactTable {
  readonly node: number[] = [];
  readonly path: number[] = [];
  readonly mask: number[] = [];
  readonly context: number[] = [];
  /** The fact it was first reached from, or -1 for the start of a context. */
  readonly parent: number[] = [];
  readonly via: number[] = [];
  /** Meaning depends on `via`: transform, call. */
  readonly detail: number[] = [];
  /** For facts reached by passing through a whole function: the fact inside it that left it, else -1. */
  readonly inner: number[] = [];
  /**
   * Without context: `2 * call + 1` while the functions passed so far only forward their own parameter, `2 * call` after
   * that; the call is where the payload is composed. In a context: -1.
   */
  readonly place: number[] = [];

  add(
    node: number,
    path: number,
    mask: number,
    context: number,
    parent: number,
    via: Via,
    detail: number,
    inner: number,
    place: number,
  ): number {
    const fact = this.node.length;
    this.node.push(node);
    this.path.push(path);
    this.mask.push(mask);
    this.context.push(context);
    this.parent.push(parent);
    this.via.push(via);
    this.detail.push(detail);
    this.inner.push(inner);
    this.place.push(place);
    return fact;
  }

  get size(): number {
    return this.node.length;
  }
}
