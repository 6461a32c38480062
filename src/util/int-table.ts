/** A table of integers that only grows: rows of one width in one typed array. It can be emptied and filled again. */
export class IntTable {
  readonly width: number;
  /** All rows behind each other. Adding a row may replace the array. */
  values: Int32Array;
  private used = 0;

  constructor(width: number) {
    this.width = width;
    this.values = new Int32Array(1024 * width);
  }

  /** The number of rows. */
  get count(): number {
    return this.used / this.width;
  }

  /** Takes all rows away, and returns the table. */
  cleared(): this {
    this.used = 0;
    return this;
  }

  /** Adds a row, whose values are to be set, and returns where it begins in `values`. */
  add(): number {
    const at = this.used;
    this.used = at + this.width;
    if (this.used > this.values.length) {
      const longer = new Int32Array(2 * this.values.length);
      longer.set(this.values);
      this.values = longer;
    }
    return at;
  }

  /** One value of a row, which must be there. */
  at(row: number, column: number): number {
    return this.values[row * this.width + column] ?? -1;
  }
}
