/**
 * A map from pairs of non-negative integers to a non-negative integer: open addressing with linear probing in one typed
 * array, so that millions of small entries cost neither strings nor objects. Entries are never removed.
 */
export class PairMap {
  /** Three numbers an entry: first + 1 (0 is free), second, value. */
  private table: Int32Array;
  private mask: number;
  private count = 0;

  /** @param expected  how many entries to make room for; more are possible */
  constructor(expected = 32) {
    let length = 64;
    while (length < 2 * expected) length *= 2;
    this.table = new Int32Array(3 * length);
    this.mask = length - 1;
  }

  get size(): number {
    return this.count;
  }

  /** The value of a pair, or -1. */
  get(first: number, second: number): number {
    const { table } = this;
    const slot = this.slotOf(first, second);
    return table[slot] === 0 ? -1 : (table[slot + 2] ?? -1);
  }

  set(first: number, second: number, value: number): void {
    const slot = this.slotOf(first, second);
    this.table[slot + 2] = value;
    if (this.table[slot] === 0) this.occupy(slot, first, second);
  }

  /** Adds a pair without a value of its own; returns whether it is new. */
  add(first: number, second: number): boolean {
    const slot = this.slotOf(first, second);
    if (this.table[slot] !== 0) return false;
    this.occupy(slot, first, second);
    return true;
  }

  has(first: number, second: number): boolean {
    return this.table[this.slotOf(first, second)] !== 0;
  }

  private occupy(slot: number, first: number, second: number): void {
    this.table[slot] = first + 1;
    this.table[slot + 1] = second;
    this.count++;
    if (this.count * 2 > this.mask) this.grow();
  }

  /** Where a pair is, or the free place where it would go. */
  private slotOf(first: number, second: number): number {
    const { table, mask } = this;
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    while (table[3 * slot] !== 0) {
      if (table[3 * slot] === first + 1 && table[3 * slot + 1] === second) break;
      slot = (slot + 1) & mask;
    }
    return 3 * slot;
  }

  private grow(): void {
    const old = this.table;
    this.mask = 2 * this.mask + 1;
    this.table = new Int32Array(3 * (this.mask + 1));
    for (let slot = 0; slot < old.length; slot += 3) {
      if (old[slot] === 0) continue;
      const target = this.slotOf((old[slot] ?? 0) - 1, old[slot + 1] ?? 0);
      this.table[target] = old[slot] ?? 0;
      this.table[target + 1] = old[slot + 1] ?? 0;
      this.table[target + 2] = old[slot + 2] ?? 0;
    }
  }
}
