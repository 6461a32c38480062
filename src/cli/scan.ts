import path from "node:path";
import type { AnalysisResult } from "../model/finding.ts";
import type { SourceFile } from "../model/project.ts";
import type { RuleSet } from "../model/rule-set.ts";
import { countOf } from "../util/count-of.ts";
import { visibleSentence } from "../util/visible-text.ts";
import { usesColors } from "./colors.ts";
import { writeText, type Io } from "./io.ts";
import { checkOutputFile, writeOutputFile } from "./output-file.ts";
import { createProgress, type Progress } from "./progress.ts";
import type { Output, ScanOptions } from "./scan-options.ts";
import { readSettings } from "./read-settings.ts";
import { applyThresholds } from "./thresholds.ts";
import { readVersion } from "./version.ts";

/** What the reports are made from. */
interface Scanned {
  readonly result: AnalysisResult;
  readonly sources: readonly SourceFile[];
  readonly ruleSet: RuleSet;
  readonly repositoryPath: string;
  /** Sentences about settings that have no effect. */
  readonly warnings: readonly string[];
}

/** Scans, writes the reports and returns the exit code. Throws a `ConfigurationError` for a mistake of the user. */
export async function scan(options: ScanOptions, io: Io): Promise<number> {
  for (const { file } of options.outputs) if (file !== undefined) checkOutputFile(io.cwd, file);

  const progress = createProgress(io, options.progress && !options.quiet);
  let scanned: Scanned;
  try {
    scanned = await scanProject(options, io, progress);
  } finally {
    await progress.clear();
  }

  const result = applyThresholds(scanned.result, options);
  for (const output of options.outputs) await writeReport(output, { ...scanned, result }, options, io);
  if (!options.quiet) {
    await writeText(io.stderr, scanned.warnings.map((warning) => `warning: ${visibleSentence(warning)}\n`).join(""));
    await writeText(io.stderr, describeRest(scanned.result, result, options));
  }
  if (result.coverage.filesAnalyzed === 0) {
    await writeText(io.stderr, "error: None of the files could be analysed, so nothing is known about them.\n");
    return 2;
  }
  return options.failOn === "never" || result.findings.length === 0 ? 0 : 1;
}

async function scanProject(options: ScanOptions, io: Io, progress: Progress): Promise<Scanned> {
  await progress.show("Reading settings and rules…");
  const settings = await readSettings(options, io);
  const { loadRuleSet } = await import("../ruleset/load-rule-set.ts");
  const ruleSet = await loadRuleSet(settings);

  await progress.show("Finding files…");
  const { findProject } = await import("../project/find-project.ts");
  const { file, include, exclude, tests, healthContext, limits, warnings } = settings;
  const project = await findProject({
    root: io.cwd,
    paths: options.paths,
    include,
    exclude,
    tests,
    ...(file !== undefined && { settingsFolder: path.dirname(file) }),
  });

  await progress.show(`Analysing ${countOf(project.sources.length, "file")}…`);
  const { analyze } = await import("../analyze.ts");
  const result = analyze({ ...project, ruleSet, options: { healthContext, limits } });
  const { sources, repositoryPath } = project;
  return { result, sources, ruleSet, repositoryPath, warnings };
}

async function writeReport(output: Output, scanned: Scanned, options: ScanOptions, io: Io): Promise<void> {
  const { reporters } = await import("../report/reporters.ts");
  const texts = new Map(scanned.sources.map((source) => [source.path, source.text]));
  const isFile = output.file !== undefined;
  const text = reporters[output.format](scanned.result, {
    toolVersion: readVersion(),
    color: !isFile && usesColors(io.stdout, io, options.color),
    columns: isFile ? defaultColumns : (io.stdout.columns ?? defaultColumns),
    verbose: options.verbose,
    quiet: options.quiet,
    ruleSet: scanned.ruleSet,
    repositoryPath: scanned.repositoryPath,
    readText: (file) => texts.get(file),
  });
  if (output.file === undefined) await writeText(io.stdout, text);
  else writeOutputFile(io.cwd, output.file, text);
}

const defaultColumns = 100;

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
  return `${countOf(hidden, "finding")} below --min-level or --min-confidence ${are} not shown.\n`;
}
