import type { Label, Lexicon, NameMatch } from "../../model/rule-set.ts";
import { below, compileLabels, entriesOf, mistake, type Place } from "../compile-parts.ts";
import type { RuleDocument } from "../rule-document.ts";
import { createLexicon } from "./create-lexicon.ts";
import { joinSuppressions } from "./suppression.ts";
import { buildTermIndex, type Term } from "./term-index.ts";
import { tokenize } from "./tokenize.ts";

const languages = ["en", "de", "fr", "nl", "es"] as const;
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
  const suppressions = documents.flatMap((document) => document.content.lexicon?.suppress ?? []);
  return createLexicon(buildTermIndex(terms), joinSuppressions(suppressions));
}

function groupTerms(document: RuleDocument): readonly Term[] {
  return (document.content.lexicon?.terms ?? []).flatMap((group, index) => {
    const place: Place = { document: document.yaml, path: ["lexicon", "terms", index] };
    const labels = compileLabels(below(place, "label"), group.label);
    const { kind = "value" } = group;
    const terms: Term[] = plainTerms(below(place, "notWhen"), group.notWhen ?? []);
    for (const language of languages) {
      for (const strength of strengths) {
        const words = group[language]?.[strength] ?? [];
        words.forEach((text, at) => {
          checkTerm(text, () => below(place, language, strength, at));
          terms.push({ text, matches: matchesOf(text, labels, strength, kind) });
        });
      }
    }
    return terms;
  });
}

function homonyms(document: RuleDocument): readonly Term[] {
  return plainTerms(
    { document: document.yaml, path: ["lexicon", "homonyms"] },
    document.content.lexicon?.homonyms ?? [],
  );
}

function plainTerms(place: Place, texts: readonly string[]): Term[] {
  return texts.map((text, index) => {
    checkTerm(text, () => below(place, index));
    return { text, matches: [] };
  });
}

function namedSources(document: RuleDocument): readonly Term[] {
  return (document.content.sources ?? []).flatMap((source, index) => {
    if (source.name === undefined) return [];
    const place: Place = { document: document.yaml, path: ["sources", index, "name"] };
    const labels = compileLabels({ document: document.yaml, path: ["sources", index, "labels"] }, source.labels);
    return entriesOf(place, source.name).map((entry) => {
      checkTerm(entry.text, () => entry.place);
      return { text: entry.text, matches: matchesOf(entry.text, labels, "strong", "value") };
    });
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

/** `place` is a function, because thousands of terms are right and their places are never needed. */
function checkTerm(text: string, place: () => Place): void {
  const stars = /^\**/u.exec(text)?.[0].length ?? 0;
  const isWild = text.includes("*");
  const tokens = tokenize(text);
  const isRight = !isWild || (/^\*?[^*\s]+\*$/u.test(text) && tokens.length === 1);
  if (isRight && stars < 2 && tokens.length > 0 && tokens.every((token) => /^[a-z\d]+$/u.test(token))) return;
  throw mistake(place(), `\`${text}\` is not a term; words in Latin letters, \`word*\` or \`*word*\` were expected.`);
}
