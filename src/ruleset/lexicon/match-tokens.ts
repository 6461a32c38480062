import type { NameMatch } from "../../model/rule-set.ts";
import { findSpans, type Span } from "./find-spans.ts";
import type { Suppression } from "./suppression.ts";
import { type TermIndex, uniqueMatches } from "./term-index.ts";

/**
 * What the tokens of a name tell about the value it holds.
 *
 *   patient email           the e-mail; `patient` only says whose
 *   patient weight          a weak word made strong by its neighbour
 *   is pregnant             a health answer
 *   is loading patient      nothing: it speaks of the screen
 *   prescription modal      nothing: a modal is no prescription
 */
export function matchTokens(
  index: TermIndex,
  suppression: Suppression,
  tokens: readonly string[],
  style: "plain" | "capitalized",
): readonly NameMatch[] {
  const spans = findSpans(index, tokens);
  if (spans.length === 0 || endsAsScreenThing(suppression, tokens, spans, style)) return [];
  const startsWithTerm = spans.some((span) => span.start === 0);
  const [first = ""] = tokens;
  if (!startsWithTerm && suppression.screenPrefixes.has(first)) return [];
  if (!startsWithTerm && suppression.flagPrefixes.has(first)) return matchAnswer(suppression, tokens, spans);
  const head = headEnd(suppression, tokens);
  const matches = spans.flatMap((span) => {
    const kept = span.matches.filter((match) => match.kind === "value" || span.end >= head);
    return hasStrongNeighbour(span, spans) ? kept.map((match) => raise(suppression, match)) : kept;
  });
  return uniqueMatches(matches);
}

/** True when the last word, which is no part of a term, says that the name holds something else. */
function endsAsScreenThing(
  suppression: Suppression,
  tokens: readonly string[],
  spans: readonly Span[],
  style: "plain" | "capitalized",
): boolean {
  const end = withoutNumbers(tokens);
  const last = tokens[end - 1] ?? "";
  const isScreenThing =
    suppression.suffixes.has(last) || (style === "capitalized" && suppression.componentSuffixes.has(last));
  return isScreenThing && !spans.some((span) => span.end >= end);
}

/** A flag counts when it ends in a strong health term and nothing in it speaks of the screen. */
function matchAnswer(
  suppression: Suppression,
  tokens: readonly string[],
  spans: readonly Span[],
): readonly NameMatch[] {
  if (tokens.some((token) => suppression.screenWords.has(token))) return [];
  const end = withoutNumbers(tokens);
  const matches = spans.filter((span) => span.end >= end).flatMap((span) => span.matches);
  return uniqueMatches(matches.filter(isHealthAnswer));
}

function isHealthAnswer(match: NameMatch): boolean {
  return match.kind === "value" && match.strength === "strong" && match.label.startsWith("health");
}

/** Where the main word of the name ends: before numbers and words such as `data` or `list`. */
function headEnd(suppression: Suppression, tokens: readonly string[]): number {
  let end = withoutNumbers(tokens);
  while (end > 1 && suppression.containers.has(tokens[end - 1] ?? "")) end--;
  return end;
}

function withoutNumbers(tokens: readonly string[]): number {
  let end = tokens.length;
  while (end > 1 && /^\d+$/u.test(tokens[end - 1] ?? "")) end--;
  return end;
}

function hasStrongNeighbour(span: Span, spans: readonly Span[]): boolean {
  return spans.some(
    (other) => (other.end <= span.start || other.start >= span.end) && other.matches.some(givesHealthContext),
  );
}

function givesHealthContext(match: NameMatch): boolean {
  return match.strength === "strong" && !match.label.startsWith("identifier");
}

function raise(suppression: Suppression, match: NameMatch): NameMatch {
  if (match.strength === "strong" || match.label.startsWith("context")) return match;
  return suppression.neverRaised.has(match.term) ? match : { ...match, strength: "strong" };
}
