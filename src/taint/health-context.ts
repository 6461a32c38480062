import type { HealthContext } from "../model/finding.ts";
import { namedByConstant, NodeKind } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";
import type { Lexicon } from "../model/rule-set.ts";

/** Strong health names per 1,000 names: health code was measured at 0.4 to 83, other code at 0 to 0.04. */
const nameThreshold = 0.2;
/** Texts with a strong health word per 1,000 texts of several words: health code 18 to 102, other code 0. */
const textThreshold = 10;
const minimum = 3;
const sampledTexts = 1000;
const longestText = 300;
/** Nodes that carry a name somebody chose for a value. */
const namedKinds: ReadonlySet<number> = new Set([
  NodeKind.value,
  NodeKind.variable,
  NodeKind.cell,
  NodeKind.parameter,
  NodeKind.parameterField,
]);

/** Decides whether the program is a health product, from how often its names and texts speak of health. */
export function judgeHealthContext(program: Program, lexicon: Lexicon, setting: "auto" | "yes" | "no"): HealthContext {
  if (setting !== "auto") return { decision: setting, because: "set by the settings" };
  let names = 0;
  let strong = 0;
  const counts = new Map<number, number>();
  for (let node = 0; node < program.nodeCount; node++) {
    const name = program.nodeName[node] ?? -1;
    const kind = program.nodeKind[node];
    if (name < 0 || kind === undefined || !namedKinds.has(kind)) continue;
    if (kind !== NodeKind.value || program.nodePayload[node] !== namedByConstant)
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const [name, count] of counts) {
    names += count;
    const matches = lexicon.matchName(program.strings[name] ?? "");
    if (matches.some(({ label, strength }) => strength === "strong" && label.startsWith("health"))) strong += count;
  }
  const prose = judgeTexts(program, lexicon);
  const nameRate = perThousand(strong, names);
  const textRate = perThousand(prose.strong, prose.texts);
  const isHealth =
    (nameRate >= nameThreshold && strong >= minimum) || (textRate >= textThreshold && prose.strong >= minimum);
  const because = `${share(strong, names)} names and ${share(prose.strong, prose.texts)} texts speak of health`;
  return { decision: isHealth ? "yes" : "no", because };
}

/** `12 of 469`, so that a rate over very little is not taken for more. */
function share(part: number, whole: number): string {
  return `${String(part)} of ${String(whole)}`;
}

function perThousand(part: number, whole: number): number {
  return whole === 0 ? 0 : (1000 * part) / whole;
}

/**
 * Constants of several words are what users read: labels, headings, messages. Of very many an even sample is judged, which
 * tells the rate as well.
 */
function judgeTexts(program: Program, lexicon: Lexicon): { texts: number; strong: number } {
  const texts: string[] = [];
  for (let node = 0; node < program.nodeCount; node++) {
    const name = program.nodeName[node] ?? -1;
    if (name < 0 || program.nodeKind[node] !== NodeKind.constant) continue;
    const text = program.strings[name] ?? "";
    if (text.length <= longestText && /\p{L}{2,}\s+\p{L}{2,}/u.test(text)) texts.push(text);
  }
  const stride = Math.max(1, Math.ceil(texts.length / sampledTexts));
  const sample = texts.filter((_, index) => index % stride === 0);
  const strong = sample.filter((text) =>
    lexicon.matchText(text).some(({ label, strength }) => strength === "strong" && !label.startsWith("identifier")),
  );
  return { texts: sample.length, strong: strong.length };
}
