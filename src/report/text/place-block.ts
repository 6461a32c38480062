import type { Finding } from "../../model/finding.ts";
import { printLocation } from "../../model/location.ts";
import type { Level, RuleSpec } from "../../model/rule-set.ts";
import { visibleText } from "../../util/visible-text.ts";
import { groupBy } from "../../util/group-by.ts";
import { joinWords } from "../../util/join-words.ts";
import type { SourceLines } from "../source-lines.ts";
import { codeFrame } from "./code-frame.ts";
import { pathList } from "./path-list.ts";
import { paragraph, type TextStyle } from "./text-style.ts";

const gravity: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/**
 * All findings at one place: its code once, then for each rule what reaches which vendors and by which path. `explain` gives a rule
 * where why and what to do are to be said: at the first finding of each rule.
 */
export function placeBlock(
  findings: readonly Finding[],
  explain: (ruleId: string) => RuleSpec | undefined,
  sourceLines: SourceLines,
  style: TextStyle,
): string {
  const byRule = [...groupBy(findings, ({ ruleId }) => ruleId).values()];
  byRule.sort(([a], [b]) => gravity[a.level] - gravity[b.level]);
  return byRule
    .flatMap((ofRule, index) => {
      const [first] = ofRule;
      const frame = index === 0 ? codeFrame(first.location, sourceLines, style) : [];
      return [
        ...(index === 0 ? [] : [""]),
        index === 0 ? heading(first, style) : nextHeading(first, style),
        ...sentences(ofRule).map((sentence) => paragraph(style, "  ", sentence)),
        ...(frame.length > 0 ? ["", ...frame] : []),
        "",
        ...pathList(ofRule, sourceLines, style),
        ...remarks(first).map((remark) => paragraph(style, "  Note  ", remark, style.theme.strong)),
        ...explanation(explain(first.ruleId), style),
      ];
    })
    .join("\n");
}

function heading(finding: Finding, { theme }: TextStyle): string {
  const place = theme.strong(visibleText(printLocation(finding.location)));
  const within = finding.functionPath === "" ? "" : ` ${theme.faint(`in ${visibleText(finding.functionPath)}`)}`;
  return `  ${theme.level[finding.level](finding.level)}  ${visibleText(finding.ruleId)}  ${place}${within}`;
}

function nextHeading({ level, ruleId }: Finding, { theme }: TextStyle): string {
  return `  ${theme.level[level](level)}  ${visibleText(ruleId)}  ${theme.faint("at the same place")}`;
}

/** What the findings of one rule say; where only the vendor differs, they say it together. */
function sentences(findings: readonly Finding[]): readonly string[] {
  const gap = "\u0000";
  const groups = groupBy(findings, ({ message, vendor }) => message.replace(vendor.name, gap));
  return [...groups].map(([message, ofMessage]) =>
    message.replace(gap, () => joinWords(ofMessage.map(({ vendor }) => vendor.name))),
  );
}

/** What a reader should know that is not so with most findings. */
function remarks(finding: Finding): readonly string[] {
  const remarks: string[] = [];
  if (finding.confidence !== "high") remarks.push(`Confidence is ${finding.confidence}.`);
  if (finding.newFields !== undefined) {
    const fields = joinWords(finding.newFields.map((field) => `\`${field}\``));
    remarks.push(`Of this call ${fields} ${finding.newFields.length === 1 ? "is" : "are"} new; the rest was known.`);
  }
  if (finding.consent.kind === "guarded") {
    remarks.push(`The call runs after the consent check \`${finding.consent.by}\`; the finding stands all the same.`);
  }
  return remarks;
}

function explanation(rule: RuleSpec | undefined, style: TextStyle): readonly string[] {
  if (rule === undefined) return [];
  return [
    paragraph(style, "  Why   ", rule.summary, style.theme.strong),
    paragraph(style, "  Do    ", rule.remedy, style.theme.strong),
  ];
}
