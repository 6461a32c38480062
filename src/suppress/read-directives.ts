import { nearestHint } from "../ruleset/nearest-name.ts";

/**
 * Comments that accept findings:
 *
 *   // phi-lint-disable-next-line health-to-analytics -- agreement with the vendor, ticket 4711
 *   track(answers); // phi-lint-disable-line health-to-analytics until 2027-01-31 -- removed with the new form
 *   // phi-lint-disable health-to-analytics, health-event-name -- …     up to `phi-lint-enable`, or the end of the file
 *   // phi-lint-disable-file health-to-analytics -- …
 *   {/* phi-lint-disable-next-line health-to-analytics -- in JSX *\/}
 */
export interface Directive {
  readonly rules: readonly string[];
  readonly reason: string;
  /** ISO date; after it the comment no longer counts. */
  readonly until?: string;
  /** Line of the comment. */
  readonly line: number;
  /** What it covers: findings that begin (or, beside their code, end) in these lines. */
  readonly from: number;
  readonly to: number;
  readonly isBesideCode: boolean;
}

/** A comment that cannot be followed. */
export interface DirectiveMistake {
  readonly line: number;
  /** A full sentence. */
  readonly message: string;
}

export interface Directives {
  readonly directives: readonly Directive[];
  readonly mistakes: readonly DirectiveMistake[];
}

const marker = "phi-lint-";
const comment = /(?:\/\/|\/\*+|^\s*\*|<!--)\s*phi-lint-(?=dis|en)([\w-]*)(.*)$/;
const form = "`phi-lint-disable-next-line <rule> -- <reason>`";
const kinds = ["disable-next-line", "disable-line", "disable-file", "disable", "enable"] as const;
type Kind = (typeof kinds)[number];

/** Reads the comments of one file. `ruleIds` are the rules there are. */
export function readDirectives(text: string, ruleIds: readonly string[]): Directives {
  const directives: Directive[] = [];
  const mistakes: DirectiveMistake[] = [];
  if (!text.includes(marker)) return { directives, mistakes };
  const lines = text.split(/\r\n|\r|\n/);
  lines.forEach((content, index) => {
    const found = directiveIn(content);
    if (found === undefined) return;
    const { kind: kindText, rest } = found;
    const line = index + 1;
    const kind = kinds.find((each) => each === kindText);
    if (kind === undefined) {
      const hint = nearestHint(kindText, kinds) ?? `Write ${form}.`;
      mistakes.push({ line, message: `There is no directive \`${marker}${kindText}\`. ${hint}` });
    } else if (kind !== "enable") {
      const parsed = parseRest(rest, ruleIds);
      if (typeof parsed === "string") mistakes.push({ line, message: parsed });
      else directives.push({ ...parsed, line, ...reachOf(kind, lines, index, parsed.rules) });
    }
  });
  return { directives, mistakes };
}

/** What stands behind `phi-lint-` in the comment of a line. A block comment may show directives without giving them. */
function directiveIn(content: string): { readonly kind: string; readonly rest: string } | undefined {
  if (/^\s*\*\s*(?!phi-lint-)[^\s/]/.test(content) || /^\s*\*.*\/\//.test(content)) return undefined;
  const [, kind, rest = ""] = comment.exec(content) ?? [];
  return kind === undefined ? undefined : { kind, rest };
}

function reachOf(
  kind: Exclude<Kind, "enable">,
  lines: readonly string[],
  index: number,
  rules: readonly string[],
): Pick<Directive, "from" | "to" | "isBesideCode"> {
  switch (kind) {
    case "disable-line":
      return { from: index + 1, to: index + 1, isBesideCode: true };
    case "disable-next-line": {
      const next = lines.findIndex((content, at) => at > index && !isOnlyComment(content)) + 1;
      return { from: next, to: next, isBesideCode: false };
    }
    case "disable-file":
      return { from: 1, to: lines.length, isBesideCode: false };
    case "disable": {
      const end = lines.findIndex((content, at) => at > index && endsBlock(content, rules));
      return { from: index + 1, to: end === -1 ? lines.length : end, isBesideCode: false };
    }
  }
}

/** Blank lines and comments stand between a directive and its code. */
function isOnlyComment(content: string): boolean {
  return /^\s*(?:$|\/\/|\/\*.*\*\/\s*$|\{\/\*.*\*\/\}\s*$|\*)/.test(content);
}

/** `phi-lint-enable` ends all blocks, with rules those that name one of them. */
function endsBlock(content: string, rules: readonly string[]): boolean {
  const { kind, rest = "" } = directiveIn(content) ?? {};
  if (kind !== "enable") return false;
  const named = rest
    .replace(/(?:\*\/|-->).*$/, "")
    .split(/[\s,]+/)
    .filter((word) => word !== "" && word !== "}");
  return named.length === 0 || named.some((rule) => rules.includes(rule));
}

/** What stands behind the name of a directive, or a sentence that says what is wrong with it. */
function parseRest(rest: string, ruleIds: readonly string[]): Pick<Directive, "rules" | "reason" | "until"> | string {
  const written = rest.replace(/(?:\*\/|-->).*$/, "").trim();
  const dashes = /(?:^|\s)--(?:\s|$)/.exec(written);
  const head = (dashes === null ? written : written.slice(0, dashes.index)).trim();
  const reason = dashes === null ? "" : written.slice(dashes.index + dashes[0].length).trim();
  const [, names = "", until] = /^(.*?)(?:\s+until\s+(\S*))?$/.exec(head) ?? [];
  const rules = names.split(/[\s,]+/).filter((name) => name !== "");
  if (rules.length === 0) return `The comment does not say which rule it accepts. Write ${form}.`;
  for (const rule of rules) {
    if (ruleIds.includes(rule)) continue;
    const hint = nearestHint(rule, ruleIds) ?? "`phi-lint rules` lists them.";
    return `There is no rule \`${rule}\`. ${hint}`;
  }
  if (reason === "") return `The comment gives no reason. Write it behind two dashes: ${form}.`;
  if (until !== undefined && !isDate(until)) return `\`${until}\` is not a date. Write it as \`until 2027-01-31\`.`;
  return { rules, reason, ...(until !== undefined && { until }) };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
