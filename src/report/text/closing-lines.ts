import type { AnalysisResult } from "../../model/finding.ts";
import type { Level } from "../../model/rule-set.ts";
import { countOf } from "../../util/count-of.ts";
import { countFindings } from "../finding-counts.ts";
import { paragraph, type TextStyle } from "./text-style.ts";

const levels: readonly Level[] = ["error", "warning", "note"];

/** The last lines of the report: how many findings, or a reminder when silence says little. */
export function closingLines(result: AnalysisResult, style: TextStyle): string {
  const { total, byLevel, files } = countFindings(result.findings);
  if (total === 0) return [style.theme.good("No findings."), ...reminders(result, style)].join("\n");
  const present = levels.filter((level) => byLevel[level] > 0);
  const counts = present.map((level) => countOf(byLevel[level], level));
  const gravest = present[0] ?? "note";
  return style.theme.level[gravest](`${countOf(total, "finding")} (${counts.join(", ")}) in ${countOf(files, "file")}`);
}

function reminders(result: AnalysisResult, style: TextStyle): readonly string[] {
  const unseen = unseenParts(result);
  if (unseen.length === 0) return [];
  return [paragraph(style, "", `That is no proof of safety: ${unseen.join(", ")}.`)];
}

function unseenParts({ coverage, diagnostics }: AnalysisResult): readonly string[] {
  const bounds = diagnostics.filter((diagnostic) => diagnostic.code === "bound-met").length;
  const parts: string[] = [];
  if (coverage.skipped.length > 0) parts.push(`${countOf(coverage.skipped.length, "file")} skipped`);
  if (coverage.partial.length > 0) parts.push(`${countOf(coverage.partial.length, "file")} analysed only in part`);
  if (bounds > 0) parts.push(`${countOf(bounds, "bound")} met`);
  if (coverage.filesAnalyzed === 0) parts.push("no file analysed");
  return parts;
}
