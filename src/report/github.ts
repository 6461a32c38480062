import type { AnalysisResult, Finding } from "../model/finding.ts";
import type { Level } from "../model/rule-set.ts";
import { countOf } from "../util/count-of.ts";
import { visibleSentence } from "../util/visible-text.ts";
import type { ReportContext } from "./report-context.ts";
import { withRepositoryPaths } from "./repository-paths.ts";

/** GitHub shows no more annotations of one step. */
const maximumAnnotations = 10;

const commands: Readonly<Record<Level, string>> = { error: "error", warning: "warning", note: "notice" };
const gravity: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** Annotations of a GitHub workflow, the gravest findings first, and how many more there are. */
export function github(scanned: AnalysisResult, scanContext: ReportContext): string {
  const { result, context } = withRepositoryPaths(scanned, scanContext);
  const findings = [...result.findings].sort((a, b) => gravity[a.level] - gravity[b.level]);
  const lines = findings.slice(0, maximumAnnotations).map((finding) => annotation(finding, context));
  const hidden = findings.length - lines.length;
  if (hidden > 0) lines.push(`${countOf(hidden, "more finding")} without an annotation; see the other reports.`);
  return lines.map((line) => `${line}\n`).join("");
}

function annotation({ level, ruleId, location, message }: Finding, { ruleSet }: ReportContext): string {
  const properties = {
    file: location.file,
    line: location.line,
    endLine: location.endLine,
    col: location.column,
    ...(location.endLine === location.line && { endColumn: location.endColumn }),
    title: `${ruleId}: ${ruleSet.rules.get(ruleId)?.title ?? "phi-lint"}`,
  };
  const printed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commands[level]} ${printed.join(",")}::${escapeData(visibleSentence(message))}`;
}

/** What would end a command, or begin another one. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
