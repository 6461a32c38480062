import type { Location } from "../../model/location.ts";
import type { SourceLines } from "../source-lines.ts";
import { excerpt } from "./excerpt.ts";
import type { TextStyle } from "./text-style.ts";

/** Lines shown above and below the place. */
const context = 1;

/**
 * The place of a finding with a line above and below:
 *
 *       11 │ const submit = () => {
 *     > 12 │   track("Lead", { answer });
 *          │   ^^^^^^^^^^^^^^^^^^^^^^^^^
 *       13 │ };
 *
 * Carets below a whole line would say nothing and are left out. Empty when the text of the file is not at hand.
 */
export function codeFrame(location: Location, sourceLines: SourceLines, style: TextStyle): readonly string[] {
  const lines = linesAround(location, sourceLines);
  const indent = commonIndent(lines.map(({ text }) => text));
  const numberWidth = String(location.line + context).length;
  const gutterWidth = numberWidth + 9;
  return lines.flatMap(({ number, text }) => {
    const here = number === location.line;
    const mark = here ? { column: location.column - indent, endColumn: endColumnOf(location) - indent } : undefined;
    const isWhole = text.slice(indent).replace(/[;,\s]+$/, "").length <= endColumnOf(location) - indent - 1;
    const tellsNothing = here && isWhole && text.slice(0, location.column - 1).trim() === "";
    const [line = "", ...carets] = excerpt(text.slice(indent), mark, style.width - gutterWidth, style.theme);
    const gutter = `    ${here ? ">" : " "} ${String(number).padStart(numberWidth)} │ `;
    const blank = `${" ".repeat(numberWidth + 6)} │ `;
    return [
      style.theme.faint(gutter) + line,
      ...(tellsNothing ? [] : carets).map((caret) => style.theme.faint(blank) + caret),
    ].map((shown) => shown.trimEnd());
  });
}

/** The column behind the marked part of its first line. */
export function endColumnOf(location: Location): number {
  return location.endLine > location.line ? Number.POSITIVE_INFINITY : location.endColumn;
}

function linesAround(
  location: Location,
  sourceLines: SourceLines,
): readonly { readonly number: number; readonly text: string }[] {
  if (sourceLines.line(location.file, location.line) === undefined) return [];
  const numbers = Array.from({ length: 2 * context + 1 }, (_, index) => location.line - context + index);
  return numbers.flatMap((number) => {
    const text = sourceLines.line(location.file, number);
    return text === undefined || (text.trim() === "" && number !== location.line) ? [] : [{ number, text }];
  });
}

/** White space that all lines begin with, in characters. */
function commonIndent(lines: readonly string[]): number {
  const indents = lines.map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  const [first = "", ...others] = indents;
  let length = first.length;
  for (const indent of others) {
    while (!indent.startsWith(first.slice(0, length))) length -= 1;
  }
  return length;
}
