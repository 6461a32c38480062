import type { RuleSet } from "../model/rule-set.ts";
import { loadBuiltInRules } from "./built-in-rules.ts";
import { compileRuleSet } from "./compile-rule-set.ts";
import type { Preset } from "./preset-files.ts";
import type { RuleDocument } from "./rule-document.ts";

/** Which rules a scan uses: built-in packs, and the user's own documents that the settings have read. */
export interface RuleSelection {
  readonly presets: readonly Preset[];
  /** The settings file and what it extends, each checked already, in a fixed order. */
  readonly documents: readonly RuleDocument[];
}

/**
 * Compiles the built-in files of the chosen packs with the user's documents. The result depends on the content alone, not on
 * the order in which the file system lists files. Throws a ConfigurationError for a mistake in any of them.
 */
export async function loadRuleSet(selection: RuleSelection): Promise<RuleSet> {
  return compileRuleSet([...(await loadBuiltInRules(selection.presets)), ...selection.documents]);
}
