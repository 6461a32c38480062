/**
 * The candidate that was most likely meant by `written`, or undefined when nothing is near. Ties go to the first candidate,
 * so the answer depends on the order given and on nothing else.
 */
export function nearestName(written: string, candidates: Iterable<string>): string | undefined {
  const allowed = Math.max(1, Math.floor(written.length / 3));
  let nearest: string | undefined;
  let best = allowed + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - written.length) >= best) continue;
    const distance = editDistance(written.toLowerCase(), candidate.toLowerCase());
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** A hint sentence for a name that is not known, or undefined when nothing is near. */
export function nearestHint(written: string, candidates: Iterable<string>): string | undefined {
  const nearest = nearestName(written, candidates);
  return nearest === undefined ? undefined : `Did you mean \`${nearest}\`?`;
}

/** Insertions, deletions and replacements that make `b` of `a`. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = at(previous, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1));
    }
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
