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
  /** The value is not sent; a call runs, or not, because of it. Without `decided`, because there is one. */
  implicit: 16,
  /** The value went through a call that nothing is known of. */
  guessed: 32,
  /** The value was put under a computed key and is read under a name: `form[key] = typed` … `form.city`. */
  keyed: 64,
} as const;

/** The bits of what may be found; the others say what happened on the way. */
export const everything = Mask.health | Mask.identifier | Mask.text;

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

/** Columns of the fact table, in the order in which a fact is stored. */
const columns = 9;

/**
 * Facts: "what is at this access path of this node, in this context, reaches the sink". Packed into one typed array; a fact
 * is a number. The same (context, place, node, path, mask) is the same fact, found by open addressing.
 */
export class FactTable {
  private data = new Int32Array(columns * 1024);
  private count = 0;
  /** Fact numbers + 1 by hash; 0 is free. */
  private slots = new Int32Array(4096);

  /** Node of the program. */
  node(fact: number): number {
    return this.data[columns * fact] ?? -1;
  }

  path(fact: number): number {
    return this.data[columns * fact + 1] ?? 0;
  }

  mask(fact: number): number {
    return this.data[columns * fact + 2] ?? 0;
  }

  context(fact: number): number {
    return this.data[columns * fact + 3] ?? -1;
  }

  /**
   * Without context: `2 * call + 1` while the functions passed so far only forward their own parameter, `2 * call` after
   * that; the call is where the payload is composed. In a context: -1.
   */
  place(fact: number): number {
    return this.data[columns * fact + 4] ?? -1;
  }

  /** The fact it was first reached from, or -1 for the start of a context. */
  parent(fact: number): number {
    return this.data[columns * fact + 5] ?? -1;
  }

  via(fact: number): Via {
    return (this.data[columns * fact + 6] ?? 0) as Via;
  }

  /** Meaning depends on `via`: transform, call. */
  detail(fact: number): number {
    return this.data[columns * fact + 7] ?? -1;
  }

  /** For facts reached by passing through a whole function: the fact inside it that left it, else -1. */
  inner(fact: number): number {
    return this.data[columns * fact + 8] ?? -1;
  }

  /** The fact that says so already, or -1. */
  find(context: number, place: number, node: number, path: number, mask: number): number {
    return (this.slots[this.slotOf(context, place, node, path, mask)] ?? 0) - 1;
  }

  /** Adds a fact that `find` does not know; returns its number. */
  add(
    context: number,
    place: number,
    node: number,
    path: number,
    mask: number,
    parent: number,
    via: Via,
    detail: number,
    inner: number,
  ): number {
    const fact = this.count++;
    const at = columns * fact;
    if (at + columns > this.data.length) {
      const grown = new Int32Array(2 * this.data.length);
      grown.set(this.data);
      this.data = grown;
    }
    const { data } = this;
    data[at] = node;
    data[at + 1] = path;
    data[at + 2] = mask;
    data[at + 3] = context;
    data[at + 4] = place;
    data[at + 5] = parent;
    data[at + 6] = via;
    data[at + 7] = detail;
    data[at + 8] = inner;
    if (2 * this.count > this.slots.length) this.rehash();
    else this.slots[this.slotOf(context, place, node, path, mask)] = fact + 1;
    return fact;
  }

  get size(): number {
    return this.count;
  }

  private slotOf(context: number, place: number, node: number, path: number, mask: number): number {
    const { data, slots } = this;
    const last = slots.length - 1;
    let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(path, 0x85ebca6b) ^ Math.imul(context, 0xc2b2ae35);
    hash ^= Math.imul(place, 0x27d4eb2f) ^ Math.imul(mask, 0x165667b1);
    hash ^= hash >>> 15;
    let slot = hash & last;
    for (let fact = (slots[slot] ?? 0) - 1; fact >= 0; fact = (slots[slot] ?? 0) - 1) {
      const at = columns * fact;
      const isSame =
        data[at] === node &&
        data[at + 1] === path &&
        data[at + 2] === mask &&
        data[at + 3] === context &&
        data[at + 4] === place;
      if (isSame) return slot;
      slot = (slot + 1) & last;
    }
    return slot;
  }

  private rehash(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    for (let fact = 0; fact < this.count; fact++)
      this.slots[this.slotOf(this.context(fact), this.place(fact), this.node(fact), this.path(fact), this.mask(fact))] =
        fact + 1;
  }
}
