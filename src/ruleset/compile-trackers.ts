import type { CallPattern, TrackerSpec, Vendor } from "../model/rule-set.ts";
import { below, checkWildcards, compileCallee, compileEach, mistake, type Place, placeIn } from "./compile-parts.ts";
import { compileConditions, vendorOf } from "./compile-sinks.ts";
import type { RuleDocument } from "./rule-document.ts";
import type { RuleFile } from "./schema.ts";

type WrittenTracker = NonNullable<RuleFile["trackers"]>[number];

/** The trackers of one file, in the order written. Throws a ConfigurationError for an unknown vendor, port or address. */
export function compileTrackers(document: RuleDocument, vendors: ReadonlyMap<string, Vendor>): readonly TrackerSpec[] {
  return (document.content.trackers ?? []).map((tracker, index) => {
    const place = placeIn(document, "trackers", index);
    const { id, records = [], scripts = [], packages = [], starts = [], settings = [], masks = [] } = tracker;
    return {
      id,
      vendor: vendorOf(place, `tracker \`${id}\``, tracker.vendor ?? document.content.vendor?.id, vendors),
      scripts: compileEach(below(place, "scripts"), scripts, compileScript),
      packages: compileEach(below(place, "packages"), packages, (name) => name),
      starts: starts.map((start, position) => compilePattern(below(place, "starts", position), start)),
      records,
      settings: settings.map((setting, position) => ({
        ...compilePattern(below(place, "settings", position), setting),
        stops: setting.stops ?? [],
        adds: setting.adds ?? [],
      })),
      masks: compileEach(below(place, "masks"), masks, (mark) => mark),
    };
  });
}

function compilePattern(place: Place, written: NonNullable<WrittenTracker["starts"]>[number]): CallPattern {
  return { callee: compileCallee(place, written), when: compileConditions(place, written.when ?? {}) };
}

function compileScript(text: string, at: () => Place): string {
  checkWildcards(text, at);
  if (/^[\w*.-]+\.[a-z]+\/\S*$/u.test(text)) return text;
  const hint = "Write it without a scheme: `cdn.example.com/tag.js`.";
  throw mistake(at(), `\`${text}\` is not the address of a script; a host and a path were expected.`, hint);
}
