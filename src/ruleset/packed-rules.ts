import type { RuleDocument } from "./rule-document.ts";
import type { RuleFile } from "./schema.ts";

/**
 * The built-in rules as one JSON text. Parsing and checking some ninety YAML files takes longer than scanning a small project,
 * so the build does it once and keeps what the files say. The text carries the hash of the files it was made from: after an
 * edit it no longer fits, and the YAML is read again.
 */
interface PackedRules {
  readonly sha256: string;
  readonly files: readonly { readonly name: string; readonly content: RuleFile }[];
}

/** Packs checked documents. Equal documents give equal texts. */
export function packRules(documents: readonly RuleDocument[], sha256: string): string {
  const files = documents.map(({ yaml, content }) => ({ name: yaml.file, content }));
  return `${JSON.stringify({ sha256, files } satisfies PackedRules)}\n`;
}

/** The documents of a packed text, or undefined when it is damaged or was made from other files than those with the hash. */
export function unpackRules(text: string, sha256: string): readonly RuleDocument[] | undefined {
  const packed = parsePacked(text);
  return packed?.sha256 === sha256 ? packed.files.map(toDocument) : undefined;
}

/** The build has compiled these very files, so no mistake is left to be located. */
function toDocument({ name, content }: PackedRules["files"][number]): RuleDocument {
  return { yaml: { file: name, value: content, lineOf: () => 1 }, content };
}

function parsePacked(text: string): PackedRules | undefined {
  try {
    return JSON.parse(text) as PackedRules;
  } catch {
    return undefined;
  }
}
