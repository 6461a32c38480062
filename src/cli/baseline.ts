import { existsSync } from "node:fs";
import { printBaseline, type BaselineEntry } from "../baseline/baseline-file.ts";
import type { BaselineComparison } from "../baseline/compare-baseline.ts";
import { createEntries, pruneEntries, updateEntries } from "../baseline/write-entries.ts";
import type { AnalysisResult } from "../model/finding.ts";
import { printLocation } from "../model/location.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import { countOf } from "../util/count-of.ts";
import { visibleSentence, visibleText } from "../util/visible-text.ts";
import { analyzeProject, type AnalyzedProject } from "./analyze-project.ts";
import { applyGate, gateOf } from "./apply-gate.ts";
import { locateBaseline, type BaselineLocation } from "./baseline-location.ts";
import type { BaselineOptions } from "./command.ts";
import { writeText, type Io } from "./io.ts";
import { checkOutputFile, writeOutputFile } from "./output-file.ts";
import { readSettings } from "./read-settings.ts";
import { baselineReference, compareWith, withDirectives, type Reference } from "./review-findings.ts";

/** `phi-lint baseline …`: keeps the findings that a team has accepted. Returns the exit code. */
export async function baseline(options: BaselineOptions, io: Io): Promise<number> {
  if (options.action === "create") return create(options, io);
  const analyzed = await analyzeProject(options, io);
  const { location, reference } = await baselineReference(options, analyzed, io);
  if (reference === undefined) {
    throw new ConfigurationError(`The baseline \`${location.name}\` does not exist.`, {
      hint: "Write it with `phi-lint baseline create`.",
    });
  }
  const { result, comparison } = compareWith(reference, withDirectives(analyzed, io), analyzed.project, io);
  switch (options.action) {
    case "check":
      return check(options, analyzed, result, comparison, reference, io);
    case "update":
      return write(location, updateEntries(comparison, options.remarks), comparison, options, io);
    case "prune":
      return write(location, pruneEntries(comparison), comparison, options, io);
  }
}

async function create(options: BaselineOptions, io: Io): Promise<number> {
  // Asked before the analysis, which takes longer.
  const { scannedFolder } = await import("../project/choose-root.ts");
  const location = locateBaseline(
    options,
    await readSettings(options, io),
    scannedFolder(io.cwd, options.paths),
    io.cwd,
  );
  if (existsSync(location.file) && !options.force) {
    throw new ConfigurationError(`The baseline \`${location.name}\` exists already.`, {
      hint: "`phi-lint baseline update` adds to it; `--force` replaces it and loses the reasons in it.",
    });
  }
  checkOutputFile(io.cwd, location.name);
  const { findings } = withDirectives(await analyzeProject(options, io), io);
  const entries = createEntries(findings, options.remarks);
  await writeOutputFile(io, location.name, printBaseline(entries));
  if (!options.quiet) {
    const what = `${countOf(findings.length, "finding")} accepted, ${countOf(entries.length, "flow")} in all`;
    await writeText(io.stderr, `${location.name} written: ${what}.\n`);
  }
  return 0;
}

async function write(
  location: BaselineLocation,
  entries: readonly BaselineEntry[],
  comparison: BaselineComparison,
  { action, quiet }: BaselineOptions,
  io: Io,
): Promise<number> {
  const { fixed, known, unseen, open } = comparison;
  await writeOutputFile(io, location.name, printBaseline(entries));
  if (quiet) return 0;
  const added = action === "update" ? entries.length - pruneEntries(comparison).length : 0;
  const parts = [
    ...(action === "update" ? [`${countOf(Math.max(0, added), "flow")} accepted`] : []),
    `${String(known.size)} kept`,
    `${String(fixed.length)} fixed and taken out`,
    ...(unseen.length > 0 ? [`${String(unseen.length)} not seen by this scan and kept`] : []),
  ];
  await writeText(io.stderr, `${location.name} written: ${parts.join(", ")}.\n`);
  if (action === "prune" && open.length > 0) {
    await writeText(io.stderr, `${countOf(open.length, "finding is", "findings are")} new and not accepted.\n`);
  }
  return 0;
}

async function check(
  options: BaselineOptions,
  { settings, project }: AnalyzedProject,
  compared: AnalysisResult,
  { fixed, expired }: BaselineComparison,
  reference: Reference,
  io: Io,
): Promise<number> {
  const { findings, review } = applyGate(compared, gateOf(settings, {}, project.root));
  const known = review?.accepted.filter(({ by }) => by === "baseline").length ?? 0;
  if (!options.quiet) {
    const lines = [
      ...findings.map(
        ({ location, message }) => `new    ${visibleText(printLocation(location))}  ${visibleSentence(message)}`,
      ),
      ...fixed.map((entry) => `fixed  ${printEntry(entry)}`),
      ...expired.map((entry) => `ended  ${printEntry(entry)} (${entry.expires ?? ""})`),
    ];
    await writeText(io.stdout, lines.map((line) => `${line}\n`).join(""));
  }
  const counts = `${String(findings.length)} new, ${String(known)} known, ${String(fixed.length)} fixed`;
  await writeText(io.stdout, `${counts}, set against ${reference.name}\n`);
  const isStrict = options.strict || settings.strict;
  return findings.length > 0 || (isStrict && fixed.length > 0) ? 1 : 0;
}

function printEntry({ file, rule, vendor, field, ...entry }: BaselineEntry): string {
  const within = entry.function === "" ? "" : ` in ${entry.function}`;
  return visibleText(`${file}${within}  ${field} to ${vendor} (${rule})`);
}
