const deepest = 200;

/**
 * True for a text whose lists and maps are nested so deeply that the parser could run out of stack. A cheap upper bound made
 * before parsing: open brackets (also those in texts), list marks in one row, and columns of indentation.
 */
export function isNestedTooDeeply(text: string): boolean {
  let open = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x5b || code === 0x7b) open++;
    else if ((code === 0x5d || code === 0x7d) && open > 0) open--;
    if (open > deepest) return true;
  }
  return listMarks.test(text) || indentation.test(text);
}

const listMarks = new RegExp(`(?:[-?:][ \\t]+){${String(deepest)}}`, "u");
const indentation = new RegExp(`^ {${String(deepest * 2)}}`, "mu");
