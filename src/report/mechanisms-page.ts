/** A way in which data leaves, as `fixtures/mechanisms.yml` has it. Fixtures are folders or files below `fixtures`. */
export interface Mechanism {
  readonly title: string;
  readonly how: string;
  readonly rules: readonly string[];
  /** Fixtures in which it is reported. */
  readonly shown: readonly string[];
  /** Fixtures that look alike; one that is also in `shown` is meant by its lines without a promise. */
  readonly silent: readonly string[];
  /** What is not seen. */
  readonly limit?: string;
}

/** The page of all mechanisms as Markdown, final line break included: what each is, which rule reports it, and where it is shown. */
export function mechanismsPage(mechanisms: readonly Mechanism[]): string {
  return `${[
    "# Ways in which health data leaves",
    "",
    "Each was seen in a case that became public; the pages of the rules tell of the cases. Every way has a fixture in which it is",
    "reported and code that looks alike and stays silent; where both are one fixture, the twin is its lines without a comment.",
    "",
    "| | Way | How | Rules | Shown in | Silent twin |",
    "| --- | --- | --- | --- | --- | --- |",
    ...mechanisms.map(row),
  ].join("\n")}\n`;
}

function row({ title, how, rules, shown, silent, limit }: Mechanism, index: number): string {
  const cells = [
    String(index + 1),
    title,
    limit === undefined ? how : `${how}. Not seen: ${limit.charAt(0).toLowerCase()}${limit.slice(1)}`,
    rules.map((rule) => `[${rule}](rules/${rule}.md)`).join(", "),
    shown.map(linked).join(", "),
    silent.map((fixture) => (shown.includes(fixture) ? "the same" : linked(fixture))).join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}

function linked(fixture: string): string {
  return `[${fixture}](../fixtures/${fixture})`;
}
