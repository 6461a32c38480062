/**
 * What a fixture promises, written as comments in its code:
 *
 *   const dx = form.diagnosis;         // source: health.condition
 *   fbq("track", "Lead", { dx });      // expect: health-to-advertising meta from health.condition
 *   cache.get("dx").then(send);        // expect-missed: health-to-analytics google (read back from a cache)
 *   send(redact(dx));                  // expect-spurious: health-to-analytics google (redact is not known)
 *
 * A comment after code speaks of its own line; alone on a line, of the next line of code. Several may stack, on lines of
 * their own or one after another. In JSX the form is a comment in braces, in markup an HTML comment.
 */

export interface Place {
  readonly file: string;
  readonly line: number;
}

/** `found` must be reported, `missed` must not be although it should, `spurious` is reported although it should not be. */
export interface Expectation extends Place {
  readonly kind: "found" | "missed" | "spurious";
  readonly ruleId: string;
  readonly vendorId: string;
  readonly label?: string;
  readonly reason?: string;
  /** The line of code that the comment speaks of, without its comment. */
  readonly code: string;
}

/** A flow of some reported finding starts on this line with this label. */
export interface SourceMark extends Place {
  readonly label: string;
}

export interface Promises {
  readonly expectations: readonly Expectation[];
  readonly sourceMarks: readonly SourceMark[];
  /** One sentence for each comment that looks like a promise and cannot be read as one. */
  readonly mistakes: readonly string[];
}

const mark = /(?:\/\/|\{?\/\*|<!--)\s*(source|expect(?:-\w+)?)\s*:/g;
const commentOnly = /^\s*(?:\/\/|\/\*|\*|\{\/\*|<!--)/;
const grammar = /^(?<rule>[\w-]+) +(?<vendor>[\w-]+)(?: +from +(?<label>[\w.-]+))?(?: +\((?<reason>.+)\))?$/;
const labelGrammar = /^[\w.-]+$/;

/** Reads the promises of one file. Never throws; what cannot be read is a mistake. */
export function readPromises(file: string, text: string): Promises {
  const lines = text.split(/\r?\n/);
  const expectations: Expectation[] = [];
  const sourceMarks: SourceMark[] = [];
  const mistakes: string[] = [];

  lines.forEach((content, index) => {
    for (const { keyword, body } of marksOf(content)) {
      const line = commentOnly.test(content) ? nextLineOfCode(lines, index) : index + 1;
      const read = readMark(keyword, body, { file, line }, lines[line - 1] ?? "");
      if (typeof read === "string") mistakes.push(`${file}:${String(index + 1)} ${read}`);
      else if ("ruleId" in read) expectations.push(read);
      else sourceMarks.push(read);
    }
  });
  return { expectations, sourceMarks, mistakes };
}

function marksOf(content: string): { keyword: string; body: string }[] {
  const found = [...content.matchAll(mark)];
  return found.map((match, index) => {
    const end = found[index + 1]?.index ?? content.length;
    const body = content.slice(match.index + match[0].length, end);
    return { keyword: match[1] ?? "", body: body.replace(/\s*(?:\*\/\}?|-->).*$/, "").trim() };
  });
}

function nextLineOfCode(lines: readonly string[], from: number): number {
  const offset = lines.slice(from).findIndex((content) => content.trim() !== "" && !commentOnly.test(content));
  return offset === -1 ? from + 1 : from + offset + 1;
}

function readMark(keyword: string, body: string, place: Place, code: string): Expectation | SourceMark | string {
  if (keyword === "source") {
    return labelGrammar.test(body) ? { ...place, label: body } : `"source: ${body}" should name one label.`;
  }
  const kind = kinds.get(keyword);
  if (kind === undefined) return `"${keyword}" is not one of ${[...kinds.keys()].join(", ")}.`;

  const groups = grammar.exec(body)?.groups;
  if (groups === undefined) return `"${keyword}: ${body}" should read "<rule> <vendor> [from <label>] [(reason)]".`;
  const { rule = "", vendor = "", label, reason } = groups;
  if (kind !== "found" && reason === undefined)
    return `"${keyword}: ${body}" should end with its reason in parentheses.`;
  return {
    ...place,
    kind,
    ruleId: rule,
    vendorId: vendor,
    code: code.replace(/\s*\/\/ *(?:expect|source).*$/, "").trim(),
    ...(label === undefined ? {} : { label }),
    ...(reason === undefined ? {} : { reason }),
  };
}

const kinds: ReadonlyMap<string, Expectation["kind"]> = new Map([
  ["expect", "found"],
  ["expect-missed", "missed"],
  ["expect-spurious", "spurious"],
]);
