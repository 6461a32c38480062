/** Turns offsets of a text into lines and columns. Lines end at `\n`, `\r\n` or `\r`, as editors and code scanning count them. */
export interface LineIndex {
  /** Line and column of an offset, both from 1. Offsets beyond the text are its end. */
  positionOf(offset: number): { readonly line: number; readonly column: number };
  /** The line with this number (from 1) without its line break, or undefined when there is none. */
  lineText(line: number): string | undefined;
}

export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 13 && text.charCodeAt(index + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(index + 1);
  }
  return {
    positionOf(offset) {
      const bounded = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= bounded) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: bounded - (starts[low] ?? 0) + 1 };
    },
    lineText(line) {
      const start = starts[line - 1];
      return start === undefined ? undefined : text.slice(start, starts[line]).replace(/[\r\n]+$/, "");
    },
  };
}
