import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyzeFolder } from "./harness/analyze-folder.ts";
import { compare } from "./harness/compare.ts";
import { readPromises } from "./harness/expectation.ts";
import { fixtureFolders, repositoryRoot } from "./harness/fixture-folders.ts";
import { matrixPage, matrixRow, type MatrixRow } from "./harness/flow-matrix.ts";

describe("fixtures report what their comments say, and nothing else", () => {
  const rows: MatrixRow[] = [];

  for (const folder of fixtureFolders()) {
    test(folder.name, async () => {
      const analyzed = await analyzeFolder(folder.path);
      const { sources, ruleSet, result } = analyzed;
      const promises = sources.map((source) => readPromises(source.path, source.text));
      const expectations = promises.flatMap((promise) => promise.expectations);
      if (/^(?:flows|frameworks)\//.test(folder.name)) rows.push(matrixRow(folder.name, analyzed, expectations));
      const differences = compare(
        {
          expectations,
          sourceMarks: promises.flatMap((promise) => promise.sourceMarks),
          mistakes: promises.flatMap((promise) => promise.mistakes),
        },
        result.findings.filter((finding) => finding.confidence !== "low"),
        { ruleIds: new Set(ruleSet.rules.keys()), vendorIds: new Set(ruleSet.vendors.keys()) },
      );
      expect(differences.join("\n"), `fixtures/${folder.name}`).toBe("");
    });
  }

  // Runs last: it needs what the tests above saw.
  test("docs/flow-matrix.md is up to date", async () => {
    await expect(matrixPage(rows)).toMatchFileSnapshot(join(repositoryRoot, "docs", "flow-matrix.md"));
  });
});
