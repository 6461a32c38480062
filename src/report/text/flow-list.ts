import type { Finding, Flow, Step } from "../../model/finding.ts";
import { printLocation } from "../../model/location.ts";
import type { Transform } from "../../model/rule-set.ts";
import { countOf } from "../../util/count-of.ts";
import { displayWidth } from "../../util/display-cells.ts";
import { visibleSentence, visibleText } from "../../util/visible-text.ts";
import type { SourceLines } from "../source-lines.ts";
import { endColumnOf } from "./code-frame.ts";
import { excerpt } from "./excerpt.ts";
import { paragraph, type TextStyle } from "./text-style.ts";

/** A path with more steps than this loses its middle unless everything is asked for. */
const maximumSteps = 7;
const stepsKeptAtEachEnd = 3;

const transformWords: Record<Transform, string> = {
  hash: "hashed",
  encode: "encoded",
  encrypt: "encrypted",
  truncate: "truncated",
  text: "put into a text",
  arithmetic: "computed with",
  compare: "compared",
  boolean: "turned into yes or no",
  length: "measured",
  choice: "turned into a choice",
  call: "passed through a call",
};

/** The first flow as a numbered path with its source lines, every other flow as one line. */
export function flowList(finding: Finding, sourceLines: SourceLines, style: TextStyle): readonly string[] {
  const [first, ...others] = finding.flows;
  if (first === undefined) return [];
  const hidden = finding.flowCount - finding.flows.length;
  return [
    paragraph(style, "  Path  ", `${printData(first)}, ${countOf(first.steps.length, "step")}`, style.theme.strong),
    ...stepList(first.steps, sourceLines, style),
    ...others.map((flow) => paragraph(style, "  also  ", `${printData(flow)}${printSource(flow)}`, style.theme.strong)),
    ...(hidden > 0 ? [style.theme.faint(`        and ${countOf(hidden, "path")} more`)] : []),
  ];
}

/** The field, its label and what was done to it: `field` — label, hashed. */
function printData(flow: Flow): string {
  const remarks = flow.transforms.map((transform) => transformWords[transform]);
  if (flow.implicit) remarks.push("decides whether the call runs");
  return [`\`${flow.field}\` — ${flow.label}`, ...remarks].join(", ");
}

function printSource(flow: Flow): string {
  const source = flow.steps[0];
  return source === undefined ? "" : ` (${printLocation(source.location)})`;
}

function stepList(steps: readonly Step[], sourceLines: SourceLines, style: TextStyle): readonly string[] {
  const numberWidth = String(steps.length).length;
  const printStep = (step: Step, index: number): readonly string[] => {
    const number = `    ${String(index + 1).padStart(numberWidth)}. `;
    const indent = " ".repeat(number.length + 2);
    const source = stepSource(step, sourceLines, style, indent.length).map((line) => indent + line);
    return [...stepHeading(number, step, style), ...source];
  };
  if (style.verbose || steps.length <= maximumSteps) return steps.flatMap(printStep);
  const tailStart = steps.length - stepsKeptAtEachEnd;
  const cut = `… ${countOf(tailStart - stepsKeptAtEachEnd, "more step")}`;
  return [
    ...steps.slice(0, stepsKeptAtEachEnd).flatMap(printStep),
    style.theme.faint(" ".repeat(numberWidth + 6) + cut),
    ...steps.slice(tailStart).flatMap((step, index) => printStep(step, tailStart + index)),
  ];
}

/** Place and message on one line, or on two when the line would be too long. */
function stepHeading(number: string, step: Step, style: TextStyle): readonly string[] {
  const place = visibleText(printLocation(step.location));
  const message = visibleSentence(step.message);
  const { faint, prose } = style.theme;
  if (displayWidth(`${number}${place}  ${message}`) <= style.width)
    return [`${number}${faint(place)}  ${prose(message)}`];
  return [number + faint(place), paragraph(style, " ".repeat(number.length), message)];
}

/** The source line of a step without its indentation. */
function stepSource(step: Step, sourceLines: SourceLines, style: TextStyle, indent: number): readonly string[] {
  const line = sourceLines.line(step.location.file, step.location.line);
  if (line === undefined || line.trim() === "") return [];
  const leading = line.length - line.trimStart().length;
  const mark = { column: step.location.column - leading, endColumn: endColumnOf(step.location) - leading };
  return excerpt(line.trim(), mark, style.width - indent, style.theme);
}
