import { readFileSync } from "node:fs";
import { unpackRules } from "./packed-rules.ts";
import { createPresetFilter, type Preset } from "./preset-files.ts";
import type { RuleDocument } from "./rule-document.ts";
import { type BuiltInFile, hashRuleFiles, readRuleFiles } from "./rule-files.ts";

/** Lies in `dist` after a build and never in `src`. */
const packedFile = new URL("../builtin-rules.json", import.meta.url);

/**
 * The built-in documents of the chosen packs, sorted by name. They come from the packed rules when these were made from the
 * present files, else from the YAML itself: then the YAML parser and the schema are loaded, and a mistake in a file is a
 * ConfigurationError with its line.
 */
export async function loadBuiltInRules(chosen: readonly Preset[]): Promise<readonly RuleDocument[]> {
  const files = readRuleFiles();
  const isChosen = createPresetFilter(chosen);
  const packed = readPacked(files)?.filter(({ yaml }) => isChosen(yaml.file));
  if (packed !== undefined) return packed;
  const { parseRuleDocument } = await import("./rule-document.ts");
  return files
    .filter(({ name }) => isChosen(name))
    .map(({ name, bytes }) => parseRuleDocument(name, bytes.toString("utf8")));
}

function readPacked(files: readonly BuiltInFile[]): readonly RuleDocument[] | undefined {
  const text = readIfThere(packedFile);
  return text === undefined ? undefined : unpackRules(text, hashRuleFiles(files));
}

function readIfThere(file: URL): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
