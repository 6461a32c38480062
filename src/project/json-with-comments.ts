/**
 * Reads JSON as editors write settings: with comments, trailing commas and a byte order mark. Throws a `SyntaxError`
 * for anything else that `JSON.parse` refuses.
 *
 *   { "paths": { "@/*": ["src/*"], }, // the string is not a comment
 *   }
 */
export function parseJsonWithComments(text: string): unknown {
  return JSON.parse(withoutTrailingCommas(withoutComments(text.replace(/^\ufeff/, "")))) as unknown;
}

/** A string (perhaps unfinished), a comment of either kind (perhaps unfinished), or anything else, one character. */
const token = /"(?:[^"\\]|\\.)*"?|\/\/[^\n\r]*|\/\*[^]*?(?:\*\/|$)/g;

function withoutComments(text: string): string {
  return text.replace(token, (match) => (match.startsWith("/") ? " " : match));
}

const stringOrTrailingComma = /"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g;

function withoutTrailingCommas(text: string): string {
  return text.replace(stringOrTrailingComma, (match) => (match === "," ? "" : match));
}
