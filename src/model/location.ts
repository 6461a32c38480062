/** A stretch of one file. Offsets count UTF-16 code units from the start of the text, as in the syntax tree. */
export interface Span {
  /** Path relative to the scan root, with forward slashes. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A span in the form that people and SARIF read: lines and columns count from 1, the end is exclusive. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Prints a location the way terminals make clickable: `src/intake.ts:12:5`. */
export function printLocation({ file, line, column }: Pick<Location, "file" | "line" | "column">): string {
  return `${file}:${String(line)}:${String(column)}`;
}

/** Orders by file, line and column. */
export function compareLocations(a: Location, b: Location): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
