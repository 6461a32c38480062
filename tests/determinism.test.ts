import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AnalysisResult } from "../src/model/finding.ts";
import type { SourceFile } from "../src/model/project.ts";
import { reporters } from "../src/report/reporters.ts";
import { analyzeProject, readFolder } from "./harness/analyze-folder.ts";
import { fixturesRoot } from "./harness/fixture-folders.ts";

/** The same answer always: whatever the order of the files, and however many files stand beside that say nothing. */
describe.each(["betterhelp", "doctolib"])("the report on %s", (app) => {
  test("does not depend on the order of the files", async () => {
    const { json, sources } = await prepare(app);
    const expected = json(sources);
    expect(expected).toContain('"ruleId"');
    expect(json(sources.toReversed())).toBe(expected);
    for (const seed of [1, 7, 42]) expect(json(shuffle(sources, seed)), `seed ${String(seed)}`).toBe(expected);
  });

  test("does not depend on 1,000 empty files", async () => {
    const { json, sources } = await prepare(app);
    const empty = Array.from({ length: 1000 }, (_, index) => ({ path: `src/empty/${String(index)}.ts`, text: "" }));
    const expected = json(sources, withoutFileCounts);
    expect(json([...sources, ...empty], withoutFileCounts)).toBe(expected);
    expect(json(shuffle([...empty, ...sources], 7), withoutFileCounts)).toBe(expected);
  });
});

interface Prepared {
  readonly sources: readonly SourceFile[];
  readonly json: (sources: readonly SourceFile[], view?: (result: AnalysisResult) => AnalysisResult) => string;
}

async function prepare(app: string): Promise<Prepared> {
  const { project, rules } = await readFolder(join(fixturesRoot, "apps", app));
  const texts = new Map(project.sources.map((source) => [source.path, source.text]));
  const context = {
    toolVersion: "0.0.0",
    color: false,
    columns: 120,
    verbose: true,
    quiet: false,
    ruleSet: rules.ruleSet,
    includeAccepted: false,
    repositoryPath: "",
    readText: (file: string) => texts.get(file),
  };
  return {
    sources: project.sources,
    json: (sources, view = (result) => result) =>
      reporters.json(view(analyzeProject({ ...project, sources }, rules)), context),
  };
}

function withoutFileCounts(result: AnalysisResult): AnalysisResult {
  return { ...result, coverage: { ...result.coverage, filesAnalyzed: 0, counters: {} } };
}

/** The same order for the same seed: a linear congruential generator drives the swaps. */
function shuffle<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  return items
    .map((item) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return { item, key: state };
    })
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}
