/**
 * Control characters, and the marks that reorder text, made visible: a scanned file must not be able to move the cursor, recolour
 * or rewrite what a terminal shows. Each character is replaced by exactly one, so that columns keep their meaning.
 */
// eslint-disable-next-line no-control-regex
const invisible = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const controlPictures = 0x2400;
const deletePicture = "\u2421";

/** Returns the text with every control character shown as a picture (`ESC` as `␛`) and every hidden mark as `\ufffd`. */
export function visibleText(text: string): string {
  return text.replace(invisible, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(controlPictures + code);
    return code === 0x7f ? deletePicture : "\ufffd";
  });
}

/** As `visibleText`, for sentences: tabs and line breaks become spaces first. */
export function visibleSentence(text: string): string {
  return visibleText(text.replace(/\s+/g, " ").trim());
}
