import type { NameMatch } from "../../model/rule-set.ts";
import { TermTrie } from "./term-trie.ts";
import { tokenize } from "./tokenize.ts";

/**
 * Terms, prepared so that a name is matched character by character. Inside one name, consecutive tokens are joined, so that
 * `hba1c`, `HbA1c` and `hb_a1_c` are all the term "hba 1 c". In prose, tokens are compared word by word, so a term of several
 * words is also kept with spaces: "the rapist" is not "therapist". The last word may be a plural.
 */
export interface TermIndex {
  readonly trie: TermTrie;
  /** By node: terms that end there. An entry without matches is a homonym: it takes its words away from shorter terms. */
  readonly whole: readonly (readonly NameMatch[] | undefined)[];
  /** By node: terms written `term*`, which are the beginning of one token. */
  readonly beginnings: readonly (readonly NameMatch[] | undefined)[];
  /** Terms written `*term*`: anywhere in a token of seven letters or more. */
  readonly insides: readonly (readonly [string, readonly NameMatch[]])[];
}

/** A term and what it tells; no matches make it a homonym. */
export interface Term {
  readonly text: string;
  readonly matches: readonly NameMatch[];
}

/** Builds the index. Terms with equal tokens are merged; a term that was written wins over the plural of another. */
export function buildTermIndex(terms: readonly Term[]): TermIndex {
  const trie = new TermTrie();
  const whole: (readonly NameMatch[] | undefined)[] = [];
  const beginnings: (readonly NameMatch[] | undefined)[] = [];
  const insides = new Map<string, readonly NameMatch[]>();
  const written: { readonly tokens: readonly string[]; readonly matches: readonly NameMatch[] }[] = [];
  for (const { text, matches } of terms) {
    const tokens = tokenize(text);
    const [first = ""] = tokens;
    if (text.startsWith("*")) insides.set(first, merged(insides.get(first), matches));
    else if (text.endsWith("*")) mergeAt(beginnings, trie.insert(first), matches);
    else {
      for (const key of keysOf(tokens)) mergeAt(whole, trie.insert(key), matches);
      written.push({ tokens, matches });
    }
  }
  for (const { tokens, matches } of written) {
    for (const plural of pluralsOf(tokens.at(-1) ?? "")) {
      for (const key of keysOf([...tokens.slice(0, -1), plural])) whole[trie.insert(key)] ??= matches;
    }
  }
  return { trie, whole, beginnings, insides: [...insides] };
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

function mergeAt(index: (readonly NameMatch[] | undefined)[], node: number, matches: readonly NameMatch[]): void {
  index[node] = merged(index[node], matches);
}

function merged(known: readonly NameMatch[] | undefined, matches: readonly NameMatch[]): readonly NameMatch[] {
  return known === undefined ? matches : uniqueMatches([...known, ...matches]);
}

function pluralsOf(word: string): readonly string[] {
  if (!/[a-z]$/u.test(word)) return [];
  if (/[^aeiou]y$/u.test(word)) return [`${word}s`, `${word.slice(0, -1)}ies`];
  return /(?:[sxzo]|[cs]h)$/u.test(word) ? [`${word}s`, `${word}es`] : [`${word}s`];
}
