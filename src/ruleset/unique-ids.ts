import { mistake, placeIn } from "./compile-parts.ts";
import type { RuleDocument } from "./rule-document.ts";

const lists = [
  "sources",
  "sinks",
  "trackers",
  "sanitizers",
  "propagators",
  "types",
  "httpClients",
  "httpRoutes",
  "httpMounts",
  "rules",
] as const;

/** Throws a ConfigurationError when two entries of the same list have one id, in one file or in two. */
export function checkUniqueIds(documents: readonly RuleDocument[]): void {
  for (const list of lists) {
    const files = new Map<string, string>();
    for (const document of documents) {
      (document.content[list] ?? []).forEach(({ id }, index) => {
        const earlier = files.get(id);
        if (earlier !== undefined) {
          const place = placeIn(document, list, index, "id");
          throw mistake(place, `The id \`${id}\` is already used in \`${list}\` of ${earlier}.`, "Choose another id.");
        }
        files.set(id, document.yaml.file);
      });
    }
  }
}
