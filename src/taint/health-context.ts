import type { HealthContext } from "../model/finding.ts";
import { NodeKind } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";
import type { Lexicon } from "../model/rule-set.ts";

/** Strong health names per 1,000 names: health code was measured at 16 to 83, other code at 0.01 to 0.04. */
const threshold = 1;
const minimumNames = 3;

/** Decides whether the program is a health product, from how often its values have strong health names. */
export function judgeHealthContext(program: Program, lexicon: Lexicon, setting: "auto" | "yes" | "no"): HealthContext {
  if (setting !== "auto") return { decision: setting, because: "set by the settings" };
  let names = 0;
  let strong = 0;
  const counts = new Map<number, number>();
  program.nodeName.forEach((name, node) => {
    const kind = program.nodeKind[node];
    if (name < 0 || kind === NodeKind.constant || kind === NodeKind.global || kind === NodeKind.import) return;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  for (const [name, count] of counts) {
    names += count;
    const matches = lexicon.matchName(program.strings[name] ?? "");
    if (matches.some(({ label, strength }) => strength === "strong" && label.startsWith("health"))) strong += count;
  }
  const rate = names === 0 ? 0 : (1000 * strong) / names;
  const because = `${rate.toFixed(1)} strong health names per 1,000 names (${String(strong)} of ${String(names)})`;
  return { decision: rate >= threshold && strong >= minimumNames ? "yes" : "no", because };
}
