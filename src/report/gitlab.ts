import { createHash } from "node:crypto";
import type { AnalysisResult, Finding } from "../model/finding.ts";
import { visibleSentence } from "../util/visible-text.ts";
import { combineFingerprints } from "./combine-fingerprints.ts";
import type { ReportContext } from "./report-context.ts";
import { withRepositoryPaths } from "./repository-paths.ts";

/** The Code Quality report of GitLab, which shows what a merge request adds. */
export function gitlab(scanned: AnalysisResult, scanContext: ReportContext): string {
  const { result, context } = withRepositoryPaths(scanned, scanContext);
  const seen = new Map<string, number>();
  const issues = result.findings.map((finding) => ({
    description: visibleSentence(finding.message).replaceAll("`", ""),
    check_name: finding.ruleId,
    fingerprint: uniqueFingerprint(combineFingerprints(finding), seen),
    severity: severityOf(finding, context),
    location: { path: finding.location.file, lines: { begin: finding.location.line, end: finding.location.endLine } },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}

/** GitLab wants each fingerprint once; equal findings are told apart by their number. */
function uniqueFingerprint(fingerprint: string, seen: Map<string, number>): string {
  const count = (seen.get(fingerprint) ?? 0) + 1;
  seen.set(fingerprint, count);
  if (count === 1) return fingerprint;
  return createHash("sha256")
    .update(`${fingerprint}:${String(count)}`)
    .digest("hex")
    .slice(0, 32);
}

function severityOf({ level, ruleId }: Finding, { ruleSet }: ReportContext): string {
  if (level === "error") return (ruleSet.rules.get(ruleId)?.severity ?? 0) >= 9 ? "blocker" : "critical";
  return level === "warning" ? "major" : "minor";
}
