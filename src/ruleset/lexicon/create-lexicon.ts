import type { Lexicon, NameMatch } from "../../model/rule-set.ts";
import { findSpans } from "./find-spans.ts";
import { isMachineText } from "./machine-text.ts";
import { matchTokens } from "./match-tokens.ts";
import { splitCompound } from "./split-compound.ts";
import type { Suppression } from "./suppression.ts";
import { type TermIndex, uniqueMatches } from "./term-index.ts";
import { spellUmlauts, tokenize } from "./tokenize.ts";

const nothing: readonly never[] = [];
/** Longer names are generated, and longer texts are not worth remembering. */
const longestName = 120;
const longestRemembered = 200;

/** The three ways of asking the lexicon. Pure; each remembers what it answered. */
export function createLexicon(index: TermIndex, suppression: Suppression): Lexicon {
  const partsOf = remember((token) => splitCompound(index, token));
  const wordsOf = (name: string): readonly string[] => tokenize(name).flatMap(partsOf);
  const matchTokensOf = (name: string, tokens: readonly string[]): readonly NameMatch[] =>
    matchTokens(index, suppression, tokens, isCapitalized(name) ? "capitalized" : "plain");

  const matchPlainName = (name: string): readonly NameMatch[] => {
    if (isConstant(name)) return nothing;
    const tokens = wordsOf(name);
    const [first = ""] = tokens;
    const isFunctionName = suppression.effectVerbs.has(first) || suppression.valueVerbs.has(first);
    if (isFunctionName && !startsWithTerm(index, tokens)) return nothing;
    return matchTokensOf(name, tokens);
  };

  const matchCallee = (name: string): readonly NameMatch[] => {
    const method = name.slice(name.lastIndexOf(".") + 1);
    const tokens = wordsOf(method);
    const [first = ""] = tokens;
    if (tokens.length > 1 && suppression.valueVerbs.has(first)) {
      const end = tokens.findIndex((token, at) => at > 1 && suppression.resultEnds.has(token));
      return matchTokens(index, suppression, tokens.slice(1, end < 0 ? undefined : end), "plain");
    }
    if (isConstant(method) || suppression.effectVerbs.has(first)) return nothing;
    return matchTokensOf(method, tokens);
  };

  return {
    matchName: remember((name) => (isOutOfReach(name) ? nothing : inBothSpellings(name, matchPlainName))),
    matchCallee: remember((name) => (isOutOfReach(name) ? nothing : inBothSpellings(name, matchCallee))),
    matchText: remember((text) => inBothSpellings(text, (spelling) => matchWords(index, wordsOf, spelling))),
  };
}

function matchWords(
  index: TermIndex,
  wordsOf: (word: string) => readonly string[],
  text: string,
): readonly NameMatch[] {
  const tokens: string[] = [];
  const wordStarts = new Set<number>();
  for (const word of text.split(/\s+/u)) {
    if (isMachineText(word)) continue;
    wordStarts.add(tokens.length);
    tokens.push(...wordsOf(word));
  }
  return uniqueMatches(findSpans(index, tokens, wordStarts).flatMap((span) => span.matches));
}

/** A name with umlauts is tried with `ae` for `ä` as well as with `a`. */
function inBothSpellings(text: string, match: (spelling: string) => readonly NameMatch[]): readonly NameMatch[] {
  const spelled = spellUmlauts(text);
  return spelled === text ? match(text) : uniqueMatches([...match(text), ...match(spelled)]);
}

function remember<Answer>(ask: (text: string) => readonly Answer[]): (text: string) => readonly Answer[] {
  const known = new Map<string, readonly Answer[]>();
  return (text) => {
    const earlier = known.get(text);
    if (earlier !== undefined) return earlier;
    const found = ask(text);
    const answer = found.length === 0 ? nothing : found;
    if (text.length <= longestRemembered) known.set(text, answer);
    return answer;
  };
}

function startsWithTerm(index: TermIndex, tokens: readonly string[]): boolean {
  return findSpans(index, tokens).some((span) => span.start === 0);
}

function isOutOfReach(name: string): boolean {
  return name.length > longestName || isMachineText(name);
}

/** `PATIENT_ROUTES` names a constant; `DOB` and `PHQ9` are short for a value. */
function isConstant(name: string): boolean {
  return /^[A-Z\d_]+$/u.test(name) && (name.includes("_") || name.length > 5);
}

function isCapitalized(name: string): boolean {
  return /^[A-Z].*[a-z]/u.test(name);
}
