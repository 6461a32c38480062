import path from "node:path";
import { mistakeAt, type YamlDocument } from "../ruleset/mistake-at.ts";
import { nearestHint } from "../ruleset/nearest-name.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import { joinWords } from "../util/join-words.ts";
import { settingsFileNames } from "./find-settings-file.ts";
import { settingsFileSchema } from "./settings-schema.ts";

/** Keys that the settings of other tools have as well, so that they do not tell whose settings these are. */
const sharedKeys: readonly string[] = ["$schema", "extends", "include", "exclude", "rules", "overrides"];

/** Throws a ConfigurationError for a file of code, which would have to be executed. `name` is the file as messages name it. */
export function refuseCode(name: string): void {
  if (!/\.[cm]?[jt]sx?$/.test(name)) return;
  throw new ConfigurationError("Settings are data and never executed, so they cannot be a file of code.", {
    file: name,
    hint: `Write them as YAML or JSON: ${settingsFileNames.join(", ")}. \`phi-lint init\` writes one.`,
  });
}

/**
 * Throws a ConfigurationError for a file that is named as settings and belongs to another tool: nothing in it is a key of phi-lint,
 * nor nearly one. A file that has the name of our settings is ours, whatever stands in it.
 */
export function refuseForeign(document: YamlDocument): void {
  const { value } = document;
  if (typeof value !== "object" || value === null || isOurs(document.file)) return;
  const known = Object.keys(settingsFileSchema.shape);
  const keys = Object.keys(value);
  const foreign = keys.filter((key) => !known.includes(key) && nearestHint(key, known) === undefined);
  const [first] = foreign;
  if (first === undefined || keys.some((key) => !foreign.includes(key) && !sharedKeys.includes(key))) return;
  const named = joinWords(foreign.slice(0, 3).map((key) => `\`${key}\``));
  throw mistakeAt(
    document,
    [first],
    `The file is no settings file of phi-lint, which has no ${named}.`,
    "Name a file of phi-lint with `--config`; `phi-lint init` writes one.",
  );
}

function isOurs(file: string): boolean {
  return (settingsFileNames as readonly string[]).includes(path.basename(file));
}
