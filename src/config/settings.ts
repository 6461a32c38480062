import type { Confidence } from "../model/finding.ts";
import { defaultLimits, type Limits } from "../model/options.ts";
import type { Level } from "../model/rule-set.ts";
import type { RuleSelection } from "../ruleset/load-rule-set.ts";
import type { RuleDocument } from "../ruleset/rule-document.ts";
import { presets } from "../ruleset/preset-files.ts";
import type { SettingsFile } from "./settings-schema.ts";

export type FailOn = "new" | "any" | "never";

/** The level that a rule has instead of its own; `off` reports nothing for it. */
export type LevelByRule = Readonly<Record<string, Level | "off">>;

/** What holds for the findings in some files only; of several that name a file, the last one decides. */
export interface Override {
  /** Patterns of files, from the folder of the settings. */
  readonly files: readonly string[];
  readonly levels: LevelByRule;
  readonly minLevel?: Level;
  readonly minConfidence?: Confidence;
}

/** What a scan is told to do: the settings file, what it extends, the environment and the defaults, complete. */
export interface Settings extends RuleSelection {
  /** The settings file and what it extends, what is extended first. */
  readonly documents: readonly (RuleDocument & { readonly content: SettingsFile; readonly text: string })[];
  /** Absolute path of the settings file; absent when none was found. */
  readonly file?: string;
  /** Is this a health product? `auto` measures it. */
  readonly healthContext: "auto" | "yes" | "no";
  /** Patterns of files to analyse, and to leave out. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether test, story and mock files are analysed. */
  readonly tests: "skip" | "scan";
  /** Absolute path of the baseline, when one is named. */
  readonly baseline?: string;
  /** Which findings make the exit code 1. */
  readonly failOn: FailOn;
  readonly minLevel: Level;
  readonly minConfidence: Confidence;
  /** Whether stale entries, comments without effect and files analysed in part make the exit code 1, too. */
  readonly strict: boolean;
  readonly levels: LevelByRule;
  readonly overrides: readonly Override[];
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
  failOn: "new",
  minLevel: "note",
  minConfidence: "medium",
  strict: false,
  levels: {},
  overrides: [],
  limits: defaultLimits,
  warnings: [],
};
