import type { NameMatch } from "../../model/rule-set.ts";
import { singularsOf } from "./inflection.ts";
import { lookUp, type TermIndex } from "./term-index.ts";

/** Tokens `start` to `end` (exclusive) that are a term together. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly matches: readonly NameMatch[];
}

/**
 * The terms in a row of tokens, by their place. A term inside a longer one does not count ("history" in "medical history"),
 * and a homonym takes away what lies inside it ("vitals" in "web vitals"). `wordStarts` holds the tokens that begin a new
 * word of prose; tokens are joined inside one word only.
 */
export function findSpans(
  index: TermIndex,
  tokens: readonly string[],
  wordStarts?: ReadonlySet<number>,
): readonly Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < tokens.length; start++) {
    addJoined(index, tokens, start, wordStarts, spans);
    if (wordStarts !== undefined) addPhrases(index, tokens, start, wordStarts, spans);
  }
  const [only] = spans;
  if (only === undefined) return spans;
  if (spans.length === 1) return only.matches.length === 0 ? [] : spans;
  return spans.filter((span) => span.matches.length > 0 && !spans.some((other) => contains(other, span)));
}

function addJoined(
  { whole, longestKey }: TermIndex,
  tokens: readonly string[],
  start: number,
  wordStarts: ReadonlySet<number> | undefined,
  spans: Span[],
): void {
  let joined = "";
  for (let end = start; end < tokens.length; end++) {
    if (end > start && wordStarts?.has(end) === true) return;
    joined += tokens[end] ?? "";
    if (joined.length > longestKey) return;
    const entry = lookUp(whole, joined);
    if (entry !== undefined) spans.push({ start, end: end + 1, matches: entry.matches });
  }
}

function addPhrases(
  { whole, openings, longestKey }: TermIndex,
  tokens: readonly string[],
  start: number,
  wordStarts: ReadonlySet<number>,
  spans: Span[],
): void {
  let joined = tokens[start] ?? "";
  if (!openings.has(joined)) return;
  let crossesWords = false;
  for (let end = start + 1; end < tokens.length; end++) {
    joined += tokens[end] ?? "";
    if (joined.length > longestKey) return;
    crossesWords ||= wordStarts.has(end);
    const entry = crossesWords ? lookUp(whole, joined) : undefined;
    if (entry?.phrases.some((phrase) => standsAt(phrase, tokens, start, end + 1)) === true)
      spans.push({ start, end: end + 1, matches: entry.matches });
  }
}

function standsAt(phrase: readonly string[], tokens: readonly string[], start: number, end: number): boolean {
  if (phrase.length !== end - start) return false;
  return phrase.every((word, at) => {
    const token = tokens[start + at] ?? "";
    return word === token || (start + at === end - 1 && singularsOf(token).includes(word));
  });
}

/** A context ("symptom log") tells where a word stands; it does not take the word's own meaning away. */
function contains(outer: Span, inner: Span): boolean {
  if (outer.start > inner.start || outer.end < inner.end || outer.end - outer.start === inner.end - inner.start)
    return false;
  return !isContext(outer) || isContext(inner);
}

function isContext(span: Span): boolean {
  return span.matches.length > 0 && span.matches.every((match) => match.label.startsWith("context"));
}
