import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Vendor } from "../../src/model/rule-set.ts";
import { vendorsPage } from "../../src/report/vendors-page.ts";
import { loadRuleSet } from "../../src/ruleset/load-rule-set.ts";

const ruleSet = await loadRuleSet({ presets: ["vendors"], documents: [] });

test("docs/vendors.md: `npm run docs` is up to date", () => {
  expect(readFileSync("docs/vendors.md", "utf8")).toBe(vendorsPage(ruleSet));
});

test("a vendor has one row, with what it is recognised by", () => {
  const vendor = { id: "acme", name: "Acme", class: "advertising" } as const;
  const page = vendorsPage({
    vendors: new Map<string, Vendor>([
      ["acme", vendor],
      ["unused", { id: "unused", name: "Unused", class: "analytics" }],
    ]),
    sinks: [
      {
        id: "acme/call",
        vendor,
        callee: { kind: "api", paths: ["global#acme", "npm:@acme/ads#send"] },
        when: [],
        ports: [],
      },
      { id: "acme/old", vendor, callee: { kind: "callee", globs: ["*.acme|x"] }, when: [], ports: [] },
    ],
    trackers: [
      {
        id: "acme/tag",
        vendor,
        scripts: ["cdn.acme.example/tag.js"],
        packages: ["acme-tag"],
        starts: [],
        records: ["address", "clicks"],
        settings: [],
        masks: [],
      },
    ],
  });
  expect(page).toContain("One vendor is built in");
  expect(page).toContain("## advertising (1)");
  expect(page).toContain("| Acme | `acme` | `*.acme\\|x`, `acme` | `@acme/ads`, `acme-tag` |  | address, clicks |");
  expect(page).not.toContain("Unused");
});
