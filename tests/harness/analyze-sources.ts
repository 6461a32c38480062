import { analyze } from "../../src/analyze.ts";
import { extractModules } from "../../src/extract/extract-file.ts";
import type { AnalysisResult } from "../../src/model/finding.ts";
import { defaultLimits } from "../../src/model/options.ts";
import type { SourceFile } from "../../src/model/project.ts";
import type { RuleSet } from "../../src/model/rule-set.ts";

/** Scans a program that a test writes itself, taken for a health product. */
export function analyzeSources(sources: readonly SourceFile[], ruleSet: RuleSet): AnalysisResult {
  return analyze({
    sources,
    extracted: extractModules(sources),
    layout: { packages: [], compilerSettings: [] },
    ruleSet,
    options: { healthContext: "yes", limits: defaultLimits },
  });
}
