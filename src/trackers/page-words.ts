import type { PageKind, PageWords } from "../model/rule-set.ts";

/** The kind of page that a text speaks of, in the order of the rules, if any. */
export function kindOfWords({ kinds }: PageWords, text: string): PageKind | undefined {
  const words = spaced(text);
  return kinds.find(({ words: phrases }) => phrases.some((phrase) => words.includes(` ${phrase} `)))?.kind;
}

/** ` symptom checker `: the words of an address, a file or a name, between blanks. */
export function spaced(text: string): string {
  const words = text.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();
  return ` ${words.replace(/[^\p{L}\d]+/gu, " ").trim()} `;
}
