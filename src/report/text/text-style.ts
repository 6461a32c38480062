import { visibleSentence } from "../../util/visible-text.ts";
import { wrapText } from "../../util/wrap-text.ts";
import type { ReportContext } from "../report-context.ts";
import { createTheme, type Theme } from "./theme.ts";

/** How the text report is to look: everything its parts have in common. */
export interface TextStyle {
  readonly theme: Theme;
  /** Columns that a line may take. */
  readonly width: number;
  readonly verbose: boolean;
}

const minimumColumns = 60;

/** The style that a reader's terminal asks for. */
export function textStyle({ color, columns, verbose }: ReportContext): TextStyle {
  return { theme: createTheme(color), width: Math.max(minimumColumns, columns), verbose };
}

/** Prose wrapped to the width: the first line begins with `lead` in the given style, the others are indented as far. */
export function paragraph(
  style: TextStyle,
  lead: string,
  text: string,
  paintLead = (part: string): string => part,
): string {
  const lines = wrapText(visibleSentence(text), style.width - lead.length);
  const indented = lines.join(`\n${" ".repeat(lead.length)}`);
  return paintLead(lead) + style.theme.prose(indented);
}
