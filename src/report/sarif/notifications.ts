import type { Notification, ReportingDescriptor } from "sarif";
import type { Diagnostic, DiagnosticCode } from "../../model/diagnostic.ts";
import type { Finding } from "../../model/finding.ts";
import { printLocation } from "../../model/location.ts";
import { compareText } from "../../util/compare-text.ts";
import { countOf } from "../../util/count-of.ts";
import { locateDiagnostic, type SourceLines } from "../source-lines.ts";
import { artifactLocationOf, physicalLocationOf } from "./locations.ts";
import { plainMessage } from "./message.ts";
import { pascalCase } from "./pascal-case.ts";
import { sentence } from "./sentence.ts";

/** Something that GitHub's limits left no room for. */
export type Cut =
  | { readonly kind: "results"; readonly count: number }
  | { readonly kind: "paths"; readonly kept: "all" | "first" | "ends" }
  | { readonly kind: "steps"; readonly count: number; readonly finding: Finding }
  | { readonly kind: "tags"; readonly count: number; readonly rule: string };

interface Meaning {
  readonly level: "note" | "warning";
  readonly description: string;
}

const meanings: Record<DiagnosticCode | "report-cut", Meaning> = {
  "file-unreadable": { level: "warning", description: "A file could not be read and was not analysed." },
  "file-too-large": { level: "warning", description: "A file is larger than the limit and was not analysed." },
  "file-minified": { level: "note", description: "A file is minified and was not analysed." },
  "file-binary": { level: "note", description: "A file is not text and was not analysed." },
  "syntax-error": { level: "warning", description: "A file was analysed only as far as it parses." },
  "nesting-too-deep": { level: "warning", description: "Code that is nested too deeply was not analysed." },
  "bound-met": { level: "warning", description: "A bound of the analysis was met, so flows may be missing." },
  "import-unresolved": { level: "note", description: "An import could not be resolved to a file of the project." },
  "directive-malformed": { level: "warning", description: "A comment that should accept findings cannot be followed." },
  "directive-unused": { level: "note", description: "A comment accepts findings, and there are none." },
  "directive-expired": { level: "warning", description: "A comment accepted findings until a day that is over." },
  "report-cut": {
    level: "warning",
    description: "The report left something out to stay within the limits of its readers.",
  },
};

/** What the ids of the given notifications mean, each once, sorted. */
export function notificationDescriptors(notifications: readonly Notification[]): ReportingDescriptor[] {
  const used = new Set(notifications.map((notification) => notification.descriptor?.id));
  return Object.entries(meanings)
    .filter(([id]) => used.has(id))
    .map(([id, { level, description }]) => ({
      id,
      name: pascalCase(id),
      shortDescription: { text: description },
      fullDescription: { text: description },
      help: { text: `${description} The message of the notification says where, and what can be done.` },
      defaultConfiguration: { level },
    }))
    .sort((a, b) => compareText(a.id, b.id));
}

/** All diagnostics and cuts as notifications of the run, without times. */
export function notificationsOf(
  diagnostics: readonly Diagnostic[],
  cuts: readonly Cut[],
  sourceLines: SourceLines,
): Notification[] {
  return [...diagnostics.map((diagnostic) => notificationOf(diagnostic, sourceLines)), ...cuts.map(cutNotification)];
}

function notificationOf(diagnostic: Diagnostic, sourceLines: SourceLines): Notification {
  const notification: Notification = {
    descriptor: { id: diagnostic.code },
    level: meanings[diagnostic.code].level,
    message: { text: plainMessage(sentence(diagnostic.message)) },
  };
  const location = locateDiagnostic(diagnostic, sourceLines);
  const file = diagnostic.file ?? diagnostic.span?.file;
  if (location !== undefined) notification.locations = [{ physicalLocation: physicalLocationOf(location) }];
  else if (file !== undefined) {
    notification.locations = [{ physicalLocation: { artifactLocation: artifactLocationOf(file) } }];
  }
  return notification;
}

/** A cut as a notification of the run. */
export function cutNotification(cut: Cut): Notification {
  return {
    descriptor: { id: "report-cut" },
    level: meanings["report-cut"].level,
    message: { text: plainMessage(printCut(cut)) },
  };
}

function printCut(cut: Cut): string {
  switch (cut.kind) {
    case "paths": {
      const kept = cut.kept === "ends" ? "only the ends of the first path" : "only the first path";
      return `Of every finding ${kept} is given, because code scanning takes no larger report; use the JSON report for all of them.`;
    }
    case "results":
      return `${countOf(cut.count, "finding")} of the lowest levels left out, because code scanning shows no more; use the JSON report for all of them.`;
    case "tags":
      return `${countOf(cut.count, "tag")} of the rule \`${cut.rule}\` left out, because code scanning shows no more.`;
    case "steps":
      return `${countOf(cut.count, "step")} of the finding at ${printLocation(cut.finding.location)} left out, because code scanning shows no more; use the JSON report for all of them.`;
  }
}
