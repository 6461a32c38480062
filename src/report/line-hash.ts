/**
 * The `primaryLocationLineHash` by which GitHub code scanning recognises an alert after lines have moved.
 *
 * A line is named by the 100 characters that begin with it and run on into the lines below: spaces and tabs are left out, each kind of
 * line break counts as one `\n`, the end of the file counts as character 65535, and zeros follow it. The characters are the digits
 * of a number in base 37 of which 64 bits are kept. Lines with the same number are told apart by `:1`, `:2`, … in file order.
 */
const blockSize = 100;
const base = 37;
const endOfFile = 65535;
const twoTo32 = 2 ** 32;

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;

/** Hashes of all lines of a text: `hashes[0]` is that of line 1. */
export function lineHashes(text: string): readonly string[] {
  const { characters, lineStarts } = significantCharacters(text);
  const seen = new Map<string, number>();
  return lineStarts.map((start) => {
    const hash = hashBlock(characters, start);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${String(count)}`;
  });
}

/** The characters that count, and the index among them at which each line begins. */
function significantCharacters(text: string): { readonly characters: Uint16Array; readonly lineStarts: number[] } {
  const characters = new Uint16Array(text.length + 1);
  const lineStarts = [0];
  let length = 0;
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = text.charCodeAt(offset);
    if (character === space || character === tab) continue;
    if (character === lineFeed || character === carriageReturn) {
      if (character === carriageReturn && text.charCodeAt(offset + 1) === lineFeed) offset += 1;
      characters[length] = lineFeed;
      length += 1;
      lineStarts.push(length);
    } else {
      characters[length] = character;
      length += 1;
    }
  }
  characters[length] = endOfFile;
  return { characters: characters.subarray(0, length + 1), lineStarts };
}

/** Horner's rule on two halves of 32 bits: every product stays far below 2^53, so plain numbers are exact. */
function hashBlock(characters: Uint16Array, start: number): string {
  let high = 0;
  let low = 0;
  for (let index = start; index < start + blockSize; index += 1) {
    const sum = low * base + (characters[index] ?? 0);
    low = sum % twoTo32;
    high = (high * base + Math.floor(sum / twoTo32)) % twoTo32;
  }
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, "0");
}
