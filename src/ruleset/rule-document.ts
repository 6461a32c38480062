import { checkDocument } from "./check-document.ts";
import type { YamlDocument } from "./mistake-at.ts";
import { type RuleFile, ruleFileSchema } from "./schema.ts";
import { parseYaml } from "./yaml-document.ts";

/** One rule file: what it says, and the document it was read from, so that mistakes found later can still be located. */
export interface RuleDocument {
  readonly yaml: YamlDocument;
  readonly content: RuleFile;
  /** Indices of entries of `allow` that have ended and are left out. */
  readonly endedAllowances?: ReadonlySet<number>;
}

/** Reads the text of a rule file. Throws a ConfigurationError for anything that is not the form of a rule file. */
export function parseRuleDocument(file: string, text: string): RuleDocument {
  const yaml = parseYaml(file, text);
  return { yaml, content: checkDocument(ruleFileSchema, yaml) };
}
