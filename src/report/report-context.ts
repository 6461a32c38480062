import type { AnalysisResult } from "../model/finding.ts";
import type { RuleSet } from "../model/rule-set.ts";

/** What a report needs besides the result. Reports read no files: source text comes through `readText`. */
export interface ReportContext {
  readonly toolVersion: string;
  /** Whether the text report may use terminal colours. */
  readonly color: boolean;
  /** Width of the terminal; the text report treats anything below 60 as 60. */
  readonly columns: number;
  /** Show every step, file and diagnostic in the text report. */
  readonly verbose: boolean;
  /** Show nothing but one line for each finding in the text report. */
  readonly quiet: boolean;
  /** Whether accepted findings are reported too, marked as such (SARIF). */
  readonly includeAccepted: boolean;
  /** The rules, also those that found nothing. */
  readonly ruleSet: Pick<RuleSet, "rules">;
  /** The folder that paths are relative to, seen from the root of the repository: `""`, or `packages/web/`. */
  readonly repositoryPath: string;
  /** The whole text of a scanned file by its path relative to the scan root, or undefined when it is not at hand. */
  readonly readText: (file: string) => string | undefined;
}

/** Turns a result into the complete text of a report, final line break included. Pure: same input, same bytes. */
export type Reporter = (result: AnalysisResult, context: ReportContext) => string;
