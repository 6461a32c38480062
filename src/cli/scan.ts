import type { Settings } from "../config/settings.ts";
import type { AnalysisResult } from "../model/finding.ts";
import { countOf } from "../util/count-of.ts";
import { visibleSentence } from "../util/visible-text.ts";
import { analyzeProject, type AnalyzedProject } from "./analyze-project.ts";
import { applyGate, gateOf } from "./apply-gate.ts";
import type { Io } from "./io.ts";
import { writeText } from "./io.ts";
import { checkOutputFile } from "./output-file.ts";
import { baselineReference, compareWith, withDirectives, type Reference } from "./review-findings.ts";
import type { ScanOptions } from "./scan-options.ts";
import { complaintsOf } from "./strict.ts";
import { ignoredSettings } from "./workspace-settings.ts";
import { writeReport } from "./write-report.ts";

/** Scans, writes the reports and returns the exit code. Throws a `ConfigurationError` for a mistake of the user. */
export async function scan(options: ScanOptions, io: Io): Promise<number> {
  for (const { file } of options.outputs) if (file !== undefined) checkOutputFile(io.cwd, file);
  const analyzed = await analyzeProject(options, io);
  const reviewed = await review(options, analyzed, io);
  const result = applyGate(reviewed, gateOf(analyzed.settings, options, analyzed.project.root));
  for (const output of options.outputs) await writeReport(output, result, analyzed, options, io);

  const complaints = complaintsOf(result);
  const isStrict = options.strict ?? analyzed.settings.strict;
  if (!options.quiet) {
    const warnings = [
      ...analyzed.settings.warnings,
      ...ignoredSettings(analyzed, io.cwd),
      ...(isStrict ? [] : directiveWarnings(result)),
    ];
    await writeText(io.stderr, warnings.map((warning) => `warning: ${visibleSentence(warning)}\n`).join(""));
    await writeText(io.stderr, describeRest(reviewed, result, options));
    if (!isStrict && options.since === undefined) await writeText(io.stderr, adviceOnFixed(result));
    await writeText(io.stderr, adviceOnEnded(result));
  }
  if (result.coverage.filesAnalyzed === 0) {
    await writeText(io.stderr, "error: None of the files could be analysed, so nothing is known about them.\n");
    return 2;
  }
  if (isStrict && complaints.length > 0) {
    await writeText(io.stderr, complaints.map((each) => `error: ${visibleSentence(each)} (--strict)\n`).join(""));
    return 1;
  }
  return failingFindings(result, options.failOn ?? analyzed.settings.failOn) > 0 ? 1 : 0;
}

async function review(options: ScanOptions, analyzed: AnalyzedProject, io: Io): Promise<AnalysisResult> {
  const result = withDirectives(analyzed, io);
  const reference = await referenceOf(options, analyzed, io);
  return reference === undefined ? result : compareWith(reference, result, analyzed.project, io).result;
}

async function referenceOf(options: ScanOptions, analyzed: AnalyzedProject, io: Io): Promise<Reference | undefined> {
  if (options.since !== undefined) {
    const { sinceReference } = await import("./since.ts");
    return sinceReference(options.since, options, analyzed, io);
  }
  if (options.baseline === false) return undefined;
  const { reference } = await baselineReference(options, analyzed, io);
  return reference;
}

/** Findings that make the exit code 1. What a comment accepts never does. */
function failingFindings({ findings, review }: AnalysisResult, failOn: Settings["failOn"]): number {
  if (failOn === "never") return 0;
  const known = failOn === "any" ? (review?.accepted.filter(({ by }) => by === "baseline").length ?? 0) : 0;
  return findings.length + known;
}

/** An entry that is no longer needed would let the same leak in again. */
function adviceOnFixed({ review }: AnalysisResult): string {
  const { comparison } = review ?? {};
  if (comparison === undefined || comparison.fixed === 0) return "";
  const flows = countOf(comparison.fixed, "flow is", "flows are");
  const them = comparison.fixed === 1 ? "it" : "them";
  return `${flows} fixed and still in ${comparison.with}; take ${them} out with \`phi-lint baseline prune\`.\n`;
}

/** What an entry accepted is new again after its last day, and nobody has touched the code. */
function adviceOnEnded({ review }: AnalysisResult): string {
  const { comparison } = review ?? {};
  if (comparison === undefined || comparison.ended === 0) return "";
  const entries = countOf(comparison.ended, "entry of", "entries of");
  return `${entries} ${comparison.with} ended; mend what was accepted, or give a later day in \`expires\`. \`phi-lint baseline check\` lists them.\n`;
}

function directiveWarnings({ diagnostics }: AnalysisResult): readonly string[] {
  return diagnostics.filter(({ code }) => code.startsWith("directive-")).map(({ message }) => message);
}

/** What standard output does not show: reports in files, and findings below the thresholds beside a text report. */
function describeRest(all: AnalysisResult, shown: AnalysisResult, { outputs }: ScanOptions): string {
  const onScreen = outputs.find(({ file }) => file === undefined);
  const hidden = all.findings.length - shown.findings.length;
  if (onScreen === undefined) {
    const files = outputs.map(({ file }) => file).join(", ");
    return `${countOf(shown.findings.length, "finding")} written to ${files}.\n`;
  }
  if (onScreen.format !== "text" || hidden === 0) return "";
  const are = hidden === 1 ? "is" : "are";
  return `${countOf(hidden, "finding")} below --min-level or --min-confidence, or of a rule that is off, ${are} not shown.\n`;
}
