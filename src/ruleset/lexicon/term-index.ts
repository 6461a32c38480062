import type { NameMatch } from "../../model/rule-set.ts";
import { type Language, singularsOf } from "./inflection.ts";

/**
 * Terms, prepared for look-up by key. A key is a term without spaces, so that `hba1c`, `HbA1c` and `hb_a1_c` are all the term
 * "hba 1 c". In prose the words must be those of the term as well: "the rapist" is not "therapist". Terms are kept in all
 * their forms, so nothing but look-ups is left for a name.
 */
export interface TermIndex {
  readonly whole: ReadonlyMap<string, Entry>;
  /** The first words of terms of several words. */
  readonly openings: ReadonlySet<string>;
  /** Terms written `term*` and `*term*`; see `splitCompound`. What they tell is in `whole`. */
  readonly stems: StemIndex;
  /** Words that are no terms and yet parts of compounds: `liste`, `daten`. */
  readonly words: ReadonlySet<string>;
  /** No key is longer, so nothing longer needs to be looked up. */
  readonly longestKey: number;
}

/** What a key tells. One without matches is a homonym: it takes its words away from shorter terms. */
export interface Entry {
  readonly matches: readonly NameMatch[];
  /** The words of the term, where there are several: what prose is compared with. */
  readonly phrases: readonly (readonly string[])[];
  /** A term that was written as it stands wins over the form of another. */
  readonly origin: "written" | "form";
}

/** The parts that a token may be made of. */
export interface StemIndex {
  /** Where each stem may stand: only first (`term*`), or behind other letters too (`*term*`). */
  readonly places: ReadonlyMap<string, "first" | "anywhere">;
  /** The first letters of all stems: a place in a token that does not begin so needs no further look. */
  readonly beginnings: ReadonlySet<string>;
  /** The very first letters of the stems that may stand anywhere. */
  readonly initials: ReadonlySet<number>;
  readonly shortest: number;
  readonly longest: number;
}

/** A term, its tokens and what it tells; no matches make it a homonym. */
export interface Term {
  readonly text: string;
  readonly tokens: readonly string[];
  readonly language: Language;
  readonly matches: readonly NameMatch[];
}

/** What a key says, or the key that it is the plural of. */
export function lookUp(whole: TermIndex["whole"], key: string): Entry | undefined {
  const entry = whole.get(key);
  if (entry !== undefined) return entry;
  for (const singular of singularsOf(key)) {
    const found = whole.get(singular);
    if (found !== undefined) return found;
  }
  return undefined;
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
