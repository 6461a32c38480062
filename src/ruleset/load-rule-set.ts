import { readFile } from "node:fs/promises";
import type { RuleSet } from "../model/rule-set.ts";
import { compileRuleSet } from "./compile-rule-set.ts";
import { type Preset, presetFiles } from "./preset-files.ts";
import { parseRuleDocument, type RuleDocument } from "./rule-document.ts";

/** Which rules a scan uses: built-in packs, and the user's own documents that the settings have read. */
export interface RuleSelection {
  readonly presets: readonly Preset[];
  /** The settings file and what it extends, each checked already, in a fixed order. */
  readonly documents: readonly RuleDocument[];
}

/**
 * Reads the built-in files of the chosen packs and compiles them with the user's documents. The result depends on the content
 * alone, not on the order in which the file system lists files. Throws a ConfigurationError for a mistake in any of them.
 */
export async function loadRuleSet(selection: RuleSelection): Promise<RuleSet> {
  return compileRuleSet([...(await loadPresets(selection.presets)), ...selection.documents]);
}

async function loadPresets(chosen: readonly Preset[]): Promise<readonly RuleDocument[]> {
  const files = await presetFiles(chosen);
  return Promise.all(files.map(async ({ path, name }) => parseRuleDocument(name, await readFile(path, "utf8"))));
}
