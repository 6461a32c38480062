import { Buffer } from "node:buffer";

/** Stored bytes that are not what this program writes. Whoever reads a cache takes it for a miss. */
export class DamagedBytes extends Error {
  constructor(what: string) {
    super(`The cache is damaged: ${what}.`);
  }
}

/** What a number may be the index of; see `ByteReader.index`. */
export type IndexKind = "node" | "string" | "function" | "class" | "import" | "call";

const none: Readonly<Record<IndexKind, number>> = {
  node: -1,
  string: -1,
  function: -1,
  class: -1,
  import: -1,
  call: -1,
};

const roomAtOnce = 1 << 14;

/** Room for many small arrays of integers: one allocation for each of them costs more than filling it. */
class IntRoom {
  private room = new Int32Array(0);
  private used = 0;

  take(length: number): Int32Array {
    if (this.used + length > this.room.length) {
      this.room = new Int32Array(Math.max(length, roomAtOnce));
      this.used = 0;
    }
    return this.room.subarray(this.used, (this.used += length));
  }
}

/** Reads what a `ByteWriter` wrote, and trusts none of it: all that does not fit is `DamagedBytes`. */
export class ByteReader {
  /** The highest index of each kind that was read; they are checked once everything is there. */
  readonly highest: Record<IndexKind, number> = { ...none };
  private readonly bytes: Uint8Array;
  private readonly texts: readonly string[];
  private readonly room = new IntRoom();
  private at = 0;

  constructor(bytes: Uint8Array, texts: readonly string[] = []) {
    this.bytes = bytes;
    this.texts = texts;
  }

  int(): number {
    const { bytes } = this;
    let byte = bytes[this.at++];
    if (byte === undefined) throw new DamagedBytes("it ends too early");
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[this.at++];
      if (byte === undefined || shift > 28) throw new DamagedBytes("a number has no end");
      value |= (byte & 0x7f) << shift;
    }
    return (value >>> 1) ^ -(value & 1);
  }

  /** A column of integers, each with the one before it added when they rise. */
  ints(form: "plain" | "rising"): Int32Array {
    const values = this.room.take(this.count());
    const { bytes } = this;
    const keep = form === "rising" ? -1 : 0;
    let before = 0;
    let { at } = this;
    for (let index = 0; index < values.length; index++) {
      const byte = bytes[at];
      if (byte !== undefined && byte < 0x80) {
        at++;
        before = ((before & keep) + ((byte >>> 1) ^ -(byte & 1))) | 0;
      } else {
        this.at = at;
        before = ((before & keep) + this.int()) | 0;
        ({ at } = this);
      }
      values[index] = before;
    }
    this.at = at;
    return values;
  }

  /** A number of things that follow, each of at least one byte. */
  count(): number {
    const count = this.int();
    if (count < 0 || count > this.bytes.length - this.at) throw new DamagedBytes("a length is out of range");
    return count;
  }

  /** The index of something, or -1. */
  index(kind: IndexKind): number {
    const index = this.int();
    this.note(kind, index, -1);
    return index;
  }

  /** Begins with the indices of another graph. */
  forgetIndices(): void {
    Object.assign(this.highest, none);
  }

  /** Remembers an index for the check at the end. */
  note(kind: IndexKind, index: number, least: number): void {
    if (index < least) throw new DamagedBytes(`the index of a ${kind} is out of range`);
    if (index > this.highest[kind]) this.highest[kind] = index;
  }

  text(): string {
    const text = this.texts[this.int()];
    if (text === undefined) throw new DamagedBytes("a text is missing");
    return text;
  }

  /** Everything that was not read yet. */
  rest(): Uint8Array {
    return this.take(this.bytes.length - this.at);
  }

  take(length: number): Uint8Array {
    if (length < 0 || length > this.bytes.length - this.at) throw new DamagedBytes("it ends too early");
    const start = this.at;
    this.at += length;
    return this.bytes.subarray(start, this.at);
  }

  /** What `ByteWriter.textTable` wrote. */
  textTable(): readonly string[] {
    const lengths = new Int32Array(this.count());
    for (let index = 0; index < lengths.length; index++) lengths[index] = this.int();
    const encoding = this.int() === 1 ? "utf8" : "utf16le";
    const bytes = this.take(this.int());
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(encoding);
    const texts: string[] = [];
    let start = 0;
    for (const length of lengths) {
      if (length < 0) throw new DamagedBytes("a length is out of range");
      texts.push(all.slice(start, (start += length)));
    }
    if (start !== all.length) throw new DamagedBytes("the texts do not fit their lengths");
    return texts;
  }
}
