import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { checkDocument } from "../ruleset/check-document.ts";
import { mistakeAt, type YamlDocument } from "../ruleset/mistake-at.ts";
import { parseYaml } from "../ruleset/yaml-document.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import { withSlashes } from "../util/with-slashes.ts";
import { refuseCode, refuseForeign } from "./foreign-settings.ts";
import { type SettingsFile, settingsFileSchema } from "./settings-schema.ts";

/** A settings or rule file of the user, read and checked. */
export interface SettingsDocument {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly yaml: YamlDocument;
  readonly content: SettingsFile;
}

/**
 * Reads a settings file and everything it extends. The files come in the order in which they apply: what is extended before
 * what extends it, each once. Throws a ConfigurationError for a file that is missing, wrong, or extends itself.
 */
export async function readSettingsFiles(file: string, cwd: string): Promise<readonly SettingsDocument[]> {
  const documents = new Map<string, SettingsDocument>();
  const name = shownName(file, cwd);
  const missing = (): ConfigurationError =>
    new ConfigurationError(`The settings file \`${name}\` cannot be read.`, {
      hint: "It must be a file: check its path and its permissions.",
    });
  await addWithExtended(file, missing, { cwd, chain: [], documents });
  return [...documents.values()];
}

interface Reading {
  readonly cwd: string;
  /** The files that led here, outermost first. */
  readonly chain: readonly string[];
  readonly documents: Map<string, SettingsDocument>;
}

async function addWithExtended(file: string, missing: () => ConfigurationError, reading: Reading): Promise<void> {
  const document = await readDocument(file, missing, reading.cwd);
  const chain = [...reading.chain, file];
  for (const [index, written] of (document.content.extends ?? []).entries()) {
    const extended = resolve(dirname(file), withSlashes(written));
    const mistake = (message: string, hint?: string): ConfigurationError =>
      mistakeAt(document.yaml, ["extends", index], message, hint);
    if (chain.includes(extended)) {
      const circle = [...chain.slice(chain.indexOf(extended)), extended].map((path) => shownName(path, reading.cwd));
      throw mistake(`The settings extend themselves: ${circle.join(" → ")}.`);
    }
    if (reading.documents.has(extended)) continue;
    const extendedMissing = (): ConfigurationError =>
      mistake(`The file \`${written}\` cannot be read.`, "Paths in `extends` are relative to the file they stand in.");
    await addWithExtended(extended, extendedMissing, { ...reading, chain });
  }
  reading.documents.set(file, document);
}

async function readDocument(file: string, missing: () => ConfigurationError, cwd: string): Promise<SettingsDocument> {
  const text = await readFile(file, "utf8").catch(() => {
    throw missing();
  });
  const name = shownName(file, cwd);
  refuseCode(name);
  const yaml = parseYaml(name, text);
  refuseForeign(yaml);
  const content = checkDocument(settingsFileSchema, yaml);
  checkDates(yaml, content);
  return { path: file, text, yaml, content };
}

function checkDates(yaml: YamlDocument, content: SettingsFile): void {
  (content.allow ?? []).forEach(({ until }, index) => {
    if (until === undefined || isDate(until)) return;
    throw mistakeAt(yaml, ["allow", index, "until"], `\`${until}\` is not a date.`, "Write it as `2027-03-31`.");
  });
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/u.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The file as messages name it: relative to the working folder when it lies inside. */
function shownName(file: string, cwd: string): string {
  const inside = relative(cwd, file).replaceAll("\\", "/");
  return inside === "" || inside.startsWith("../") ? file : inside;
}
