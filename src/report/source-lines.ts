import type { Diagnostic } from "../model/diagnostic.ts";
import type { Location, Span } from "../model/location.ts";

/** Source text as lines, split once for each file. */
export interface SourceLines {
  /** The line with this number (from 1) without its line break, or undefined when file or line is not there. */
  readonly line: (file: string, line: number) => string | undefined;
  /** Lines and columns of a span, or undefined when the text is not at hand or is shorter than the span says. */
  readonly locate: (span: Span) => Location | undefined;
}

interface LineTable {
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly starts: readonly number[];
}

const lineBreak = /\r\n|\r|\n/g;

/** Wraps `readText` of the report context so that each file is read and split at most once. */
export function createSourceLines(readText: (file: string) => string | undefined): SourceLines {
  const tables = new Map<string, LineTable | undefined>();
  const tableOf = (file: string): LineTable | undefined => {
    if (!tables.has(file)) {
      const text = readText(file);
      tables.set(file, text === undefined ? undefined : { text, starts: lineStarts(text) });
    }
    return tables.get(file);
  };
  return {
    line: (file, line) => lineOf(tableOf(file), line),
    locate: (span) => locationOf(tableOf(span.file), span),
  };
}

/** Where a diagnostic points, as far as that is known. */
export function locateDiagnostic(diagnostic: Diagnostic, sourceLines: SourceLines): Location | undefined {
  return diagnostic.span === undefined ? undefined : sourceLines.locate(diagnostic.span);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(lineBreak)) starts.push(match.index + match[0].length);
  return starts;
}

function lineOf(table: LineTable | undefined, line: number): string | undefined {
  const start = table?.starts[line - 1];
  if (table === undefined || start === undefined) return undefined;
  return table.text.slice(start, table.starts[line]).replace(/[\r\n]+$/, "");
}

function locationOf(table: LineTable | undefined, span: Span): Location | undefined {
  if (table === undefined || span.start < 0 || span.end < span.start || span.end > table.text.length) return undefined;
  const start = positionOf(table.starts, span.start);
  const end = positionOf(table.starts, span.end);
  return { file: span.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** Finds the last line that starts at or before the offset. */
function positionOf(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
