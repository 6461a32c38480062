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
  { trie, whole }: TermIndex,
  tokens: readonly string[],
  start: number,
  wordStarts: ReadonlySet<number> | undefined,
  spans: Span[],
): void {
  let node = 0;
  for (let end = start; end < tokens.length; end++) {
    if (end > start && wordStarts?.has(end) === true) return;
    node = trie.walk(node, tokens[end] ?? "");
    if (node === 0) return;
    const matches = whole[node];
    if (matches !== undefined) spans.push({ start, end: end + 1, matches });
  }
}

function addSpaced(
  { trie, whole }: TermIndex,
  tokens: readonly string[],
  start: number,
  wordStarts: ReadonlySet<number>,
  spans: Span[],
): void {
  let node = trie.walk(0, tokens[start] ?? "");
  let crossesWords = false;
  for (let end = start + 1; end < tokens.length && node !== 0; end++) {
    const separated = trie.walk(node, " ");
    if (separated === 0) return;
    node = trie.walk(separated, tokens[end] ?? "");
    crossesWords ||= wordStarts.has(end);
    const matches = crossesWords && node !== 0 ? whole[node] : undefined;
    if (matches !== undefined) spans.push({ start, end: end + 1, matches });
  }
}

function addParts({ trie, beginnings, insides }: TermIndex, token: string, start: number, spans: Span[]): void {
  const end = start + 1;
  if (beginnings.length > 0) {
    let node = 0;
    for (let at = 0; at < token.length; at++) {
      node = trie.step(node, token.charCodeAt(at));
      if (node === 0) break;
      const matches = beginnings[node];
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
