import type { AnalysisResult, Finding } from "../model/finding.ts";
import { printLocation } from "../model/location.ts";
import { countOf } from "../util/count-of.ts";
import { visibleSentence, visibleText } from "../util/visible-text.ts";
import type { ReportContext } from "./report-context.ts";
import { createSourceLines } from "./source-lines.ts";
import { closingLines } from "./text/closing-lines.ts";
import { coverageBlock } from "./text/coverage-block.ts";
import { findingBlock } from "./text/finding-block.ts";
import type { TextStyle } from "./text/text-style.ts";
import { createTheme } from "./text/theme.ts";

const minimumColumns = 60;

/**
 * The report for a person at a terminal: findings by file, each with its place and path, then what was covered, then the count.
 * Control characters of the scanned code never reach the terminal.
 */
export function text(result: AnalysisResult, context: ReportContext): string {
  if (context.quiet) return result.findings.map((finding) => `${oneLine(finding)}\n`).join("");
  const style: TextStyle = {
    theme: createTheme(context.color),
    width: Math.max(minimumColumns, context.columns),
    verbose: context.verbose,
  };
  const blocks = [
    ...findingBlocks(result.findings, context, style),
    coverageBlock(result, style),
    closingLines(result, style),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function oneLine(finding: Finding): string {
  const place = visibleText(printLocation(finding.location));
  return `${place} ${finding.level} ${visibleText(finding.ruleId)} ${visibleSentence(finding.message)}`;
}

function findingBlocks(findings: readonly Finding[], context: ReportContext, style: TextStyle): readonly string[] {
  const sourceLines = createSourceLines(context.readText);
  const explained = new Set<string>();
  return groupByFile(findings).flatMap(([file, findingsOfFile]) => {
    const blocks = findingsOfFile.map((finding) => {
      const rule = explained.has(finding.ruleId) ? undefined : context.ruleSet.rules.get(finding.ruleId);
      explained.add(finding.ruleId);
      return findingBlock(finding, rule, sourceLines, style);
    });
    const heading = `${style.theme.strong(visibleText(file))} ${style.theme.faint(`— ${countOf(blocks.length, "finding")}`)}`;
    return [heading, ...blocks];
  });
}

function groupByFile(findings: readonly Finding[]): readonly (readonly [string, readonly Finding[]])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.location.file);
    if (group === undefined) groups.set(finding.location.file, [finding]);
    else group.push(finding);
  }
  return [...groups];
}
