import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { lexiconPage, type TermGroup } from "../../src/report/lexicon-page.ts";

interface LexiconFile {
  readonly lexicon?: { readonly terms?: readonly TermGroup[] };
}

test("docs/lexicon.md: `npm run docs` is up to date", () => {
  const groups = readdirSync("rules/lexicon", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yml"))
    .sort()
    .flatMap((name) => (parse(readFileSync(`rules/lexicon/${name}`, "utf8")) as LexiconFile).lexicon?.terms ?? []);
  expect(readFileSync("docs/lexicon.md", "utf8")).toBe(lexiconPage(groups));
});

test("counts terms by category and language", () => {
  const page = lexiconPage([
    { label: "health.lab", en: { strong: ["biopsy"], weak: ["result", "value"] }, de: { strong: ["Befund"] } },
    { label: ["health.lab", "identifier.email"], en: { strong: ["lab mail"] } },
  ]);
  expect(page).toContain("| `health.lab` | 2 + 2 | 1 + 0 |  |  |  | 3 + 2 |");
  expect(page).toContain("| `identifier.email` | 1 + 0 |  |  |  |  | 1 + 0 |");
});
