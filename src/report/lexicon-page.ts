import { compareText } from "../util/compare-text.ts";
import { printNumber } from "../util/count-of.ts";

/** A group of terms as a rule file has it: one category, and for each language its words. */
export interface TermGroup {
  readonly label: string | readonly string[];
  readonly kind?: string;
  readonly [language: string]: unknown;
}

interface Words {
  readonly strong?: readonly string[];
  readonly weak?: readonly string[];
}

interface Count {
  readonly strong: number;
  readonly weak: number;
}

const none: Count = { strong: 0, weak: 0 };

const languages: ReadonlyMap<string, string> = new Map([
  ["en", "English"],
  ["de", "German"],
  ["fr", "French"],
  ["nl", "Dutch"],
  ["es", "Spanish"],
]);

/**
 * The page of all words as Markdown, final line break included: how many terms each category has in each language.
 *
 * @param groups  all groups of `rules/lexicon`
 */
export function lexiconPage(groups: readonly TermGroup[]): string {
  const labels = [...new Set(groups.flatMap(labelsOf))].sort(compareText);
  const kinds = ["health", "identifier", "context"].map((kind) => {
    const rows = labels.filter((label) => label.startsWith(kind));
    return [
      `## ${kind}`,
      "",
      `| Category | ${[...languages.values(), "Together"].join(" | ")} |`,
      `| --- |${" --- |".repeat(languages.size + 1)}`,
      ...rows.map((label) => row(`\`${label}\``, groups, (group) => labelsOf(group).includes(label))),
      row("**Together**", groups, (group) => labelsOf(group).some((label) => label.startsWith(kind))),
      "",
    ].join("\n");
  });
  return `${[
    "# Words",
    "",
    "How many terms of each category are built in, strong and weak: `12 + 3` is twelve that count wherever they stand, and three that",
    "need a word beside them that speaks of health. Plurals and compounds follow by themselves and are not counted. The words are in",
    "`rules/lexicon/<language>/`; a settings file adds words of one's own.",
    "",
    ...kinds,
  ]
    .join("\n")
    .trimEnd()}\n`;
}

function row(title: string, groups: readonly TermGroup[], isMeant: (group: TermGroup) => boolean): string {
  const counts = [...languages.keys()].map((language) => countIn(groups.filter(isMeant), language));
  return `| ${[title, ...[...counts, counts.reduce(add, none)].map(printed)].join(" | ")} |`;
}

function countIn(groups: readonly TermGroup[], language: string): Count {
  return groups
    .map((group) => (group[language] ?? {}) as Words)
    .map(({ strong = [], weak = [] }) => ({ strong: strong.length, weak: weak.length }))
    .reduce(add, none);
}

function add(left: Count, right: Count): Count {
  return { strong: left.strong + right.strong, weak: left.weak + right.weak };
}

function printed({ strong, weak }: Count): string {
  return strong + weak === 0 ? "" : `${printNumber(strong)} + ${printNumber(weak)}`;
}

function labelsOf({ label }: TermGroup): readonly string[] {
  return typeof label === "string" ? [label] : label;
}
