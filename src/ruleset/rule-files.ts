import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A file of the built-in rules: its name in messages, `rules/sinks/meta.yml`, and its content. */
export interface BuiltInFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** `src/ruleset` and `dist/ruleset` are equally far from `rules`. */
const rulesFolder = fileURLToPath(new URL("../../rules/", import.meta.url));

/**
 * Reads every YAML file of the `rules` folder, sorted by name, so that nothing depends on the order in which the file system
 * lists files. Throws when one cannot be read: the rules are part of the program.
 */
export function readRuleFiles(): readonly BuiltInFile[] {
  return readdirSync(rulesFolder, { recursive: true, encoding: "utf8" })
    .map((entry) => entry.replaceAll("\\", "/"))
    .filter((name) => /\.ya?ml$/u.test(name))
    .sort()
    .map((name) => ({ name: `rules/${name}`, bytes: readFileSync(`${rulesFolder}${name}`) }));
}

/** One hash over all names and contents; it changes with any edit of the rules. */
export function hashRuleFiles(files: readonly BuiltInFile[]): string {
  const hash = createHash("sha256");
  for (const { name, bytes } of files) hash.update(`${name}\0${String(bytes.length)}\0`).update(bytes);
  return hash.digest("hex");
}
