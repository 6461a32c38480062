/** The packs of built-in rules that a user may choose. */
export const presets = ["phi", "vendors"] as const;
export type Preset = (typeof presets)[number];

/** What each pack is made of: files, or folders with everything below. */
const parts: Readonly<Record<Preset, readonly string[]>> = {
  phi: ["rules/lexicon/", "rules/sources/", "rules/pages.yml"],
  vendors: ["rules/sinks/", "rules/http-clients.yml", "rules/sanitizers/"],
};
/** The language and the libraries stay, whatever the user chooses. */
const always = ["rules/propagators/", "rules/http-routes.yml", "rules/rules.yml"];

/** Tells whether a built-in file, named as `rules/sinks/meta.yml`, is in one of the packs; a file of no pack is never used. */
export function createPresetFilter(chosen: readonly Preset[]): (name: string) => boolean {
  const wanted = [...always, ...chosen.flatMap((preset) => parts[preset])];
  return (name) => wanted.some((part) => name === part || (part.endsWith("/") && name.startsWith(part)));
}
