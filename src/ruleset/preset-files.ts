import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The packs of built-in rules that a user may choose. */
export const presets = ["phi", "vendors"] as const;
export type Preset = (typeof presets)[number];

/** A file of the built-in rules: its path for reading, and its name in messages: `rules/sinks/meta.yml`. */
export interface RuleFilePath {
  readonly path: string;
  readonly name: string;
}

/** `src/ruleset` and `dist/ruleset` are equally far from `rules`. */
const rulesFolder = fileURLToPath(new URL("../../rules/", import.meta.url));

/** What each pack is made of: files, or folders with everything below. */
const parts: Readonly<Record<Preset, readonly string[]>> = {
  phi: ["lexicon/", "sources/"],
  vendors: ["sinks/", "http-clients.yml", "sanitizers/"],
};
/** The language and the libraries stay, whatever the user chooses. */
const always = ["propagators/", "rules.yml"];

/** The files of the packs, sorted by name; files of the `rules` folder that belong to no pack are not read. */
export async function presetFiles(chosen: readonly Preset[]): Promise<readonly RuleFilePath[]> {
  const wanted = [...always, ...chosen.flatMap((preset) => parts[preset])];
  const entries = await readdir(rulesFolder, { recursive: true });
  return entries
    .map((entry) => entry.replaceAll("\\", "/"))
    .filter(
      (name) =>
        /\.ya?ml$/u.test(name) && wanted.some((part) => name === part || (part.endsWith("/") && name.startsWith(part))),
    )
    .sort()
    .map((name) => ({ path: `${rulesFolder}${name}`, name: `rules/${name}` }));
}
