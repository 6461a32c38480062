import type { TrackerSpec } from "../model/rule-set.ts";

interface ScriptPattern {
  readonly pattern: RegExp;
  readonly tracker: TrackerSpec;
}

/** An address without its scheme, as it stands in a `src` or inside of a snippet. */
const addressPattern = /\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/[^\s"'`)<>\\]*/gi;

/** Finds the scripts of trackers that a text names. One hash access for each address, whatever the number of trackers. */
export class ScriptIndex {
  private readonly byDomain = new Map<string, ScriptPattern[]>();

  constructor(trackers: readonly TrackerSpec[]) {
    for (const tracker of trackers)
      for (const script of tracker.scripts) {
        const domain = domainOf(script.slice(0, script.indexOf("/")));
        const known = this.byDomain.get(domain);
        const entry = { pattern: beginningOf(script), tracker };
        if (known) known.push(entry);
        else this.byDomain.set(domain, [entry]);
      }
  }

  /** The trackers whose scripts stand in a text, each once, in the order of their rules. */
  trackersIn(text: string): readonly TrackerSpec[] {
    if (!text.includes("//")) return [];
    const found = new Set<TrackerSpec>();
    for (const [address, host = ""] of text.matchAll(addressPattern))
      for (const { pattern, tracker } of this.byDomain.get(domainOf(host.toLowerCase())) ?? [])
        if (pattern.test(address.slice(2))) found.add(tracker);
    return [...found];
  }
}

/** The last two labels of a host. */
function domainOf(host: string): string {
  return host.split(".").slice(-2).join(".");
}

/** An expression for addresses that begin like a script of the rules, where `*` is any part without quotes and blanks. */
function beginningOf(script: string): RegExp {
  const parts = script.split("*").map((part) => part.replace(/[.+^$()|[\]\\{}?]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^\\s\"']*")}`, "i");
}
