import type { NameMatch } from "../../model/rule-set.ts";
import { pluralsOf, withoutParticles } from "./inflection.ts";
import { splitCompound } from "./split-compound.ts";
import { type Entry, type StemIndex, type Term, type TermIndex, uniqueMatches } from "./term-index.ts";

/** Builds the index. What is written equally is merged, and so are equal forms. */
export function buildTermIndex(terms: readonly Term[], words: ReadonlySet<string>): TermIndex {
  const whole = new Map<string, Entry>();
  const openings = new Set<string>();
  const places = new Map<string, "first" | "anywhere">();
  const add = (tokens: readonly string[], matches: readonly NameMatch[], origin: Entry["origin"]): void => {
    if (tokens.length > 1) openings.add(tokens[0] ?? "");
    merge(whole, keyOf(tokens), { matches, phrases: tokens.length === 1 ? noPhrases : [tokens], origin });
  };
  for (const { text, tokens, matches } of terms) {
    add(tokens, matches, "written");
    const [first = ""] = tokens;
    if (text.startsWith("*")) places.set(first, "anywhere");
    else if (text.endsWith("*")) places.set(first, places.get(first) ?? "first");
  }
  const phrases: Pick<Term, "tokens" | "matches">[] = [];
  for (const { text, tokens, language, matches } of terms) {
    if (text.endsWith("*")) continue;
    const plurals = pluralsOf(tokens, language);
    for (const plural of plurals) add(plural, matches, "form");
    if (tokens.length === 1) continue;
    for (const form of [tokens, ...plurals]) {
      phrases.push({ tokens: form, matches });
      const short = withoutParticles(form, language);
      if (short !== form) merge(whole, keyOf(short), { matches, phrases: noPhrases, origin: "form" });
    }
  }
  const index = { whole, openings, stems: indexStems(places), words, longestKey: longest(whole.keys()) };
  // A phrase is looked up by the parts that its words have in a name: "sexuelle Orientierung" as "sexuell orientierung".
  const known = new Map<string, readonly string[] | undefined>();
  for (const phrase of phrases) {
    const parts = partsOf(index, phrase.tokens, known);
    if (parts !== undefined) add(parts, phrase.matches, "form");
  }
  return index;
}

/** The words of a phrase, split where they are compounds; undefined when none is. `known` remembers what words are made of. */
function partsOf(
  index: TermIndex,
  tokens: readonly string[],
  known: Map<string, readonly string[] | undefined>,
): readonly string[] | undefined {
  let isSplit = false;
  for (const token of tokens) {
    if (!known.has(token)) {
      const parts = splitCompound(index, token);
      known.set(token, parts[0] === token ? undefined : parts);
    }
    isSplit ||= known.get(token) !== undefined;
  }
  return isSplit ? tokens.flatMap((token) => known.get(token) ?? token) : undefined;
}

const noPhrases: Entry["phrases"] = [];

function keyOf(tokens: readonly string[]): string {
  return tokens.length === 1 ? (tokens[0] ?? "") : tokens.join("");
}

function merge(whole: Map<string, Entry>, key: string, { matches, phrases, origin }: Entry): void {
  const known = whole.get(key);
  if (known === undefined) whole.set(key, { matches, phrases, origin });
  else {
    const all = known.origin === origin ? uniqueMatches([...known.matches, ...matches]) : known.matches;
    whole.set(key, { matches: all, phrases: [...known.phrases, ...phrases], origin: known.origin });
  }
}

function indexStems(places: StemIndex["places"]): StemIndex {
  const stems = [...places.keys()];
  const shortest = stems.reduce((length, stem) => Math.min(length, stem.length), Infinity);
  return {
    places,
    beginnings: new Set(stems.map((stem) => stem.slice(0, shortest))),
    initials: new Set(stems.filter((stem) => places.get(stem) === "anywhere").map((stem) => stem.charCodeAt(0))),
    shortest,
    longest: longest(stems),
  };
}

function longest(keys: Iterable<string>): number {
  let length = 0;
  for (const key of keys) length = Math.max(length, key.length);
  return length;
}
