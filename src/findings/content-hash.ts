import { createHash } from "node:crypto";

/** Names the code of a place however it is formatted: 12 hexadecimal digits. */
export function contentHash(code: string): string {
  return hashOf(tokensOf(code));
}

/**
 * Names the code of a function however it is formatted and whatever its own variables are called: each of them counts as the
 * position at which it first stands. Names from outside and names of fields count as written, so that another field, or another
 * variable in the place of the first, gives another name. 12 hexadecimal digits.
 */
export function shapeHash(code: string): string {
  const tokens = tokensOf(code);
  const own = declaredNames(tokens);
  const positions = new Map<string, number>();
  const renamed = tokens.map((token, index) => {
    if (!own.has(token) || isFieldName(tokens, index)) return token;
    const position = positions.get(token) ?? positions.size;
    positions.set(token, position);
    return `$${String(position)}`;
  });
  return hashOf(renamed);
}

function hashOf(tokens: readonly string[]): string {
  return createHash("sha256").update(tokens.join("\n")).digest("hex").slice(0, 12);
}

const tokenPattern =
  /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`|[\p{ID_Start}$_][\p{ID_Continue}$]*|\d[\w.]*|=>|\S/gu;

/** Words and signs without comments, semicolons and final commas; all quotes are the same. */
function tokensOf(code: string): readonly string[] {
  const all = Array.from(code.matchAll(tokenPattern), ([token]) => token).filter(
    (token) => !token.startsWith("//") && !token.startsWith("/*") && token !== ";",
  );
  return all
    .filter((token, index) => !(token === "," && /^[)\]}]$/.test(all[index + 1] ?? "")))
    .map((token) => (/^['`]/.test(token) && !token.includes("${") ? `"${token.slice(1, -1)}"` : token));
}

/** `.name` and `name:`; the colon of a conditional or of a type comes after a name as well, which only tells more apart. */
function isFieldName(tokens: readonly string[], index: number): boolean {
  return tokens[index - 1] === "." || (tokens[index + 1] === ":" && tokens[index - 1] !== "?");
}

const isName = (token: string | undefined): token is string => token !== undefined && /^[\p{ID_Start}$_]/u.test(token);

/** What the code declares: its parameters, and the names and patterns behind `const`, `let`, `var` and `function`. */
function declaredNames(tokens: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  tokens.forEach((token, index) => {
    if (/^(?:const|let|var|function)$/.test(token)) addPattern(tokens, index + 1, names);
    if (token === "=>") addParameters(tokens, index, names);
  });
  const opening = tokens.indexOf("(");
  if (opening >= 0 && opening < 4) addPattern(tokens, opening, names);
  return names;
}

/** The parameters that end before an arrow. */
function addParameters(tokens: readonly string[], arrow: number, names: Set<string>): void {
  if (tokens[arrow - 1] !== ")") {
    const name = tokens[arrow - 1];
    if (isName(name)) names.add(name);
    return;
  }
  let depth = 0;
  for (let index = arrow - 1; index >= 0; index--) {
    if (tokens[index] === ")") depth++;
    if (tokens[index] === "(" && --depth === 0) {
      addPattern(tokens, index, names);
      return;
    }
  }
}

/** A name, or all names that are bound in a bracket; what stands behind `=` or `:` with a name in front is a value or a type. */
function addPattern(tokens: readonly string[], start: number, names: Set<string>): void {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index] ?? "";
    if (/^[([{]$/.test(token)) depth++;
    else if (/^[)\]}]$/.test(token)) depth--;
    else if (isName(token) && /^[([{,.:]$/.test(tokens[index - 1] ?? "") && tokens[index + 1] !== ":") names.add(token);
    else if (isName(token) && (index === start || tokens[index + 1] === ":")) names.add(token);
    if (depth <= 0) return;
  }
}
