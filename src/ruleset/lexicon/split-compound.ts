import { joints } from "./inflection.ts";
import { lookUp, type StemIndex, type TermIndex } from "./term-index.ts";

type Parts = Pick<TermIndex, "whole" | "stems" | "words">;

/** What is left of a token behind a stem is its ending when it is no longer than this, and another word otherwise. */
const longestEnding = 4;
const shortestCompound = 7;
/** A longer token is no word of a language. */
const longestCompound = 60;
const shortestWord = 3;

/**
 * The words in a token, by the terms written `stem*` and `*stem*`. They let names of German and Dutch, which write several
 * words as one, be read like `camelCase`, and they take endings off.
 *
 *   krankheitsverlauf => krankheit sverlauf      the stem "krankheit*" and what follows
 *   patientenname     => patient name            joined by "en", because "name" is a known word
 *   hauptdiagnose     => haupt diagnose          the stem "*diagnose*" may stand anywhere
 *   schmerzen         => schmerz                 an ending
 *
 * A token that is a term as it stands is not split. Only look-ups by key: the stems are never gone through one by one.
 */
export function splitCompound(index: Parts, token: string): readonly string[] {
  const { stems, whole } = index;
  if (token.length <= stems.shortest || token.length > longestCompound) return [token];
  if (lookUp(whole, token) !== undefined) return [token];
  const found = findStem(stems, token);
  if (found === undefined) return [token];
  const { start, stem } = found;
  const front = start === 0 ? [] : [token.slice(0, start)];
  return [...front, stem, ...splitRest(index, token.slice(start + stem.length))];
}

interface FoundStem {
  readonly start: number;
  readonly stem: string;
}

/** A single letter in front of a stem is a chance. */
function findStem(stems: StemIndex, token: string): FoundStem | undefined {
  const first = stemAt(stems, token, 0);
  if (first !== undefined) return { start: 0, stem: first };
  const last = token.length < shortestCompound ? 0 : token.length - stems.shortest;
  for (let start = 2; start <= last; start++) {
    const stem = stems.initials.has(token.charCodeAt(start)) ? stemAt(stems, token, start) : undefined;
    if (stem !== undefined) return { start, stem };
  }
  return undefined;
}

/** The longest stem at a place. */
function stemAt(stems: StemIndex, token: string, start: number): string | undefined {
  if (!stems.beginnings.has(token.slice(start, start + stems.shortest))) return undefined;
  for (let end = Math.min(token.length, start + stems.longest); end >= start + stems.shortest; end--) {
    const stem = token.slice(start, end);
    const place = stems.places.get(stem);
    if (place !== undefined && (start === 0 || place === "anywhere")) return stem;
  }
  return undefined;
}

/** What follows a stem: nothing for an ending, the known word behind a joint, or the letters as they are. */
function splitRest(index: Parts, rest: string): readonly string[] {
  for (const joint of joints) {
    if (!rest.startsWith(joint)) continue;
    const word = rest.slice(joint.length);
    if (word.length < shortestWord) continue;
    if (lookUp(index.whole, word) !== undefined || index.words.has(word)) return [word];
    if (stemAt(index.stems, word, 0) !== undefined) return splitCompound(index, word);
  }
  return rest.length <= longestEnding ? [] : [rest];
}
