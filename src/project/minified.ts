/** Says why a text looks like the output of a minifier: long lines throughout, or one that no person wrote. */
export function describeMinified(text: string): string | undefined {
  if (text.length <= 20_000) return undefined;
  const { lines, longest } = measureLines(text);
  const average = Math.round(text.length / lines);
  if (average > 500) return `${String(average)} characters per line`;
  if (text.length > 50_000 && longest > 20_000) return `a line of ${String(longest)} characters`;
  return undefined;
}

function measureLines(text: string): { lines: number; longest: number } {
  let lines = 0;
  let longest = 0;
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    lines += 1;
    longest = Math.max(longest, end - start);
    start = end + 1;
  }
  return { lines, longest };
}
