import { expect, test } from "vitest";
import { analyzeSources } from "../harness/analyze-sources.ts";
import { wrapperProgram } from "../../bench/generate-wrappers.mjs";
import type { AnalysisResult } from "../../src/model/finding.ts";
import { rulesFor } from "../harness/analyze-folder.ts";

const { ruleSet } = await rulesFor(undefined);

function analyzeWrappers(modules: number): { readonly planted: number; readonly result: AnalysisResult } {
  const { files, planted } = wrapperProgram(modules);
  const sources = [...files].map(([path, text]) => ({ path, text }));
  const result = analyzeSources(sources, ruleSet);
  return { planted, result };
}

test("a thousand wrappers over one utility: exactly what was planted, each where the payload is composed", () => {
  const { planted, result } = analyzeWrappers(2000);
  expect(planted).toBe(50);
  expect(result.findings.map(({ location, flows: [flow] }) => [location.file, flow?.field])).toEqual(
    result.findings.map(({ location: { file } }) => [file, "visit.diagnosis"]),
  );
  expect(result.findings.map(({ location: { file } }) => file).sort()).toEqual(
    Array.from({ length: planted }, (_, index) => `src/callers/caller${String(20 * index + 7)}.ts`).sort(),
  );
  expect(result.diagnostics).toEqual([]);
});

test("twice the wrappers are at most 2.2 times the work, in every counter", () => {
  const sizes = [250, 500, 1000];
  const counters = sizes.map((size) => analyzeWrappers(size).result.coverage.counters);
  for (const [index, larger] of counters.slice(1).entries()) {
    for (const [name, count] of Object.entries(larger)) {
      expect(count / (counters[index]?.[name] ?? 0), `${name} at ${String(sizes[index + 1])} modules`).toBeLessThan(
        2.2,
      );
    }
  }
});
