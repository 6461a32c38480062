import type { AcceptedFinding, AnalysisResult, Finding } from "../model/finding.ts";
import { compareLocations } from "../model/location.ts";
import type { ReportContext } from "./report-context.ts";
import { withRepositoryPaths } from "./repository-paths.ts";

const columns = [
  "vendor",
  "vendor_class",
  "label",
  "field",
  "rule",
  "level",
  "file",
  "line",
  "function",
  "call",
  "role",
  "transforms",
  "consent",
  "confidence",
  "status",
  "reason",
  "owner",
  "fingerprint",
] as const;

type Row = Readonly<Record<(typeof columns)[number], string>>;

/**
 * The inventory: which data goes to whom, one row for each field, vendor and place, accepted ones included. Cells that a spreadsheet
 * would take for a formula begin with an apostrophe.
 */
export function csv(scanned: AnalysisResult, scanContext: ReportContext): string {
  const { result } = withRepositoryPaths(scanned, scanContext);
  const entries = [
    ...result.findings.map((finding) => ({ finding, accepted: undefined })),
    ...(result.review?.accepted ?? []).map((accepted) => ({ finding: accepted.finding, accepted })),
  ].sort((a, b) => compareLocations(a.finding.location, b.finding.location));
  const rows = entries.flatMap(({ finding, accepted }) => rowsOf(finding, accepted));
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => `${cells.map(printCell).join(",")}\r\n`)
    .join("");
}

function rowsOf(finding: Finding, accepted: AcceptedFinding | undefined): readonly Row[] {
  const flows = new Map(finding.flows.map((flow) => [flow.fingerprint, flow]));
  return finding.identities.map(({ label, field, fingerprint }) => ({
    vendor: finding.vendor.name,
    vendor_class: finding.vendor.class,
    label,
    field,
    rule: finding.ruleId,
    level: finding.level,
    file: finding.location.file,
    line: String(finding.location.line),
    function: finding.functionPath,
    call: finding.sink.callee,
    role: finding.sink.role,
    transforms: flows.get(fingerprint)?.transforms.join(" ") ?? "",
    consent: finding.consent.kind === "none" ? "none" : finding.consent.by,
    confidence: flows.get(fingerprint)?.confidence ?? finding.confidence,
    status: accepted === undefined ? "open" : `accepted by ${accepted.by}`,
    reason: accepted?.reason ?? "",
    owner: accepted?.owner ?? "",
    fingerprint,
  }));
}

function printCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
