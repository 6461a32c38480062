import type { Finding } from "../../model/finding.ts";
import { printLocation } from "../../model/location.ts";
import type { RuleSpec } from "../../model/rule-set.ts";
import { visibleText } from "../../util/visible-text.ts";
import type { SourceLines } from "../source-lines.ts";
import { codeFrame } from "./code-frame.ts";
import { flowList } from "./flow-list.ts";
import { paragraph, type TextStyle } from "./text-style.ts";

/** One finding in full. `rule` is given where why and what to do are to be said: at the first finding of each rule. */
export function findingBlock(
  finding: Finding,
  rule: RuleSpec | undefined,
  sourceLines: SourceLines,
  style: TextStyle,
): string {
  const { theme } = style;
  const frame = codeFrame(finding.location, sourceLines, style);
  return [
    heading(finding, style),
    paragraph(style, "  ", finding.message),
    ...(frame.length > 0 ? ["", ...frame] : []),
    "",
    ...flowList(finding, sourceLines, style),
    ...remarks(finding).map((remark) => paragraph(style, "  Note  ", remark, theme.strong)),
    ...(rule === undefined
      ? []
      : [
          paragraph(style, "  Why   ", rule.summary, theme.strong),
          paragraph(style, "  Do    ", rule.remedy, theme.strong),
        ]),
  ].join("\n");
}

function heading(finding: Finding, { theme }: TextStyle): string {
  const place = theme.strong(visibleText(printLocation(finding.location)));
  const within = finding.functionPath === "" ? "" : ` ${theme.faint(`in ${visibleText(finding.functionPath)}`)}`;
  return `  ${theme.level[finding.level](finding.level)}  ${visibleText(finding.ruleId)}  ${place}${within}`;
}

/** What a reader should know that is not so with most findings. */
function remarks(finding: Finding): readonly string[] {
  const remarks: string[] = [];
  if (finding.confidence !== "high") remarks.push(`Confidence is ${finding.confidence}.`);
  if (finding.consent.kind === "guarded") {
    remarks.push(`The call runs after the consent check \`${finding.consent.by}\`; the finding stands all the same.`);
  }
  return remarks;
}
