import type { LoadedTracker, Presence } from "../model/loaded-tracker.ts";
import type { Program } from "../model/program.ts";
import type { RawFlow } from "../model/raw-flow.ts";
import type { RuleSet } from "../model/rule-set.ts";
import type { Locate, TextAt } from "./describe-steps.ts";

/** What the stages before found, and the texts to show it with. */
export interface FindingsInput {
  readonly program: Program;
  readonly flows: readonly RawFlow[];
  readonly ruleSet: RuleSet;
  readonly isHealthProduct: boolean;
  readonly flowsPerFinding: number;
  readonly locate: Locate;
  readonly textAt: TextAt;
  /** The scanned folder seen from the root of the repository: `""`, or `packages/web/`. */
  readonly repositoryPath: string;
  /** The trackers that read the pages on which a module runs. */
  readonly readersOf: (module: number) => readonly LoadedTracker[];
  /** The trackers that tell by being loaded where they are. */
  readonly presences: readonly Presence[];
  /** The consent check that guards a call, by call. */
  readonly consentOf: (call: number) => string | undefined;
}
