import { Buffer } from "node:buffer";

/**
 * Bytes that grow. Integers take as many bytes as they need, with small ones of either sign first: 0, -1, 1, -2 … are one byte.
 * Texts are collected in a table, each once; where one stands is its number.
 */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;
  private readonly texts: string[] = [];
  private readonly textNumbers = new Map<string, number>();

  /** Appends a 32-bit integer. */
  int(value: number): void {
    this.reserve(5);
    const { bytes } = this;
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    while (rest >= 0x80) {
      bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[this.length++] = rest;
  }

  text(text: string): void {
    let number = this.textNumbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.textNumbers.set(text, number);
    }
    this.int(number);
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** The table of texts: their number and lengths, whether UTF-8 can say them (half a surrogate pair it cannot), and all as one text. */
  textTable(): Uint8Array {
    const table = new ByteWriter();
    table.int(this.texts.length);
    for (const text of this.texts) table.int(text.length);
    const all = this.texts.join("");
    const isUtf8 = !/\p{Surrogate}/u.test(all);
    table.int(isUtf8 ? 1 : 0);
    const bytes = Buffer.from(all, isUtf8 ? "utf8" : "utf16le");
    table.int(bytes.length);
    table.append(bytes);
    return table.written();
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + count));
    grown.set(this.written());
    this.bytes = grown;
  }
}
