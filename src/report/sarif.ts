import type { Log } from "sarif";
import type { AnalysisResult, Coverage } from "../model/finding.ts";
import { compareLocations } from "../model/location.ts";
import { projectAddress } from "./project-address.ts";
import type { ReportContext } from "./report-context.ts";
import { fitSize, maximumBytes, type LogShape } from "./sarif/fit-size.ts";
import { notificationDescriptors, notificationsOf, type Cut } from "./sarif/notifications.ts";
import { resultsOf, type ReportedFinding } from "./sarif/results.ts";
import { ruleDescriptors } from "./sarif/rule-descriptors.ts";
import { withRepositoryPaths } from "./repository-paths.ts";
import { createSourceLines } from "./source-lines.ts";

/**
 * The result as SARIF 2.1.0 for GitHub code scanning: one run, addresses relative to the root of the repository, no clock, the same bytes
 * on every machine. What GitHub's limits cut off is said in a notification of the run.
 */
export function sarif(scanned: AnalysisResult, scanContext: ReportContext): string {
  return sarifWithin(scanned, scanContext, maximumBytes);
}

/** The same within a number of bytes, compressed. */
export function sarifWithin(scanned: AnalysisResult, scanContext: ReportContext, maximum: number): string {
  const { result, context } = withRepositoryPaths(scanned, scanContext);
  return fitSize((shape, cuts) => logOf(result, context, shape, cuts), maximum);
}

function logOf(result: AnalysisResult, context: ReportContext, shape: LogShape, sizeCuts: readonly Cut[]): string {
  const reported = reportedFindings(result, context);
  const { rules, cuts: ruleCuts } = ruleDescriptors(
    context.ruleSet,
    reported.map(({ finding }) => finding),
  );
  const { results, cuts } = resultsOf(reported, rules, context.readText, shape);
  const allCuts = [...sizeCuts, ...cuts, ...ruleCuts];
  const notifications = notificationsOf(result.diagnostics, allCuts, createSourceLines(context.readText));
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "phi-lint",
            version: context.toolVersion,
            semanticVersion: context.toolVersion,
            informationUri: projectAddress,
            rules: [...rules],
            notifications: notificationDescriptors(notifications),
          },
        },
        automationDetails: { id: "phi-lint/" },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: notifications,
          },
        ],
        originalUriBaseIds: {
          "%SRCROOT%": { description: { text: "The root of the repository, or the scanned folder outside of one." } },
        },
        columnKind: "utf16CodeUnits",
        results: [...results],
        properties: { coverage: coverageOf(result.coverage) },
      },
    ],
  };
  return `${JSON.stringify(log, null, shape.isIndented ? 2 : 0)}\n`;
}

/** Accepted findings are left out unless asked for; then they stand in their place and say who accepted them. */
function reportedFindings({ findings, review }: AnalysisResult, { includeAccepted }: ReportContext): ReportedFinding[] {
  const open = findings.map((finding): ReportedFinding => ({ finding }));
  if (!includeAccepted || review === undefined) return open;
  return [...open, ...review.accepted].sort((a, b) => compareLocations(a.finding.location, b.finding.location));
}

/** The run says what was looked at, so that an empty list of results is not mistaken for safety. */
function coverageOf(coverage: Coverage): Record<string, unknown> {
  return {
    filesAnalyzed: coverage.filesAnalyzed,
    filesPartlyAnalyzed: coverage.partial.length,
    filesSkipped: coverage.skipped.length,
    callSites: coverage.callSites,
    callSitesResolved: coverage.callSitesResolved,
    vendors: coverage.vendors.map(({ vendor }) => vendor.id),
    healthContext: coverage.healthContext.decision,
  };
}
