import type { Step } from "../../model/finding.ts";
import { printLocation } from "../../model/location.ts";
import { visibleText } from "../../util/visible-text.ts";
import type { SourceLines } from "../source-lines.ts";
import { endColumnOf } from "./code-frame.ts";
import { excerpt } from "./excerpt.ts";
import { paragraph, type TextStyle } from "./text-style.ts";

/**
 * The steps of a path, each with its place, its code, what happens there, and why the analysis takes it:
 *
 *     2  src/intake.ts:12:3
 *        track({ dx });
 *        ^^^^^^^^^^^^^
 *        passed to `track()`, because `track()` is the function `track` of src/track.ts, and `data` its parameter 1
 */
export function stepList(steps: readonly Step[], sourceLines: SourceLines, style: TextStyle): readonly string[] {
  const numberWidth = String(steps.length).length;
  const indent = " ".repeat(4 + numberWidth);
  return steps.flatMap((step, index) => {
    const number = String(index + 1).padStart(numberWidth);
    const because = step.reason === undefined ? "" : `, because ${step.reason}`;
    return [
      `  ${number}  ${style.theme.faint(visibleText(printLocation(step.location)))}`,
      ...codeOf(step, sourceLines, style, indent),
      paragraph(style, indent, `${step.message}${because}.`),
    ];
  });
}

function codeOf({ location }: Step, sourceLines: SourceLines, style: TextStyle, indent: string): readonly string[] {
  const line = sourceLines.line(location.file, location.line);
  if (line === undefined) return [];
  const leading = line.length - line.trimStart().length;
  const mark = { column: location.column - leading, endColumn: endColumnOf(location) - leading };
  return excerpt(line.trim(), mark, style.width - indent.length, style.theme).map((shown) => indent + shown);
}
