import type { FailOn } from "../config/settings.ts";
import type { Confidence } from "../model/finding.ts";
import type { Level } from "../model/rule-set.ts";
import type { Format } from "../report/reporters.ts";

/** Where one report goes: a file (relative to the current folder), or standard output when there is none. */
export interface Output {
  readonly format: Format;
  readonly file?: string;
}

/** What every command that analyses the project is told. */
export interface ProjectRequest {
  readonly paths: readonly string[];
  readonly configPath?: string;
  readonly quiet: boolean;
  readonly progress: boolean;
  /** Say more, also where the search for data could not go on. */
  readonly verbose?: boolean;
  /** The folder of the cache, from the current folder; `false`: none. Absent: in the `node_modules` of the project, when there are. */
  readonly cache?: string | false;
}

/** Which baseline findings are set against. */
export interface BaselineRequest {
  /** `false`: none. Absent: the one that the settings name, or the one beside them when it exists. */
  readonly baseline?: string | false;
  /** Read it as it is at this commit. */
  readonly baselineRef?: string;
}

/** What `phi-lint scan` was asked to do, checked. What was not said here is for the settings to say. */
export interface ScanOptions extends ProjectRequest, BaselineRequest {
  /** At least one; at most one goes to standard output. */
  readonly outputs: readonly Output[];
  /** Compare with the whole program at the merge base with this commit. */
  readonly since?: string;
  readonly failOn?: FailOn;
  readonly minLevel?: Level;
  readonly minConfidence?: Confidence;
  readonly strict?: boolean;
  readonly includeAccepted: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}
