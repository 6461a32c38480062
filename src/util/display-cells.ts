/** What a terminal draws as one unit: a character with everything that is combined with it. */
export interface DisplayCell {
  readonly text: string;
  /** Terminal columns: 1, or 2 for East Asian characters and emoji. */
  readonly width: number;
  /** UTF-16 offset in the text that was split. */
  readonly offset: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
const narrowOnly = /^[\u0020-\u007e]*$/;

/** Splits text into what a terminal draws as units. Tabs and control characters must have been replaced before. */
export function displayCells(text: string): readonly DisplayCell[] {
  if (narrowOnly.test(text)) return Array.from(text, (character, offset) => ({ text: character, width: 1, offset }));
  return Array.from(segmenter.segment(text), ({ segment, index }) => ({
    text: segment,
    width: wide.test(segment) ? 2 : 1,
    offset: index,
  }));
}

/** Terminal columns that a text takes. */
export function displayWidth(text: string): number {
  return displayCells(text).reduce((width, cell) => width + cell.width, 0);
}
