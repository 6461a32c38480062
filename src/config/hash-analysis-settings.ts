import { createHash } from "node:crypto";
import { hashRuleFiles, readRuleFiles } from "../ruleset/rule-files.ts";
import type { Settings } from "./settings.ts";

/**
 * One hash of everything in the settings and rules that decides what the analysis finds. What only decides what is shown of it,
 * or how the program ends, has no part.
 */
export function hashAnalysisSettings({ presets, documents, healthContext, limits }: Settings): string {
  const hash = createHash("sha256").update(hashRuleFiles(readRuleFiles()));
  hash.update(JSON.stringify({ presets, healthContext, limits }));
  for (const { yaml, text, endedAllowances = [] } of documents) {
    hash.update(JSON.stringify([yaml.file, text, [...endedAllowances]]));
  }
  return hash.digest("hex");
}
