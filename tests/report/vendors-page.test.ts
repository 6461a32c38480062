import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Vendor } from "../../src/model/rule-set.ts";
import { vendorFixtures } from "../../src/report/vendor-fixtures.ts";
import { vendorsPage } from "../../src/report/vendors-page.ts";
import { loadRuleSet } from "../../src/ruleset/load-rule-set.ts";

const ruleSet = await loadRuleSet({ presets: ["vendors"], documents: [] });

const files = readdirSync("fixtures/vendors", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ path: name.replaceAll("\\", "/"), text: readFileSync(`fixtures/vendors/${name}`, "utf8") }));

test("docs/vendors.md: `npm run docs` is up to date", () => {
  expect(readFileSync("docs/vendors.md", "utf8")).toBe(vendorsPage(ruleSet, vendorFixtures(files)));
});

test("every vendor has a fixture with a finding, and a silent twin", () => {
  const fixtures = vendorFixtures(files);
  const known = [...ruleSet.sinks, ...ruleSet.trackers].map(({ vendor }) => vendor.id).filter((id) => id !== "page");
  const incomplete = [...new Set(known)].filter((id) => {
    const fixture = fixtures.get(id);
    return fixture === undefined || fixture.found === 0 || !fixture.hasSilentTwin;
  });
  expect(incomplete).toEqual([]);
});

test("the promises of fixtures are counted by vendor", () => {
  const fixtures = vendorFixtures([
    { path: "acme/leak.ts", text: "send(dx); // expect: health-to-advertising acme from health.condition" },
    { path: "acme/clean.ts", text: "send();" },
    {
      path: "other/leak.ts",
      text: "// expect-missed: health-to-advertising acme (why)\nsend(dx); // expect: health-to-analytics other",
    },
  ]);
  expect([...fixtures]).toEqual([
    ["acme", { found: 1, limits: 1, hasSilentTwin: true }],
    ["other", { found: 1, limits: 0, hasSilentTwin: false }],
  ]);
});

test("a vendor has one row, with what it is recognised by", () => {
  const vendor = { id: "acme", name: "Acme", class: "advertising" } as const;
  const rules = {
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
  } satisfies Parameters<typeof vendorsPage>[0];
  const page = vendorsPage(rules, new Map([["acme", { found: 2, limits: 1, hasSilentTwin: true }]]));
  expect(page).toContain("1 of 1 vendor with a fixture that leaks and a silent twin");
  expect(page).toContain("One vendor is built in");
  expect(page).toContain("## advertising (1)");
  expect(page).toContain(
    "| Acme | `acme` | `*.acme\\|x`, `acme` | `@acme/ads`, `acme-tag` |  | address, clicks | 2 found, 1 limit, silent twin |",
  );
  expect(page).not.toContain("Unused");
});
