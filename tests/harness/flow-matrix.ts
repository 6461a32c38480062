import type { AnalyzedFolder } from "./analyze-folder.ts";
import type { Expectation } from "./expectation.ts";

/** What one fixture shows, in numbers of vendor calls and of promises. */
export interface MatrixRow {
  /** `values`, `react`. */
  readonly group: string;
  readonly construct: string;
  /** Path below `fixtures`. */
  readonly folder: string;
  /** What the first comment of its main file, or of another file, says. */
  readonly about: string;
  readonly found: number;
  /** Vendor calls that are given something and rightly reported by nobody. */
  readonly silent: number;
  readonly missed: readonly Expectation[];
  readonly spurious: readonly Expectation[];
}

/** The row of one fixture of `flows` or `frameworks`. */
export function matrixRow(
  folder: string,
  { sources, result }: AnalyzedFolder,
  expectations: readonly Expectation[],
): MatrixRow {
  const [, group = "", construct = ""] = folder.split("/");
  const of = (kind: Expectation["kind"]): Expectation[] => expectations.filter((each) => each.kind === kind);
  const calls = result.coverage.vendors.reduce((sum, vendor) => sum + vendor.calls, 0);
  const reported = new Set(
    result.findings
      .filter(({ confidence }) => confidence !== "low")
      .map(({ sink: { location } }) => `${location.file}:${String(location.line)}:${String(location.column)}`),
  );
  const missed = of("missed");
  const main = sources.find(({ path }) => /(?:^|\/)main\./.test(path));
  const comments = [...(main ? [main] : []), ...sources].map(({ text }) => firstComment(text));
  return {
    group,
    construct,
    folder,
    about: comments.find((comment) => comment !== "") ?? "",
    found: of("found").length,
    silent: Math.max(0, calls - reported.size - missed.length),
    missed,
    spurious: of("spurious"),
  };
}

/** The first comment of a file up to its first full stop, as one line. */
function firstComment(text: string): string {
  const [block = ""] = /^(?:\s*\/\/[^\n]*\n)+/.exec(text) ?? [];
  const sentence = block
    .split("\n")
    .map((line) => line.replace(/^\s*\/\/\s?/, "").trim())
    .join(" ")
    .trim();
  return /^.*?[.:](?=\s|$)/.exec(sentence)?.[0].replace(/:$/, ".") ?? sentence;
}

/** The matrix as a Markdown page, final line break included: totals by group, then each construct, then what is not as it should be. */
export function matrixPage(rows: readonly MatrixRow[]): string {
  const groups = [...new Set(rows.map(({ group }) => group))].map((group) => ({
    group,
    rows: rows.filter((row) => row.group === group),
  }));
  return `${[
    "# Flow matrix",
    "",
    "Which constructs of the language and of frameworks phi-lint follows. Each row is a fixture, a small program in `fixtures/flows` or",
    "`fixtures/frameworks`. *Found* counts places that must be reported and are, *silent* vendor calls of which nothing must be reported and",
    "nothing is, *missed* and *spurious* what is not yet as it should be; the reasons stand below each table. Where one vendor call serves",
    "the flow and its twin, as in a wrapper, only the flow is counted. `tests/fixtures.test.ts` scans all of them and holds this page",
    "against what it saw; `npm run update-reports` writes it anew.",
    "",
    "| Group | Constructs | as they should be | found | silent | missed | spurious |",
    "| --- | --: | --: | --: | --: | --: | --: |",
    ...groups.map(({ group, rows: own }) => `| [${group}](#${group}) | ${totals(own)} |`),
    `| **all** | ${totals(rows)} |`,
    ...groups.flatMap(({ group, rows: own }) => ["", ...groupSection(group, own)]),
  ].join("\n")}\n`;
}

function totals(rows: readonly MatrixRow[]): string {
  const sum = (count: (row: MatrixRow) => number): number => rows.reduce((total, row) => total + count(row), 0);
  return [
    rows.length,
    rows.filter(isDone).length,
    sum(({ found }) => found),
    sum(({ silent }) => silent),
    sum(({ missed }) => missed.length),
    sum(({ spurious }) => spurious.length),
  ].join(" | ");
}

function isDone({ missed, spurious }: MatrixRow): boolean {
  return missed.length + spurious.length === 0;
}

function groupSection(group: string, rows: readonly MatrixRow[]): readonly string[] {
  const open = rows.filter((row) => !isDone(row));
  return [
    `## ${group}`,
    "",
    "| Construct | What it is | found | silent | missed | spurious |",
    "| --- | --- | --: | --: | --: | --: |",
    ...rows.map(
      ({ construct, folder, about, found, silent, missed, spurious }) =>
        `| [${construct}](../fixtures/${folder}) | ${cell(about)} | ${[found, silent, missed.length, spurious.length].join(" | ")} |`,
    ),
    ...(open.length === 0 ? [] : ["", ...open.flatMap(shortcomings)]),
  ];
}

/** One line for each reason of a fixture, with what stands in code for it. */
function shortcomings({ construct, missed, spurious }: MatrixRow): readonly string[] {
  return [...missed, ...spurious].map(
    ({ kind, reason = "", code }) => `- ${construct}, ${kind}: ${reason} (\`${code.replaceAll("`", "'")}\`)`,
  );
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
