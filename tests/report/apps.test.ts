import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { text } from "../../src/report/text.ts";
import { analyzeFolder } from "../harness/analyze-folder.ts";

const apps = path.resolve("fixtures", "apps");

describe("the reports of the sample applications are as stored; `npm run update-reports` stores them anew", () => {
  test.for(readdirSync(apps).sort())("%s", { timeout: 60_000 }, async (app) => {
    const { sources, ruleSet, result } = await analyzeFolder(path.join(apps, app));
    const texts = new Map(sources.map((source) => [source.path, source.text]));
    const report = text(result, {
      toolVersion: "0.0.0",
      color: false,
      columns: 100,
      verbose: false,
      quiet: false,
      ruleSet,
      includeAccepted: false,
      repositoryPath: "",
      readText: (file) => texts.get(file),
    });
    await expect(report).toMatchFileSnapshot(`expected/apps/${app}.txt`);
  });
});
