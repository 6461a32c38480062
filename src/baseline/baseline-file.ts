import type { FlowIdentity } from "../model/finding.ts";
import { compareText } from "../util/compare-text.ts";

/** A flow that was accepted: what it is, in parts that a person can read, and what was said about it. */
export interface BaselineEntry extends FlowIdentity {
  readonly reason?: string;
  readonly owner?: string;
  /** ISO date; after it the entry no longer counts. */
  readonly expires?: string;
}

/** The name of the file, beside the settings. */
export const baselineFileName = "phi-lint.baseline.json";

/** Raised when older programs could no longer read the file. */
export const formatVersion = 1;

/**
 * The text of a baseline: sorted, one entry for each flow, and nothing in it that changes when something else does (no lines,
 * counts, times or versions), so that two branches seldom conflict.
 */
export function printBaseline(entries: readonly BaselineEntry[]): string {
  const sorted = entries.map(orderedEntry).sort((a, b) => compareText(sortKey(a), sortKey(b)));
  const document = {
    $comment:
      "Findings accepted by the team; see docs/adopting.md of phi-lint. Write it with `phi-lint baseline update`.",
    phiLintBaseline: formatVersion,
    entries: sorted,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The keys in one order, what a person looks for first. */
function orderedEntry(entry: BaselineEntry): BaselineEntry {
  const { rule, vendor, label, field, file, sink, port, content, shape, fingerprint, reason, owner, expires } = entry;
  return {
    rule,
    vendor,
    label,
    field,
    file,
    function: entry.function,
    sink,
    port,
    content,
    shape,
    fingerprint,
    ...(reason !== undefined && { reason }),
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
  };
}

function sortKey({ file, rule, vendor, field, fingerprint, ...entry }: BaselineEntry): string {
  return [file, entry.function, rule, vendor, field, fingerprint, entry.content, entry.reason ?? ""].join("\n");
}
