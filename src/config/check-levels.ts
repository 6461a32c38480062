import { mistakeAt } from "../ruleset/mistake-at.ts";
import { nearestHint } from "../ruleset/nearest-name.ts";
import type { Settings } from "./settings.ts";

/** Throws a ConfigurationError for a rule under `levels` that does not exist. */
export function checkLevels(documents: Settings["documents"], ruleIds: readonly string[]): void {
  for (const { yaml, content } of documents) {
    const maps = [
      { levels: content.levels, path: ["levels"] },
      ...(content.overrides ?? []).map(({ levels }, index) => ({ levels, path: ["overrides", index, "levels"] })),
    ];
    for (const { levels, path } of maps) {
      const unknown = Object.keys(levels ?? {}).find((rule) => !ruleIds.includes(rule));
      if (unknown === undefined) continue;
      const hint = nearestHint(unknown, ruleIds) ?? "`phi-lint rules` lists them.";
      throw mistakeAt(yaml, [...path, unknown], `There is no rule \`${unknown}\`.`, hint);
    }
  }
}
