import type { AnalysisResult, Finding } from "../model/finding.ts";
import { printLocation, type Location } from "../model/location.ts";
import type { RuleSpec } from "../model/rule-set.ts";
import { countOf } from "../util/count-of.ts";
import { groupBy } from "../util/group-by.ts";
import { visibleSentence, visibleText } from "../util/visible-text.ts";
import type { ReportContext } from "./report-context.ts";
import { createSourceLines } from "./source-lines.ts";
import { closingLines } from "./text/closing-lines.ts";
import { coverageBlock } from "./text/coverage-block.ts";
import { placeBlock } from "./text/place-block.ts";
import { textStyle, type TextStyle } from "./text/text-style.ts";

/**
 * The report for a person at a terminal: findings by file, each with its place and path, then what was covered, then the count.
 * Control characters of the scanned code never reach the terminal.
 */
export function text(result: AnalysisResult, context: ReportContext): string {
  if (context.quiet) return result.findings.map((finding) => `${oneLine(finding)}\n`).join("");
  const style = textStyle(context);
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
  const explain = (ruleId: string): RuleSpec | undefined => {
    if (explained.has(ruleId)) return undefined;
    explained.add(ruleId);
    return context.ruleSet.rules.get(ruleId);
  };
  return [...groupBy(findings, ({ location }) => location.file)].flatMap(([file, findingsOfFile]) => {
    const count = countOf(findingsOfFile.length, "finding");
    const heading = `${style.theme.strong(visibleText(file))} ${style.theme.faint(`— ${count}`)}`;
    const places = [...groupBy(findingsOfFile, ({ location }) => placeKey(location)).values()];
    return [heading, ...places.map((place) => placeBlock(place, explain, sourceLines, style))];
  });
}

function placeKey({ endLine, endColumn, ...start }: Location): string {
  return `${printLocation(start)}-${String(endLine)}:${String(endColumn)}`;
}
