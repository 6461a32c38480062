/**
 * Decodes a source file, or returns `undefined` when it is not text (a NUL byte, as git decides).
 *
 * A byte order mark says UTF-16, otherwise it is UTF-8; the mark itself is not part of the text, so offset 0 is the
 * first character a person sees. Bytes that are not valid become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.includes(0)) return undefined;
  return utf8.decode(bytes);
}

const utf8 = new TextDecoder("utf-8");
