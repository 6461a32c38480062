/**
 * For each of many small integers (nodes) a list of integers that only grows: linked lists in typed arrays.
 *
 *   for (let slot = lists.first(node); slot >= 0; slot = lists.next(slot)) use(lists.value(slot));
 *
 * Values come in the order in which they were appended; what is appended during a walk is seen by that walk.
 */
export class IntLists {
  private heads: Int32Array;
  private tails: Int32Array;
  private values = new Int32Array(1024);
  private links = new Int32Array(1024);
  private count = 0;

  /** @param keys  how many keys to expect; more are possible */
  constructor(keys = 64) {
    this.heads = new Int32Array(keys).fill(-1);
    this.tails = new Int32Array(keys).fill(-1);
  }

  /** The first entry of a key's list, or -1. */
  first(key: number): number {
    return this.heads[key] ?? -1;
  }

  /** The last entry of a key's list, or -1. */
  last(key: number): number {
    return this.tails[key] ?? -1;
  }

  /** The entry behind another one, or -1. */
  next(slot: number): number {
    return this.links[slot] ?? -1;
  }

  value(slot: number): number {
    return this.values[slot] ?? -1;
  }

  /** Returns the number of the entry; entries of all lists are numbered through. */
  append(key: number, value: number): number {
    if (key >= this.heads.length) {
      const length = Math.max(key + 1, 2 * this.heads.length);
      this.heads = resized(this.heads, length).fill(-1, this.heads.length);
      this.tails = resized(this.tails, length).fill(-1, this.tails.length);
    }
    const slot = this.count++;
    if (slot >= this.values.length) {
      this.values = resized(this.values, 2 * slot);
      this.links = resized(this.links, 2 * slot);
    }
    this.values[slot] = value;
    this.links[slot] = -1;
    const tail = this.tails[key] ?? -1;
    if (tail < 0) this.heads[key] = slot;
    else this.links[tail] = slot;
    this.tails[key] = slot;
    return slot;
  }
}

function resized(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}
