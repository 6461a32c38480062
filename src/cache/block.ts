import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { ByteReader, DamagedBytes } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { Codec } from "./codec.ts";

/** Keys are SHA-256 in hexadecimal. */
const keyBytes = 32;
const sumBytes = 16;
/** Bytes of a block before its keys: check sum, number of entries, length of what was compressed. */
const headBytes = sumBytes + 8;
/** A block is full from here on; larger ones compress little better, and reading one entry reads its whole block. */
const fullBlock = 1 << 18;
/** No block that this program wrote is larger. */
const largestBody = 1 << 28;

/** Some entries stored together: they share a table of texts, are compressed as one, and vouched for by one check sum. */
export interface Block {
  readonly keys: readonly string[];
  /** As stored, whole. */
  readonly bytes: Uint8Array;
}

/** Packs entries, as many into each block as fill it. */
export function packBlocks<Value>(
  entries: Iterable<readonly [key: string, value: Value]>,
  codec: Codec<Value>,
): Block[] {
  const blocks: Block[] = [];
  let writer = new ByteWriter();
  let keys: string[] = [];
  const end = (): void => {
    if (keys.length > 0) blocks.push({ keys, bytes: packed(keys, writer) });
    writer = new ByteWriter();
    keys = [];
  };
  for (const [key, value] of entries) {
    codec.write(value, writer);
    keys.push(key);
    if (writer.written().length > fullBlock) end();
  }
  end();
  return blocks;
}

function packed(keys: readonly string[], writer: ByteWriter): Uint8Array {
  const body = Buffer.concat([writer.textTable(), writer.written()]);
  const bytes = Buffer.concat([
    Buffer.alloc(headBytes),
    Buffer.from(keys.join(""), "hex"),
    deflateRawSync(body, { level: 1 }),
  ]);
  bytes.writeUInt32LE(keys.length, sumBytes);
  bytes.writeUInt32LE(body.length, sumBytes + 4);
  bytes.set(checkSum(bytes));
  return bytes;
}

/** The keys of a stored block. What else it holds is looked at when one of them is asked for. */
export function openBlock(bytes: Uint8Array): Block {
  const stored = asBuffer(bytes);
  if (stored.length < headBytes) throw new DamagedBytes("a block is too short");
  const count = stored.readUInt32LE(sumBytes);
  if (count > (stored.length - headBytes) / keyBytes) throw new DamagedBytes("a block has too many keys");
  const keys = Array.from({ length: count }, (_, index) => {
    const start = headBytes + keyBytes * index;
    return stored.toString("hex", start, start + keyBytes);
  });
  return { keys, bytes };
}

/** Reads all entries of a block. Throws `DamagedBytes` when it is not as it was written. */
export function unpackBlock<Value>({ keys, bytes }: Block, codec: Codec<Value>): Map<string, Value> {
  const stored = asBuffer(bytes);
  if (!checkSum(stored).equals(stored.subarray(0, sumBytes))) throw new DamagedBytes("a check sum is wrong");
  const length = stored.readUInt32LE(sumBytes + 4);
  if (length > largestBody) throw new DamagedBytes("a block is too large");
  const body = inflated(stored.subarray(headBytes + keyBytes * keys.length), length);
  const table = new ByteReader(body);
  const texts = table.textTable();
  const entries = new ByteReader(table.rest(), texts);
  return new Map(keys.map((key) => [key, codec.read(entries)] as const));
}

function inflated(bytes: Uint8Array, length: number): Uint8Array {
  try {
    const body = inflateRawSync(bytes, { maxOutputLength: Math.max(length, 1) });
    if (body.length === length) return new Uint8Array(body.buffer, body.byteOffset, length);
  } catch {
    // Falls through: not what was compressed.
  }
  throw new DamagedBytes("a block cannot be decompressed");
}

/** Of everything behind the sum itself. */
function checkSum(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes.subarray(sumBytes)).digest().subarray(0, sumBytes);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
