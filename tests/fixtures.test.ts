import { describe, expect, test } from "vitest";
import { analyzeFolder } from "./harness/analyze-folder.ts";
import { compare } from "./harness/compare.ts";
import { readPromises } from "./harness/expectation.ts";
import { fixtureFolders } from "./harness/fixture-folders.ts";

describe("fixtures report what their comments say, and nothing else", () => {
  for (const folder of fixtureFolders()) {
    test(folder.name, async () => {
      const { sources, ruleSet, result } = await analyzeFolder(folder.path);
      const promises = sources.map((source) => readPromises(source.path, source.text));
      const differences = compare(
        {
          expectations: promises.flatMap((promise) => promise.expectations),
          sourceMarks: promises.flatMap((promise) => promise.sourceMarks),
          mistakes: promises.flatMap((promise) => promise.mistakes),
        },
        result.findings.filter((finding) => finding.confidence !== "low"),
        { ruleIds: new Set(ruleSet.rules.keys()), vendorIds: new Set(ruleSet.vendors.keys()) },
      );
      expect(differences.join("\n"), `fixtures/${folder.name}`).toBe("");
    });
  }
});
