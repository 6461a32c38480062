import type { NameMatch } from "../../model/rule-set.ts";
import type { TermIndex } from "./term-index.ts";

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
    if (wordStarts !== undefined) addSpaced(index, tokens, start, wordStarts, spans);
    addParts(index, tokens[start] ?? "", start, spans);
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
    const matches = whole.get(joined);
    if (matches !== undefined) spans.push({ start, end: end + 1, matches });
  }
}

function addSpaced(
  { whole, openings }: TermIndex,
  tokens: readonly string[],
  start: number,
  wordStarts: ReadonlySet<number>,
  spans: Span[],
): void {
  let spaced = tokens[start] ?? "";
  let crossesWords = false;
  for (let end = start + 1; end < tokens.length && openings.has(spaced); end++) {
    spaced = `${spaced} ${tokens[end] ?? ""}`;
    crossesWords ||= wordStarts.has(end);
    const matches = crossesWords ? whole.get(spaced) : undefined;
    if (matches !== undefined) spans.push({ start, end: end + 1, matches });
  }
}

function addParts({ beginnings, insides, longestKey }: TermIndex, token: string, start: number, spans: Span[]): void {
  const end = start + 1;
  if (beginnings.size > 0) {
    for (let length = 1; length <= Math.min(token.length, longestKey); length++) {
      const matches = beginnings.get(token.slice(0, length));
      if (matches !== undefined) spans.push({ start, end, matches });
    }
  }
  if (token.length < 7) return;
  for (const [part, matches] of insides) {
    if (token.includes(part)) spans.push({ start, end, matches });
  }
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
