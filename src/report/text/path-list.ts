import type { Finding, Flow, Step } from "../../model/finding.ts";
import { printLocation } from "../../model/location.ts";
import type { Transform } from "../../model/rule-set.ts";
import { countOf } from "../../util/count-of.ts";
import { displayWidth } from "../../util/display-cells.ts";
import { groupBy } from "../../util/group-by.ts";
import { visibleSentence, visibleText } from "../../util/visible-text.ts";
import type { SourceLines } from "../source-lines.ts";
import { endColumnOf } from "./code-frame.ts";
import { excerpt } from "./excerpt.ts";
import { paragraph, type TextStyle } from "./text-style.ts";

/** A path with more steps than this loses its middle unless everything is asked for. */
const maximumSteps = 9;
const stepsKeptAtEachEnd = 4;

/** Columns below which a piece of source beside a step says nothing. */
const minimumSource = 16;
const maximumMessage = 44;

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

/** One kind of data on its way to one vendor. */
interface Way {
  readonly finding: Finding;
  readonly flow: Flow;
}

/**
 * The findings of one rule at one place: the path of the data that is named first, up to where it parts for several vendors, one line
 * for the end at each vendor, and one line for all other data.
 */
export function pathList(findings: readonly Finding[], sourceLines: SourceLines, style: TextStyle): readonly string[] {
  const ways = findings.flatMap((finding) => finding.flows.map((flow): Way => ({ finding, flow })));
  const [first, ...others] = groupBy(ways, ({ flow }) =>
    [flow.label, flow.field, printSource(flow)].join("\n"),
  ).values();
  if (first === undefined) return [];
  const hidden = Math.max(...findings.map(({ flowCount, flows }) => flowCount - flows.length));
  const place = first[0].finding.location;
  const printer = createStepPrinter(place.file, place.line, sourceLines, style);
  return [
    paragraph(style, "  Path  ", printData(first[0].flow), style.theme.strong),
    ...(style.verbose ? [style.theme.faint(`        fingerprint ${first[0].flow.fingerprint}`)] : []),
    ...printer(pathOf(first, style.verbose)),
    ...others.map(([{ flow }]) =>
      paragraph(style, "  also  ", `${printData(flow)} (${printSource(flow)})`, style.theme.strong),
    ),
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
  return source === undefined ? "" : printLocation(source.location);
}

/** A step to be printed, or the number of steps that are left out. */
type PathPart = Step | number;

/** What all ways have in common, then their ends; with everything, all that they do not have in common. */
function pathOf(ways: readonly Way[], isVerbose: boolean): readonly PathPart[] {
  const [first, ...others] = ways.map(({ flow }) => flow.steps);
  if (first === undefined) return [];
  let common = 0;
  while (common < first.length - 1 && others.every((steps) => isSameStep(first[common], steps[common]))) common += 1;
  if (others.length === 0) return isVerbose ? first : withoutMiddle(first);
  const shared = first.slice(0, common);
  const ends = [first, ...others].flatMap((steps) => (isVerbose ? steps.slice(common) : steps.slice(-1)));
  return [...(isVerbose ? shared : withoutMiddle(shared)), ...ends];
}

function isSameStep(a: Step | undefined, b: Step | undefined): boolean {
  if (!a || !b) return a === b;
  return a.message === b.message && printLocation(a.location) === printLocation(b.location);
}

function withoutMiddle(steps: readonly Step[]): readonly PathPart[] {
  if (steps.length <= maximumSteps) return steps;
  const left = steps.length - 2 * stepsKeptAtEachEnd;
  return [...steps.slice(0, stepsKeptAtEachEnd), left, ...steps.slice(-stepsKeptAtEachEnd)];
}

/**
 * Prints steps, one line each: line and column, what happens, and the code where it is not the line shown last. A line of its own
 * names the file where that changes.
 */
function createStepPrinter(
  placeFile: string,
  placeLine: number,
  sourceLines: SourceLines,
  style: TextStyle,
): (parts: readonly PathPart[]) => readonly string[] {
  const { faint, prose } = style.theme;
  return (parts) => {
    const steps = parts.filter((part) => typeof part !== "number");
    const positionWidth = Math.max(0, ...steps.map((step) => printPosition(step).length));
    const messageWidth = Math.max(
      0,
      ...steps.map((step) => displayWidth(visibleSentence(step.message))).filter((width) => width <= maximumMessage),
    );
    let file = placeFile;
    const placeAndLine = `${placeFile}:${String(placeLine)}`;
    let shownLine = "";
    return parts.flatMap((part) => {
      const indent = " ".repeat(6 + positionWidth);
      if (typeof part === "number") return [faint(`${indent}… ${countOf(part, "more step")}`)];
      const lines: string[] = [];
      if (part.location.file !== file) lines.push(faint(`    ${visibleText(part.location.file)}`));
      file = part.location.file;
      const message = visibleSentence(part.message);
      const head = `    ${faint(printPosition(part).padStart(positionWidth))}  ${prose(message)}`;
      const used = indent.length + Math.max(displayWidth(message), messageWidth) + 3;
      const line = `${file}:${String(part.location.line)}`;
      const source =
        line === shownLine || line === placeAndLine ? "" : sourceOf(part, sourceLines, style, style.width - used);
      shownLine = line;
      const gap = " ".repeat(Math.max(0, used - indent.length - displayWidth(message)));
      const isTooWide = displayWidth(message) > style.width - indent.length;
      lines.push(
        isTooWide
          ? paragraph(style, `${indent.slice(0, 4)}${printPosition(part).padStart(positionWidth)}  `, message)
          : head + (source === "" ? "" : gap + source),
      );
      return lines;
    });
  };
}

function printPosition({ location }: Step): string {
  return `${String(location.line)}:${String(location.column)}`;
}

/** The source line of a step without its indentation, as far as there is room. */
function sourceOf(step: Step, sourceLines: SourceLines, style: TextStyle, room: number): string {
  const line = sourceLines.line(step.location.file, step.location.line);
  if (line === undefined || room < minimumSource) return "";
  const leading = line.length - line.trimStart().length;
  const mark = { column: step.location.column - leading, endColumn: endColumnOf(step.location) - leading };
  return excerpt(line.trim(), mark, room, style.theme)[0] ?? "";
}
