/**
 * Names become tokens: lower-case words and numbers, without diacritics.
 *
 *   phq9Score     => phq 9 score      patient_name  => patient name
 *   patientIDs    => patient ids      HbA1c         => hb a 1 c
 *
 * A token ends at every separator, at every border of letters and digits, and where the case says so.
 */
export function tokenize(name: string): readonly string[] {
  if (plainWords.test(name)) return name.split(/[ _-]/u);
  const text = isAscii(name) ? name : foldDiacritics(name);
  const tokens: string[] = [];
  let start = 0;
  let previous: CharacterKind = "other";
  for (let index = 0; index <= text.length; index++) {
    const kind = kindAt(text, index);
    if (isBorder(text, index, previous, kind)) {
      if (index > start && previous !== "other") tokens.push(text.slice(start, index).toLowerCase());
      start = index;
    }
    previous = kind;
  }
  return tokens;
}

/** Most names and terms: small letters, with single separators. */
const plainWords = /^[a-z]+(?:[ _-][a-z]+)*$/u;

/** Replaces letters with diacritics by their plain letters: `Größe` becomes `Grosse`. */
export function foldDiacritics(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/gu, "ss")
    .replace(/[æÆœŒøØ]/gu, (letter) => foldedLetters[letter] ?? letter);
}

/** The German spelling without umlauts: `Größe` becomes `Groesse`. */
export function spellUmlauts(text: string): string {
  if (isAscii(text)) return text;
  return text.replace(/[äöüÄÖÜ]/gu, (letter) => umlauts[letter] ?? letter);
}

const foldedLetters: Readonly<Record<string, string>> = { æ: "ae", Æ: "Ae", œ: "oe", Œ: "Oe", ø: "o", Ø: "O" };
const umlauts: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", Ä: "Ae", Ö: "Oe", Ü: "Ue" };

type CharacterKind = "lower" | "upper" | "digit" | "other";

function isBorder(text: string, index: number, previous: CharacterKind, kind: CharacterKind): boolean {
  if (previous === "upper" && kind === "upper")
    return kindAt(text, index + 1) === "lower" && !isPluralS(text, index + 1);
  if (previous === "upper" && kind === "lower") return false;
  return previous !== kind;
}

/** The `s` of `IDs`: a lone lower-case s behind capitals belongs to them. */
function isPluralS(text: string, index: number): boolean {
  return text[index] === "s" && kindAt(text, index + 1) !== "lower" && kindAt(text, index - 2) === "upper";
}

function kindAt(text: string, index: number): CharacterKind {
  const code = text.charCodeAt(index);
  if (code >= 97 && code <= 122) return "lower";
  if (code >= 65 && code <= 90) return "upper";
  if (code >= 48 && code <= 57) return "digit";
  if (Number.isNaN(code) || code < 128) return "other";
  const character = text.charAt(index);
  if (character.toLowerCase() !== character) return "upper";
  return /\p{L}/u.test(character) ? "lower" : "other";
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 127) return false;
  }
  return true;
}
