import { expect } from "vitest";
import { analyze } from "../../src/analyze.ts";
import { extractModules } from "../../src/extract/extract-file.ts";
import type { AnalysisResult, Finding } from "../../src/model/finding.ts";
import { defaultLimits, type AnalysisOptions, type Limits } from "../../src/model/options.ts";
import type { RuleSet } from "../../src/model/rule-set.ts";
import { houseRules } from "../taint/house-rules.ts";

/** Files by path, or the text of the only file. */
export type Files = string | Readonly<Record<string, string>>;

const rules = await houseRules();

export interface Settings {
  readonly ruleSet?: RuleSet;
  readonly healthContext?: AnalysisOptions["healthContext"];
  readonly limits?: Partial<Limits>;
}

/** The findings of a program under the house rules, in a health product unless told otherwise. */
export function findingsOf(files: Files, settings: Settings = {}): readonly Finding[] {
  return resultOf(files, settings).findings;
}

/** As `findingsOf`, with all that is said besides. */
export function resultOf(
  files: Files,
  { ruleSet = rules, healthContext = "yes", limits = {} }: Settings = {},
): AnalysisResult {
  const sources =
    typeof files === "string"
      ? [{ path: "clinic.ts", text: files }]
      : Object.entries(files).map(([path, text]) => ({ path, text }));
  const layout = { packages: [], compilerSettings: [] };
  const options = { healthContext, limits: { ...defaultLimits, ...limits } };
  return analyze({ extracted: extractModules(sources), sources, layout, ruleSet, options });
}

/** Compares the findings of a program, one line for each, with the text of its place: `health-to-advertising acme-ads: track(dx)`. */
export function check(files: Files, printed: string, settings: Settings = {}): void {
  const expected = printed.split("\n").map((line) => line.trim());
  const found = findingsOf(files, settings).map(
    (finding) => `${finding.ruleId} ${finding.vendor.id}: ${textOf(files, finding)}`,
  );
  expect(found).toEqual(expected.filter((line) => line !== ""));
}

/** The text at the place of a finding, which must be within one line. */
function textOf(files: Files, { location }: Finding): string {
  const text = typeof files === "string" ? files : (files[location.file] ?? "");
  const line = text.split("\n")[location.line - 1] ?? "";
  return line.slice(location.column - 1, location.endLine === location.line ? location.endColumn - 1 : undefined);
}
