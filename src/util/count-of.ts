const grouped = new Intl.NumberFormat("en-US");

/** A number with thousands separated: `12,345`, the same in every locale. */
export function printNumber(value: number): string {
  return grouped.format(value);
}

/** A number with its noun in the right form: `1 file`, `2,000 files`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${printNumber(count)} ${count === 1 ? singular : plural}`;
}
