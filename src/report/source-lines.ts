import type { Diagnostic } from "../model/diagnostic.ts";
import type { Location, Span } from "../model/location.ts";
import { createLineIndex, type LineIndex } from "../util/line-index.ts";

/** Source text as lines, split once for each file. */
export interface SourceLines {
  /** The line with this number (from 1) without its line break, or undefined when file or line is not there. */
  readonly line: (file: string, line: number) => string | undefined;
  /** Lines and columns of a span, or undefined when the text is not at hand or is shorter than the span says. */
  readonly locate: (span: Span) => Location | undefined;
}

interface IndexedText {
  readonly length: number;
  readonly index: LineIndex;
}

/** Wraps `readText` of the report context so that each file is read and split at most once. */
export function createSourceLines(readText: (file: string) => string | undefined): SourceLines {
  const texts = new Map<string, IndexedText | undefined>();
  const textOf = (file: string): IndexedText | undefined => {
    if (!texts.has(file)) {
      const text = readText(file);
      texts.set(file, text === undefined ? undefined : { length: text.length, index: createLineIndex(text) });
    }
    return texts.get(file);
  };
  return {
    line: (file, line) => textOf(file)?.index.lineText(line),
    locate: (span) => locationOf(textOf(span.file), span),
  };
}

/** Where a diagnostic points, as far as that is known. */
export function locateDiagnostic(diagnostic: Diagnostic, sourceLines: SourceLines): Location | undefined {
  return diagnostic.span === undefined ? undefined : sourceLines.locate(diagnostic.span);
}

function locationOf(text: IndexedText | undefined, { file, start, end }: Span): Location | undefined {
  if (text === undefined || start < 0 || end < start || end > text.length) return undefined;
  const from = text.index.positionOf(start);
  const to = text.index.positionOf(end);
  return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
