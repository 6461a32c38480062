import type { AnalysisResult } from "../../model/finding.ts";
import type { Level } from "../../model/rule-set.ts";
import { countOf, printNumber } from "../../util/count-of.ts";
import { countFindings } from "../finding-counts.ts";
import { paragraph, type TextStyle } from "./text-style.ts";

const levels: readonly Level[] = ["error", "warning", "note"];

/** The last lines of the report: how many findings, or a reminder when silence says little. */
export function closingLines(result: AnalysisResult, style: TextStyle): string {
  const { total, byLevel, files } = countFindings(result.findings);
  const present = levels.filter((level) => byLevel[level] > 0);
  const counts = present.map((level) => countOf(byLevel[level], level)).join(", ");
  const known = comparisonLines(result, style);
  if (total === 0) {
    const nothing = result.review?.comparison === undefined ? "No findings." : "No new findings.";
    return [style.theme.good(nothing), ...known, ...reminders(result, style)].join("\n");
  }
  const paint = style.theme.level[present[0] ?? "note"];
  const found = result.review?.comparison === undefined ? countOf(total, "finding") : countOf(total, "new finding");
  return [paint(`${found} (${counts}) in ${countOf(files, "file")}`), ...known].join("\n");
}

/** What was known, what is fixed, and what comments accept. */
function comparisonLines({ findings, review }: AnalysisResult, style: TextStyle): readonly string[] {
  if (review === undefined) return [];
  const { comparison, accepted } = review;
  const lines: string[] = [];
  if (comparison !== undefined) {
    const known = accepted.filter(({ by }) => by === "baseline").length;
    const unseen = comparison.unseen === 0 ? "" : `, ${printNumber(comparison.unseen)} not seen by this scan`;
    const ended = comparison.ended === 0 ? "" : `; ${countOf(comparison.ended, "entry has", "entries have")} ended`;
    const counts = `${printNumber(findings.length)} new, ${printNumber(known)} known, ${printNumber(comparison.fixed)} fixed${unseen}${ended}`;
    lines.push(paragraph(style, "", `Set against ${comparison.with}: ${counts}.`));
  }
  const byComment = accepted.filter(({ by }) => by === "comment").length;
  if (byComment > 0) lines.push(`${countOf(byComment, "finding")} accepted by comments in the code.`);
  return lines;
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
