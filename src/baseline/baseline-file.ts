import { z } from "zod";
import type { FlowIdentity } from "../model/finding.ts";
import { checkDocument } from "../ruleset/check-document.ts";
import { parseYaml } from "../ruleset/yaml-document.ts";
import { compareText } from "../util/compare-text.ts";
import { ConfigurationError } from "../util/configuration-error.ts";

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
const formatVersion = 1;

const text = z.string();
const entrySchema = z.strictObject({
  rule: text,
  vendor: text,
  label: text,
  field: text,
  file: text,
  function: text,
  sink: text,
  port: text,
  content: text,
  shape: text,
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  reason: text.optional(),
  owner: text.optional(),
  expires: z.iso.date().optional(),
});
const fileSchema = z.strictObject({
  $comment: text.optional(),
  phiLintBaseline: z.literal(formatVersion),
  entries: z.array(entrySchema),
});

/**
 * Reads the text of a baseline. Throws a ConfigurationError with file, line and key for one that is damaged, belongs to another
 * tool, or was written by a newer version.
 */
export function parseBaseline(name: string, content: string): readonly BaselineEntry[] {
  const value = parseJson(name, content);
  const version =
    typeof value === "object" && value !== null ? (value as Record<string, unknown>).phiLintBaseline : undefined;
  if (typeof version !== "number") {
    throw new ConfigurationError("The file is no baseline of phi-lint.", {
      file: name,
      hint: "Write one with `phi-lint baseline create`, or name another file with `--baseline`.",
    });
  }
  if (version > formatVersion) {
    throw new ConfigurationError(
      `The baseline has format ${String(version)}, which a newer version of phi-lint wrote.`,
      {
        file: name,
        hint: "Update phi-lint, or write the baseline anew with this version.",
      },
    );
  }
  const checked = fileSchema.safeParse(value);
  // The error is located by the reader of settings, which knows lines; JSON is YAML.
  const { entries } = checked.success ? checked.data : checkDocument(fileSchema, parseYaml(name, content));
  return entries.map(({ reason, owner, expires, ...identity }) => ({
    ...identity,
    ...(reason !== undefined && { reason }),
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
  }));
}

function parseJson(name: string, content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN);
    const conflict = /^<{7} |^>{7} /m.exec(content);
    const at = conflict?.index ?? offset;
    throw new ConfigurationError(
      conflict ? "The baseline holds a merge conflict." : "The baseline is not valid JSON.",
      {
        file: name,
        line: Number.isNaN(at) ? undefined : content.slice(0, at).split("\n").length,
        hint: conflict
          ? "Keep the entries of both sides and run `phi-lint baseline prune`, or take the file from git."
          : "Take the file from git, or write it anew with `phi-lint baseline create --force`, which loses the reasons in it.",
      },
    );
  }
}

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
