/**
 * The second half of the build: checks the rules and writes them as one JSON file beside the compiled code.
 *
 *   node scripts/pack-rules.js [dist]
 *
 * A mistake in a rule file stops the build with its file and line.
 */
import { renameSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const dist = resolve(process.argv[2] ?? "dist");
const load = (file) => import(pathToFileURL(resolve(dist, "ruleset", file)).href);
const { readRuleFiles, hashRuleFiles } = await load("rule-files.js");
const { parseRuleDocument } = await load("rule-document.js");
const { compileRuleSet } = await load("compile-rule-set.js");
const { createPresetFilter, presets } = await load("preset-files.js");
const { packRules } = await load("packed-rules.js");

try {
  const files = readRuleFiles();
  const documents = files.map(({ name, bytes }) => parseRuleDocument(name, bytes.toString("utf8")));
  for (const chosen of [[], ...presets.map((preset) => [preset]), presets]) {
    const isChosen = createPresetFilter(chosen);
    compileRuleSet(documents.filter(({ yaml }) => isChosen(yaml.file)));
  }
  const target = resolve(dist, "builtin-rules.json");
  writeFileSync(`${target}.new`, packRules(documents, hashRuleFiles(files)));
  renameSync(`${target}.new`, target);
} catch (error) {
  if (error.name !== "ConfigurationError") throw error;
  console.error([error.file, error.line, ` ${error.message} ${error.hint ?? ""}`].join(":").trimEnd());
  process.exit(1);
}
