import { createHash } from "node:crypto";

/**
 * Names the code of a place however it is formatted: white space, the kind of quotes, final commas and semicolons do not count.
 * 12 hexadecimal digits.
 */
export function contentHash(code: string): string {
  const plain = code
    .replace(/\s+/g, "")
    .replace(/['`]/g, '"')
    .replace(/,(?=[)\]}])|;/g, "");
  return createHash("sha256").update(plain).digest("hex").slice(0, 12);
}
