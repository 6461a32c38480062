import type { Diagnostic } from "../model/diagnostic.ts";
import type { AnalysisResult, Coverage, DeadEnd, Finding, Flow } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { Vendor } from "../model/rule-set.ts";
import { compareText } from "../util/compare-text.ts";
import { countFindings } from "./finding-counts.ts";
import type { ReportContext } from "./report-context.ts";
import { createSourceLines, locateDiagnostic, type SourceLines } from "./source-lines.ts";

/** Raised when a field changes its meaning or goes away; new fields do not raise it. */
const schemaVersion = 1;

/**
 * The whole result as JSON, for programs. Every object is written out field by field, so the order of keys, and with it each byte,
 * depends on the result alone. `docs/json-format.md` explains the fields.
 */
export function json(result: AnalysisResult, context: ReportContext): string {
  const sourceLines = createSourceLines(context.readText);
  const document = {
    schemaVersion,
    tool: { name: "phi-lint", version: context.toolVersion },
    summary: summaryOf(result.findings),
    findings: result.findings.map(findingOf),
    accepted: (result.review?.accepted ?? []).map(({ finding, by, reason }) => ({
      by,
      reason: reason ?? null,
      ...findingOf(finding),
    })),
    comparison: comparisonOf(result),
    diagnostics: result.diagnostics.map((diagnostic) => diagnosticOf(diagnostic, sourceLines)),
    coverage: coverageOf(result.coverage),
    repositoryPath: context.repositoryPath,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function summaryOf(findings: readonly Finding[]): unknown {
  const { total, byLevel, files } = countFindings(findings);
  return { findings: total, errors: byLevel.error, warnings: byLevel.warning, notes: byLevel.note, files };
}

function comparisonOf({ review }: AnalysisResult): unknown {
  if (review?.comparison === undefined) return null;
  const { known, fixed, unseen, ended } = review.comparison;
  return { with: review.comparison.with, known, fixed, unseen, ended };
}

function findingOf(finding: Finding): Record<string, unknown> {
  return {
    ruleId: finding.ruleId,
    level: finding.level,
    message: finding.message,
    vendor: vendorOf(finding.vendor),
    location: locationOf(finding.location),
    functionPath: finding.functionPath,
    sink: {
      id: finding.sink.id,
      role: finding.sink.role,
      callee: finding.sink.callee,
      location: locationOf(finding.sink.location),
    },
    confidence: finding.confidence,
    consent: finding.consent.kind === "none" ? { kind: "none", by: null } : { kind: "guarded", by: finding.consent.by },
    flowCount: finding.flowCount,
    flows: finding.flows.map(flowOf),
    newFields: finding.newFields ?? null,
    fingerprints: finding.identities.map(({ fingerprint }) => fingerprint),
  };
}

function flowOf(flow: Flow): unknown {
  return {
    label: flow.label,
    field: flow.field,
    implicit: flow.implicit,
    transforms: flow.transforms,
    confidence: flow.confidence,
    fingerprint: flow.fingerprint,
    steps: flow.steps.map((step) => ({
      kind: step.kind,
      location: locationOf(step.location),
      message: step.message,
    })),
  };
}

function diagnosticOf(diagnostic: Diagnostic, sourceLines: SourceLines): unknown {
  const location = locateDiagnostic(diagnostic, sourceLines);
  return {
    code: diagnostic.code,
    message: diagnostic.message,
    file: diagnostic.file ?? diagnostic.span?.file ?? null,
    location: location === undefined ? null : locationOf(location),
  };
}

function coverageOf(coverage: Coverage): unknown {
  return {
    filesAnalyzed: coverage.filesAnalyzed,
    partial: coverage.partial.map(({ file, reason }) => ({ file, reason })),
    skipped: coverage.skipped.map(({ file, reason }) => ({ file, reason })),
    callSites: coverage.callSites,
    callSitesResolved: coverage.callSitesResolved,
    vendors: coverage.vendors.map(({ vendor, calls }) => ({ vendor: vendorOf(vendor), calls })),
    healthContext: { decision: coverage.healthContext.decision, because: coverage.healthContext.because },
    allowances: coverage.allowances.map(({ place, vendor, labels, flows }) => ({ place, vendor, labels, flows })),
    deadEnds: coverage.deadEnds?.map(deadEndOf) ?? null,
    counters: sortedByKey(coverage.counters),
  };
}

function deadEndOf({ reason, vendor, sink, call, data }: DeadEnd): unknown {
  return {
    reason,
    vendor: vendorOf(vendor),
    sink: { callee: sink.callee, location: locationOf(sink.location) },
    call: { callee: call.callee, api: call.api ?? null, location: locationOf(call.location) },
    data: data ? { label: data.label, field: data.field } : null,
  };
}

function vendorOf(vendor: Vendor): unknown {
  return { id: vendor.id, name: vendor.name, class: vendor.class };
}

function locationOf(location: Location): unknown {
  return {
    file: location.file,
    line: location.line,
    column: location.column,
    endLine: location.endLine,
    endColumn: location.endColumn,
  };
}

function sortedByKey(counters: Readonly<Record<string, number>>): unknown {
  return Object.fromEntries(Object.entries(counters).sort(([a], [b]) => compareText(a, b)));
}
