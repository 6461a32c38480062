import type { PageWords } from "../model/rule-set.ts";
import { below, compileEach, compileGlob, placeIn } from "./compile-parts.ts";
import type { RuleDocument } from "./rule-document.ts";

/** What all files say of pages, joined. Throws a ConfigurationError for a name that no call can have. */
export function compilePages(documents: readonly RuleDocument[]): PageWords {
  const written = documents.flatMap(({ content }) => content.pages ?? []);
  const opaque = written.flatMap((pages) => pages.opaque ?? []);
  const kinds = written.flatMap((pages) => pages.kinds ?? []);
  const calleesOf = (key: "guards" | "fields"): PageWords["guards"] => ({
    kind: "callee",
    globs: documents.flatMap((document) =>
      compileEach(below(placeIn(document, "pages"), key), document.content.pages?.[key] ?? [], compileGlob),
    ),
  });
  return {
    opaque: new Set(opaque.map((word) => word.toLowerCase())),
    kinds: kinds.map(({ kind, words }) => ({ kind, words: words.map((word) => word.toLowerCase()) })),
    routeNames: new Set(written.flatMap(({ routeNames = [] }) => routeNames)),
    guards: calleesOf("guards"),
    fields: calleesOf("fields"),
    masks: written.flatMap(({ masks = [] }) => masks),
  };
}
