import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { analyzeSources } from "../harness/analyze-sources.ts";
import type { SourceFile } from "../../src/model/project.ts";
import { presets } from "../../src/ruleset/preset-files.ts";
import { loadRuleSet } from "../../src/ruleset/load-rule-set.ts";
import { parseRuleDocument } from "../../src/ruleset/rule-document.ts";

interface Example {
  readonly title: string;
  readonly settings: string;
  readonly sources: readonly SourceFile[];
}

const found = /\/\/ found(?:, (error|warning|note)(?: after (\w+))?)?/;

describe("docs/house-rules.md", () => {
  test.each(examples())("$title", async ({ settings, sources }) => {
    const ruleSet = await loadRuleSet({ presets, documents: [parseRuleDocument("phi-lint.yml", settings)] });
    const { findings } = analyzeSources(sources, ruleSet);
    const reported = findings.map(({ location: { file, line }, level, consent }) => {
      const promise = found.exec(sources.find(({ path }) => path === file)?.text.split("\n")[line - 1] ?? "");
      const after = consent.kind === "guarded" ? ` after ${consent.by}` : "";
      return `${file}:${String(line)}${promise?.[1] === undefined ? "" : ` ${level}${after}`}`;
    });
    const promised = sources.flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, index) => {
        const [is, level, check] = found.exec(line) ?? [];
        const after = check === undefined ? "" : ` after ${check}`;
        return is === undefined
          ? []
          : [`${path}:${String(index + 1)}${level === undefined ? "" : ` ${level}${after}`}`];
      }),
    );
    expect([...new Set(reported)].sort()).toEqual(promised.sort());
  });

  test("the examples need their settings", async () => {
    const ruleSet = await loadRuleSet({ presets, documents: [] });
    const { findings } = analyzeSources(
      examples().find(({ title }) => title.startsWith("A synonym"))?.sources ?? [],
      ruleSet,
    );
    expect(findings).toEqual([]);
  });
});

/** The sections of the page: settings in YAML, then files, each with its path behind the language. */
function examples(): readonly Example[] {
  const page = readFileSync("docs/house-rules.md", "utf8");
  return page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const blocks = [...section.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```/gm)];
      return {
        title: section.slice(0, section.indexOf("\n")),
        settings: blocks.find(([, language]) => language === "yaml")?.[3] ?? "",
        sources: blocks.flatMap(([, , path, text = ""]) => (path === undefined ? [] : [{ path, text }])),
      };
    });
}
