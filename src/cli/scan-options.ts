import type { Confidence } from "../model/finding.ts";
import type { Level } from "../model/rule-set.ts";
import type { Format } from "../report/reporters.ts";

/** Where one report goes: a file (relative to the current folder), or standard output when there is none. */
export interface Output {
  readonly format: Format;
  readonly file?: string;
}

/** What `phi-lint scan` was asked to do, complete and checked. */
export interface ScanOptions {
  readonly paths: readonly string[];
  /** At least one; at most one goes to standard output. */
  readonly outputs: readonly Output[];
  readonly configPath?: string;
  /** Without a baseline every finding is new. */
  readonly failOn: "new" | "any" | "never";
  readonly minLevel: Level;
  readonly minConfidence: Confidence;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  readonly progress: boolean;
}
