import type { Log } from "sarif";
import type { AnalysisResult, Coverage } from "../model/finding.ts";
import { projectAddress } from "./project-address.ts";
import type { ReportContext } from "./report-context.ts";
import { notificationDescriptors, notificationsOf } from "./sarif/notifications.ts";
import { resultsOf } from "./sarif/results.ts";
import { ruleDescriptors } from "./sarif/rule-descriptors.ts";
import { createSourceLines } from "./source-lines.ts";

/**
 * The result as SARIF 2.1.0 for GitHub code scanning: one run, addresses relative to the scan root, no clock, the same bytes
 * on every machine. What GitHub's limits cut off is said in a notification of the run.
 */
export function sarif(result: AnalysisResult, context: ReportContext): string {
  const rules = ruleDescriptors(context.ruleSet, result.findings);
  const { results, cuts } = resultsOf(result.findings, rules, context.readText);
  const notifications = notificationsOf(result.diagnostics, cuts, createSourceLines(context.readText));
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
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder that was scanned." } } },
        columnKind: "utf16CodeUnits",
        results: [...results],
        properties: { coverage: coverageOf(result.coverage) },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
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
