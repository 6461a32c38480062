import type { AnalysisResult, Finding, Flow } from "../model/finding.ts";
import { printLocation } from "../model/location.ts";
import { countOf } from "../util/count-of.ts";
import { countFindings } from "./finding-counts.ts";
import { codeSpan, markdownText } from "./markdown-text.ts";
import { ruleAddress } from "./project-address.ts";
import type { ReportContext } from "./report-context.ts";
import { withRepositoryPaths } from "./repository-paths.ts";

/** GitHub takes 1 MiB for the summary of a step; other steps may write there, too. */
const maximumBytes = 900_000;

/** A summary for people, as a page in a job or a comment: what was found, one line each, and the paths to unfold. */
export function markdown(scanned: AnalysisResult, scanContext: ReportContext): string {
  const { result, context } = withRepositoryPaths(scanned, scanContext);
  const head = [`## phi-lint: ${headline(result)}`, ...comparison(result)];
  const tail = coverage(result);
  const room = maximumBytes - byteLength([...head, ...tail].join("\n\n")) - 500;
  const { findings } = result;
  const rows = within(findings.map(row), room / 2);
  const table = rows.length === 0 ? [] : [["| | Where | What |", "| --- | --- | --- |", ...rows].join("\n")];
  const details = within(
    findings.map((finding) => detail(finding, context)),
    room - byteLength(table.join("")),
  );
  const parts = [...head, ...table, ...details];
  if (details.length < findings.length) {
    parts.push(
      `${countOf(findings.length - details.length, "finding")} left out here; the other reports have all of them.`,
    );
  }
  return `${[...parts, ...tail].join("\n\n")}\n`;
}

function headline({ findings, review }: AnalysisResult): string {
  const { total, byLevel, files } = countFindings(findings);
  const kind = review?.comparison === undefined ? "finding" : "new finding";
  if (total === 0) return `no ${kind}s`;
  const levels = [countOf(byLevel.error, "error"), countOf(byLevel.warning, "warning"), countOf(byLevel.note, "note")];
  const present = levels.filter((text) => !text.startsWith("0 "));
  return `${countOf(total, kind)} (${present.join(", ")}) in ${countOf(files, "file")}`;
}

function comparison({ findings, review }: AnalysisResult): readonly string[] {
  if (review === undefined) return [];
  const { accepted } = review;
  const lines: string[] = [];
  if (review.comparison !== undefined) {
    const known = accepted.filter(({ by }) => by === "baseline").length;
    const counts = `${String(findings.length)} new, ${String(known)} known, ${String(review.comparison.fixed)} fixed`;
    lines.push(`Set against ${markdownText(review.comparison.with)}: ${counts}.`);
  }
  const byComment = accepted.filter(({ by }) => by === "comment").length;
  if (byComment > 0) lines.push(`${countOf(byComment, "finding")} accepted by comments in the code.`);
  return lines;
}

function row({ level, location, message }: Finding): string {
  return `| ${level} | ${cell(codeSpan(printLocation(location)))} | ${cell(markdownText(message))} |`;
}

/** A pipe ends a cell, even within code. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function detail(finding: Finding, context: ReportContext): string {
  const rule = context.ruleSet.rules.get(finding.ruleId);
  const title = `${finding.vendor.name} at ${printLocation(finding.location)}`;
  return [
    `<details><summary>${html(title)}</summary>`,
    "",
    `[${finding.ruleId}](${ruleAddress(finding.ruleId)}): ${markdownText(finding.message)}`,
    "",
    ...finding.flows.slice(0, 1).flatMap(path),
    ...finding.flows.slice(1).map((flow) => `- also ${codeSpan(flow.field)}, ${markdownText(flow.label)}`),
    ...(rule === undefined ? [] : ["", markdownText(rule.remedy)]),
    "",
    "</details>",
  ].join("\n");
}

function path({ steps }: Flow): readonly string[] {
  const printed = steps.map(
    ({ location, message }, index) =>
      `${String(index + 1)}. ${codeSpan(printLocation(location))} ${markdownText(message)}`,
  );
  return [...printed, ""];
}

function coverage({
  coverage: { filesAnalyzed, partial, skipped, vendors, healthContext },
}: AnalysisResult): readonly string[] {
  const files = `${countOf(filesAnalyzed, "file")} analysed, ${String(partial.length)} of them in part; ${String(skipped.length)} skipped`;
  const seen =
    vendors.length === 0 ? "no vendor seen" : `vendors seen: ${vendors.map(({ vendor }) => vendor.name).join(", ")}`;
  const health = healthContext.decision === "yes" ? "treated as a health product" : "not treated as a health product";
  return [`Coverage: ${markdownText(`${files}; ${seen}; ${health} (${healthContext.because})`)}.`];
}

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The first parts that have room together. */
function within(parts: readonly string[], room: number): readonly string[] {
  let used = 0;
  const end = parts.findIndex((part) => {
    used += byteLength(part) + 2;
    return used > room;
  });
  return end === -1 ? parts : parts.slice(0, end);
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
