import type { Label, Lexicon, NameMatch } from "../../model/rule-set.ts";
import { below, compileEach, compileLabels, mistake, type Place, placeIn } from "../compile-parts.ts";
import type { RuleDocument } from "../rule-document.ts";
import { buildTermIndex } from "./build-term-index.ts";
import { createLexicon } from "./create-lexicon.ts";
import { languages } from "./inflection.ts";
import { joinSuppressions } from "./suppression.ts";
import type { Term } from "./term-index.ts";
import { tokenize } from "./tokenize.ts";

const strengths = ["strong", "weak"] as const;

/**
 * Makes the lexicon of the `lexicon` parts of all documents and of their sources by `name`, whose words are strong. Throws a
 * ConfigurationError for a label or a term that means nothing.
 */
export function compileLexicon(documents: readonly RuleDocument[]): Lexicon {
  const terms = documents.flatMap((document) => [
    ...groupTerms(document),
    ...homonyms(document),
    ...namedSources(document),
  ]);
  const suppression = joinSuppressions(documents.flatMap((document) => document.content.lexicon?.suppress ?? []));
  const { containers, suffixes, componentSuffixes } = suppression;
  return createLexicon(buildTermIndex(terms, new Set([...containers, ...suffixes, ...componentSuffixes])), suppression);
}

function groupTerms(document: RuleDocument): readonly Term[] {
  return (document.content.lexicon?.terms ?? []).flatMap((group, index) => {
    const place = placeIn(document, "lexicon", "terms", index);
    const labels = compileLabels(below(place, "label"), group.label);
    const { kind = "value" } = group;
    const terms: Term[] = plainTerms(below(place, "notWhen"), group.notWhen ?? []);
    for (const language of languages) {
      for (const strength of strengths) {
        for (const [at, text] of (group[language]?.[strength] ?? []).entries()) {
          const tokens = tokensOf(text) ?? throwNoTerm(text, below(place, language, strength, at));
          terms.push({ text, tokens, language, matches: matchesOf(text, labels, strength, kind) });
        }
      }
    }
    return terms;
  });
}

function homonyms(document: RuleDocument): readonly Term[] {
  return plainTerms(placeIn(document, "lexicon", "homonyms"), document.content.lexicon?.homonyms ?? []);
}

function plainTerms(place: Place, texts: readonly string[]): Term[] {
  return texts.map((text, index) => ({
    text,
    tokens: tokensOf(text) ?? throwNoTerm(text, below(place, index)),
    language: "en",
    matches: [],
  }));
}

function namedSources(document: RuleDocument): readonly Term[] {
  return (document.content.sources ?? []).flatMap((source, index) => {
    if (source.name === undefined || source.labels === undefined) return [];
    const place = placeIn(document, "sources", index, "name");
    const labels = compileLabels(placeIn(document, "sources", index, "labels"), source.labels);
    return compileEach(place, source.name, (text, at) => ({
      text,
      tokens: tokensOf(text) ?? throwNoTerm(text, at()),
      language: "en",
      matches: matchesOf(text, labels, "strong", "value"),
    }));
  });
}

function matchesOf(
  term: string,
  labels: readonly Label[],
  strength: NameMatch["strength"],
  kind: NameMatch["kind"],
): readonly NameMatch[] {
  return labels.map((label) => ({ label, strength, kind, term }));
}

/** The tokens of a term, when it is one. */
function tokensOf(text: string): readonly string[] | undefined {
  if (plainWords.test(text)) return text.includes(" ") ? text.split(" ") : [text];
  const stars = /^\**/u.exec(text)?.[0].length ?? 0;
  const isWild = text.includes("*");
  const tokens = tokenize(text);
  const isRight = !isWild || (/^\*?[^*\s]+\*$/u.test(text) && tokens.length === 1);
  return isRight && stars < 2 && tokens.length > 0 && /^[a-z\d]+$/u.test(tokens.join("")) ? tokens : undefined;
}

/** Most terms need no tokenizer. */
const plainWords = /^[a-z]+(?: [a-z]+)*$/u;

function throwNoTerm(text: string, place: Place): never {
  throw mistake(place, `\`${text}\` is not a term; words in Latin letters, \`word*\` or \`*word*\` were expected.`);
}
