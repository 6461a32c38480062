import { z } from "zod";
import { checkDocument } from "../ruleset/check-document.ts";
import { parseYaml } from "../ruleset/yaml-document.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import { formatVersion, type BaselineEntry } from "./baseline-file.ts";

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
