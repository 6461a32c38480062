/** The middle of some numbers; the mean of the two middle ones when their count is even. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of each number in a list of records with the same keys; other values are left out. */
export function medians(records) {
  const keys = Object.keys(records[0]).filter((key) => typeof records[0][key] === "number");
  return Object.fromEntries(keys.map((key) => [key, median(records.map((record) => record[key]))]));
}
