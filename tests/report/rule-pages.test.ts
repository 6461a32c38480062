import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { ruleAddress } from "../../src/report/project-address.ts";
import { rulePage } from "../../src/report/rule-page.ts";
import { loadRuleSet } from "../../src/ruleset/load-rule-set.ts";

const { rules } = await loadRuleSet({ presets: [], documents: [] });

test("every rule has the page that code scanning links to, and no other page is there", () => {
  const linked = [...rules.keys()].map((id) => ruleAddress(id).replace(/^.*\/blob\/main\//, ""));
  const pages = readdirSync("docs/rules").map((name) => `docs/rules/${name}`);
  expect(pages.sort()).toEqual(linked.sort());
});

test.each([...rules.values()].map((rule) => [rule.id, rule] as const))(
  "%s: `npm run docs` is up to date",
  (id, rule) => {
    expect(readFileSync(`docs/rules/${id}.md`, "utf8")).toBe(rulePage(rule));
  },
);
