import { displayCells, type DisplayCell } from "../../util/display-cells.ts";
import { visibleText } from "../../util/visible-text.ts";
import type { Theme } from "./theme.ts";

/** Columns from 1, the end exclusive; the end may lie behind the end of the line. */
interface MarkedColumns {
  readonly column: number;
  readonly endColumn: number;
}

/** Code units kept before and after the beginning of the mark; more never fits a terminal, and some files have one line. */
const reach = 600;
const tabWidth = 2;
const ellipsis: DisplayCell = { text: "…", width: 1, offset: -1 };

/**
 * A source line as it appears in the report: control characters visible, tabs as two spaces, cut to the width around the mark.
 * Returns the line and, where the theme has no colour to mark with, a second line of carets below the marked part.
 */
export function excerpt(line: string, mark: MarkedColumns | undefined, width: number, theme: Theme): readonly string[] {
  const cropStart = Math.max(0, (mark?.column ?? 1) - 1 - reach);
  const cropped = line.slice(cropStart, cropStart + 2 * reach);
  const markStart = Math.max(0, (mark?.column ?? 0) - 1 - cropStart);
  const markEnd = Math.max(markStart + 1, (mark?.endColumn ?? 0) - 1 - cropStart);
  const isMarked = (cell: DisplayCell): boolean =>
    mark !== undefined && cell.offset >= markStart && cell.offset < markEnd;
  const cells = fit(printableCells(cropped), isMarked, width);
  const first = cells.findIndex(isMarked);
  if (first === -1) return [textOf(cells)];
  const last = cells.findLastIndex(isMarked);
  const before = cells.slice(0, first);
  const marked = cells.slice(first, last + 1);
  const after = cells.slice(last + 1);
  if (theme.color) return [textOf(before) + theme.marked(textOf(marked)) + textOf(after)];
  return [textOf(cells), " ".repeat(widthOf(before)) + "^".repeat(widthOf(marked))];
}

function printableCells(text: string): readonly DisplayCell[] {
  const cells: DisplayCell[] = [];
  let offset = 0;
  for (const part of text.split(/(\t)/)) {
    const start = offset;
    if (part === "\t") cells.push({ text: " ".repeat(tabWidth), width: tabWidth, offset: start });
    else for (const cell of displayCells(visibleText(part))) cells.push({ ...cell, offset: cell.offset + start });
    offset += part.length;
  }
  return cells;
}

/** Cuts a line that is too wide so that the mark begins in the left third of what is left. */
function fit(
  cells: readonly DisplayCell[],
  isMarked: (cell: DisplayCell) => boolean,
  width: number,
): readonly DisplayCell[] {
  if (widthOf(cells) <= width) return cells;
  const first = Math.max(0, cells.findIndex(isMarked));
  let start = 0;
  if (widthOf(cells.slice(0, first)) > width / 2) {
    start = first;
    while (start > 0 && widthOf(cells.slice(start, first)) < width / 3) start -= 1;
  }
  const left = start > 0 ? [ellipsis] : [];
  const room = width - left.length - 1;
  let end = start;
  let used = 0;
  for (let cell = cells[end]; cell !== undefined && used + cell.width <= room; cell = cells[end]) {
    used += cell.width;
    end += 1;
  }
  return [...left, ...cells.slice(start, end), ...(end < cells.length ? [ellipsis] : [])];
}

function textOf(cells: readonly DisplayCell[]): string {
  return cells.map((cell) => cell.text).join("");
}

function widthOf(cells: readonly DisplayCell[]): number {
  return cells.reduce((width, cell) => width + cell.width, 0);
}
