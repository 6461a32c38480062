import type { NameMatch } from "../../model/rule-set.ts";

/**
 * Terms, prepared for look-up by key. Inside one name, consecutive tokens are joined, so that `hba1c`, `HbA1c` and `hb_a1_c`
 * are all the term "hba 1 c". In prose, tokens are compared word by word, so a term of several words is also kept with spaces:
 * "the rapist" is not "therapist". The last word may be a plural.
 */
export interface TermIndex {
  /** Whole terms, joined and spaced. An entry without matches is a homonym: it takes its words away from shorter terms. */
  readonly whole: ReadonlyMap<string, readonly NameMatch[]>;
  /** The first words of terms of several words, with spaces: "medical" and "medical history" of "medical history form". */
  readonly openings: ReadonlySet<string>;
  /** Terms written `term*`, which are the beginning of one token. */
  readonly beginnings: ReadonlyMap<string, readonly NameMatch[]>;
  /** Terms written `*term*`: anywhere in a token of seven letters or more. */
  readonly insides: ReadonlyMap<string, readonly NameMatch[]>;
  /** No key is longer, so nothing longer needs to be looked up. */
  readonly longestKey: number;
}

/** A term, its tokens and what it tells; no matches make it a homonym. */
export interface Term {
  readonly text: string;
  readonly tokens: readonly string[];
  readonly matches: readonly NameMatch[];
}

/** Builds the index. Terms with equal tokens are merged; a term that was written wins over the plural of another. */
export function buildTermIndex(terms: readonly Term[]): TermIndex {
  const whole = new Map<string, readonly NameMatch[]>();
  const openings = new Set<string>();
  const beginnings = new Map<string, readonly NameMatch[]>();
  const insides = new Map<string, readonly NameMatch[]>();
  const written: Term[] = [];
  for (const term of terms) {
    const { text, tokens, matches } = term;
    const [first = ""] = tokens;
    if (text.startsWith("*")) merge(insides, first, matches);
    else if (text.endsWith("*")) merge(beginnings, first, matches);
    else {
      for (const key of keysOf(tokens)) merge(whole, key, matches);
      for (let end = 1; end < tokens.length; end++) openings.add(tokens.slice(0, end).join(" "));
      written.push(term);
    }
  }
  for (const { tokens, matches } of written) {
    for (const plural of pluralsOf(tokens.at(-1) ?? "")) {
      for (const key of keysOf([...tokens.slice(0, -1), plural])) if (!whole.has(key)) whole.set(key, matches);
    }
  }
  return { whole, openings, beginnings, insides, longestKey: longest([...whole.keys(), ...beginnings.keys()]) };
}

/** One match for each label, the strong one where there are two. */
export function uniqueMatches(matches: readonly NameMatch[]): readonly NameMatch[] {
  if (matches.length < 2) return matches;
  const byLabel = new Map<string, NameMatch>();
  for (const match of matches) {
    const known = byLabel.get(match.label);
    if (known === undefined || (known.strength === "weak" && match.strength === "strong"))
      byLabel.set(match.label, match);
  }
  return [...byLabel.values()];
}

function keysOf(tokens: readonly string[]): readonly string[] {
  return tokens.length === 1 ? tokens : [tokens.join(""), tokens.join(" ")];
}

function merge(index: Map<string, readonly NameMatch[]>, key: string, matches: readonly NameMatch[]): void {
  const known = index.get(key);
  index.set(key, known === undefined ? matches : uniqueMatches([...known, ...matches]));
}

function pluralsOf(word: string): readonly string[] {
  if (!/[a-z]$/u.test(word)) return [];
  if (/[^aeiou]y$/u.test(word)) return [`${word}s`, `${word.slice(0, -1)}ies`];
  return /(?:[sxzo]|[cs]h)$/u.test(word) ? [`${word}s`, `${word}es`] : [`${word}s`];
}

function longest(keys: readonly string[]): number {
  return keys.reduce((length, key) => Math.max(length, key.length), 0);
}
