import { defaultLimits, type Limits } from "../model/options.ts";
import type { RuleSelection } from "../ruleset/load-rule-set.ts";
import { presets } from "../ruleset/preset-files.ts";

/** What a scan is told to do: the settings file, what it extends, and the defaults, complete. */
export interface Settings extends RuleSelection {
  /** Absolute path of the settings file; absent when none was found. */
  readonly file?: string;
  /** Is this a health product? `auto` measures it. */
  readonly healthContext: "auto" | "yes" | "no";
  /** Patterns of files to analyse, and to leave out. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether test, story and mock files are analysed. */
  readonly tests: "skip" | "scan";
  readonly limits: Limits;
  /** Full sentences about entries that have no effect. */
  readonly warnings: readonly string[];
}

export const defaultSettings: Settings = {
  healthContext: "auto",
  presets,
  documents: [],
  include: ["**/*"],
  exclude: [],
  tests: "skip",
  limits: defaultLimits,
  warnings: [],
};
