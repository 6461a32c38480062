import type { AnalysisResult } from "../model/finding.ts";
import type { AnalyzedProject } from "./analyze-project.ts";
import { usesColors } from "./colors.ts";
import { writeText, type Io } from "./io.ts";
import { writeOutputFile } from "./output-file.ts";
import type { Output, ScanOptions } from "./scan-options.ts";
import { readVersion } from "./version.ts";

const defaultColumns = 100;

/** Writes one report to its file, or to standard output. */
export async function writeReport(
  output: Output,
  result: AnalysisResult,
  { project, rules }: AnalyzedProject,
  options: Pick<ScanOptions, "color" | "verbose" | "quiet" | "includeAccepted">,
  io: Io,
): Promise<void> {
  const { reporters } = await import("../report/reporters.ts");
  const texts = new Map(project.sources.map((source) => [source.path, source.text]));
  const isFile = output.file !== undefined;
  const text = reporters[output.format](result, {
    toolVersion: readVersion(),
    color: !isFile && usesColors(io.stdout, io, options.color),
    columns: isFile ? defaultColumns : (io.stdout.columns ?? defaultColumns),
    verbose: options.verbose,
    quiet: options.quiet,
    includeAccepted: options.includeAccepted,
    ruleSet: { rules },
    repositoryPath: project.repositoryPath,
    readText: (file) => texts.get(file),
  });
  if (output.file === undefined) await writeText(io.stdout, text);
  else await writeOutputFile(io, output.file, text);
}
