import type { FileCoverage } from "../model/finding.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import { countOf } from "../util/count-of.ts";
import type { Start } from "./choose-root.ts";
import { compareText } from "../util/compare-text.ts";

/** Why a file that the user named is left out when its name is not that of a source file. */
export const notSource = "not a JavaScript or TypeScript file";

/** The error for a scan that has nothing to read: where it looked, what it left out and why, what to do next. */
export function noSourceFiles(
  root: string,
  starts: readonly Start[],
  skipped: readonly FileCoverage[],
  ignoredEntries: number,
): ConfigurationError {
  const places = starts.map((start) => `\`${start.path === "" ? root : start.path}\``).join(", ");
  const reasons = [...countReasons(skipped)].sort(([left], [right]) => compareText(left, right));
  const parts = reasons.map(([reason, count]) => `${countOf(count, "was", "were")} ${reason}`);
  if (ignoredEntries > 0) parts.push(`${countOf(ignoredEntries, "entry is", "entries are")} ignored by .gitignore`);
  const why = parts.length === 0 ? "" : `; of what lies there, ${parts.join(", ")}`;
  return new ConfigurationError(`There is no JavaScript or TypeScript file to scan in ${places}${why}.`, {
    hint: skipped.every(({ reason }) => reason === notSource)
      ? "Name the folder that holds the source code."
      : "Name a file or folder to scan it whatever it is called, or change `include`, `exclude` and `tests` in the settings.",
  });
}

/** Counts by reason, without the detail in parentheses. */
function countReasons(skipped: readonly FileCoverage[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) {
    const kind = reason.replace(/ \(.*$/, "");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
