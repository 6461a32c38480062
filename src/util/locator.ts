import { createLineIndex, type LineIndex } from "./line-index.ts";

/** A function that turns offsets of a file into lines and columns; each file is indexed once, when first asked for. */
export function createLocator(
  files: readonly { readonly path: string; readonly text: string }[],
): (
  file: string,
  start: number,
  end: number,
) => { file: string; line: number; column: number; endLine: number; endColumn: number } {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const indices = new Map<string, LineIndex>();
  return (file, start, end) => {
    let index = indices.get(file);
    if (!index) {
      index = createLineIndex(texts.get(file) ?? "");
      indices.set(file, index);
    }
    const from = index.positionOf(start);
    const to = index.positionOf(end);
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}
