/**
 * Texts in which letters mean nothing: identifiers made by machines, encoded bytes, date formats. Their tokens would match
 * short terms by chance.
 */
export function isMachineText(text: string): boolean {
  if (isDateFormat(text)) return true;
  if (text.length < 8 || !/\d/u.test(text)) return false;
  return isHexadecimal(text) || isEncodedBytes(text);
}

/** `yyyy-MM-dd HH:mm`: only the letters of date patterns, with a year and a month or day among them. */
function isDateFormat(text: string): boolean {
  if (!text.includes("yy") && !text.includes("YY")) return false;
  return /^[yYMmdDHhsSaAzZeET\W_]+$/u.test(text) && /[MDd]/u.test(text);
}

/** UUIDs, hashes, colours with alpha: hexadecimal digits in groups. */
function isHexadecimal(text: string): boolean {
  return /^(?:0x)?[0-9a-f]+(?:[-:][0-9a-f]+)*$/iu.test(text);
}

/** Long runs without a separator in which capitals, small letters and digits take turns. */
function isEncodedBytes(text: string): boolean {
  if (text.length < 20 || !/^[\w+/=-]+$/u.test(text)) return false;
  const numbers = text.match(/\d+/gu)?.length ?? 0;
  const capitals = text.match(/[A-Z]/gu)?.length ?? 0;
  const isMixed = capitals * 3 > text.length && /[a-z]/u.test(text);
  return numbers > 2 || isMixed;
}
