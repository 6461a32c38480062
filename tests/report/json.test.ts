import { expect, test } from "vitest";
import { json } from "../../src/report/json.ts";
import { decisionFinding, sampleContext, sampleResult } from "./sample-result.ts";

test("a result with one finding, as stored", async () => {
  const result = { ...sampleResult, findings: [decisionFinding] };
  await expect(json(result, sampleContext)).toMatchFileSnapshot("expected/decision.json");
});

test("the summary counts by level and file", () => {
  const { summary } = JSON.parse(json(sampleResult, sampleContext)) as { summary: unknown };
  expect(summary).toEqual({ findings: 3, errors: 1, warnings: 1, notes: 1, files: 2 });
});

test("the order of keys in the result does not matter", () => {
  const { coverage, diagnostics, findings } = sampleResult;
  const counters = Object.fromEntries(Object.entries(coverage.counters).reverse());
  const turned = {
    coverage: Object.fromEntries(Object.entries({ ...coverage, counters }).reverse()) as unknown as typeof coverage,
    diagnostics,
    findings,
  };
  expect(json(turned, sampleContext)).toBe(json(sampleResult, sampleContext));
});

test("a diagnostic whose file is not at hand has no location", () => {
  const report = json(sampleResult, { ...sampleContext, readText: () => undefined });
  const { diagnostics } = JSON.parse(report) as { diagnostics: { file: unknown; location: unknown }[] };
  expect(diagnostics[0]).toMatchObject({ file: "src/lib/pixel.ts", location: null });
});
