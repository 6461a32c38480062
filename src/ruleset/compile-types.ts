import type { TypeSpec } from "../model/rule-set.ts";
import { below, compileApi, compileEach, compilePort, mistake, placeIn } from "./compile-parts.ts";
import type { RuleDocument } from "./rule-document.ts";

/** What is known of the fields of outside types, of one file. */
export function compileTypes(document: RuleDocument): readonly TypeSpec[] {
  return (document.content.types ?? []).map((spec, index) => {
    const place = placeIn(document, "types", index);
    const fields = Object.entries(spec.fields).map(([name, text]) => {
      const at = below(place, "fields", name);
      const { root, steps } = compilePort(text, () => at);
      const path = steps.flatMap((step) => (step.kind === "field" ? [step.name] : []));
      if (root.kind !== "type" || path.length < steps.length)
        throw mistake(at, `\`${text}\` is no type argument; \`type0\` or \`type0.field\` was expected.`);
      return [name, { argument: root.index, path }] as const;
    });
    return { id: spec.id, types: compileEach(below(place, "type"), spec.type, compileApi), fields: new Map(fields) };
  });
}
