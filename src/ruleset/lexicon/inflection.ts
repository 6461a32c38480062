/**
 * How words change in each language, as far as names and labels need it.
 *
 *   klacht   => klachten      antecedente medico  => antecedentes medicos
 *   bureau   => bureaux       fecha de nacimiento => fecha nacimiento, fechas de nacimiento
 *
 * Plurals that only add `s` or `es` to the last word are no forms of their own: `singularsOf` takes them back when a name is
 * looked up. Terms written `term*` need no forms.
 */
export const languages = ["en", "de", "fr", "nl", "es"] as const;
export type Language = (typeof languages)[number];

interface Grammar {
  readonly pluralsOf: (word: string) => readonly string[];
  /** Words that names in code leave out: `motifConsultation` is the "motif de consultation". */
  readonly particles: ReadonlySet<string>;
  /** Which words of a term become plural: the last one, or noun and adjectives before the first particle. */
  readonly agreement: "last" | "every";
}

const grammars: Readonly<Record<Language, Grammar>> = {
  en: { pluralsOf: () => [], particles: new Set(), agreement: "last" },
  de: { pluralsOf: germanPlurals, particles: new Set(["der", "des", "die", "das", "zur", "zum"]), agreement: "last" },
  fr: {
    pluralsOf: frenchPlurals,
    particles: new Set(["de", "du", "des", "d", "la", "le", "l", "les", "a", "au", "en"]),
    agreement: "every",
  },
  nl: { pluralsOf: dutchPlurals, particles: new Set(["de", "het", "van", "der", "den"]), agreement: "last" },
  es: {
    pluralsOf: spanishPlurals,
    particles: new Set(["de", "del", "la", "el", "los", "las", "en"]),
    agreement: "every",
  },
};

/** The letters that join the parts of a compound: `Krankheit-s-verlauf`, `Patient-en-name`. */
export const joints: readonly string[] = ["", "s", "n", "e", "en", "er", "es", "ens", "ns"];

/** The term in the plural, as far as `singularsOf` does not undo it. */
export function pluralsOf(tokens: readonly string[], language: Language): readonly (readonly string[])[] {
  const { pluralsOf: pluralsOfWord, particles, agreement } = grammars[language];
  if (tokens.length === 1 || agreement === "last") {
    const last = tokens.at(-1) ?? "";
    const plurals = pluralsOfWord(last).filter((plural) => plural !== `${last}s` && plural !== `${last}es`);
    return plurals.map((plural) => [...tokens.slice(0, -1), plural]);
  }
  const particle = tokens.findIndex((token) => particles.has(token));
  const end = particle < 1 ? tokens.length : particle;
  return [tokens.map((token, at) => (at < end && !particles.has(token) ? (pluralsOfWord(token)[0] ?? token) : token))];
}

/** What a word ending in `s` may be the plural of, in any language: `allergies` of `allergie` and of `allergy`. */
export function singularsOf(word: string): readonly string[] {
  if (!word.endsWith("s") || word.length < 3) return [];
  const singular = word.slice(0, -1);
  if (!singular.endsWith("e")) return [singular];
  const stem = singular.slice(0, -1);
  return stem.endsWith("i") ? [singular, `${stem.slice(0, -1)}y`] : [singular, stem];
}

/** The term as names in code have it; the term itself when it has no particles, or nothing but one word beside them. */
export function withoutParticles(tokens: readonly string[], language: Language): readonly string[] {
  const { particles } = grammars[language];
  if (particles.size === 0) return tokens;
  const short = tokens.filter((token) => !particles.has(token));
  return short.length > 1 && short.length < tokens.length ? short : tokens;
}

function germanPlurals(word: string): readonly string[] {
  if (!endsInLetter(word) || word.length < 4) return [];
  if (word.endsWith("e")) return [`${word}n`];
  if (/(?:er|el|en)$/u.test(word)) return [`${word}n`, `${word}s`];
  if (word.endsWith("in")) return [`${word}nen`];
  return [`${word}e`, `${word}en`, `${word}s`];
}

function frenchPlurals(word: string): readonly string[] {
  if (!endsInLetter(word) || /[sxz]$/u.test(word)) return [];
  if (word.endsWith("al")) return [`${word.slice(0, -2)}aux`, `${word}s`];
  return /(?:eau|eu)$/u.test(word) ? [`${word}x`, `${word}s`] : [`${word}s`];
}

function dutchPlurals(word: string): readonly string[] {
  if (!endsInLetter(word) || word.length < 3) return [];
  if (word.endsWith("heid")) return [`${word.slice(0, -4)}heden`];
  if (/(?:e|er|el|en|em|ie)$/u.test(word)) return [`${word}s`, `${word}n`];
  const double = /^(.*)([aeou])\2([bdfgklmnprst])$/u.exec(word);
  if (double) {
    const [, start = "", vowel = "", consonant = ""] = double;
    return [`${start}${vowel}${soften(consonant)}en`];
  }
  if (/(?:ij|ui|eu|oe|ie|ou|ei)[fs]$/u.test(word)) return [`${word.slice(0, -1)}${soften(word.slice(-1))}en`];
  if (/[^aeiou][aeiou][bdfgklmnprst]$/u.test(word)) return [`${word}${word.slice(-1)}en`, `${word}en`, `${word}s`];
  return [`${word}en`, `${word}s`];
}

function soften(consonant: string): string {
  if (consonant === "f") return "v";
  return consonant === "s" ? "z" : consonant;
}

function spanishPlurals(word: string): readonly string[] {
  if (!endsInLetter(word) || /[sx]$/u.test(word)) return [];
  if (word.endsWith("z")) return [`${word.slice(0, -1)}ces`];
  return /[aeo]$/u.test(word) ? [`${word}s`] : [`${word}es`];
}

function endsInLetter(word: string): boolean {
  return /[a-z]$/u.test(word);
}
