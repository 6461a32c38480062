import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { openBlock, packBlocks, unpackBlock, type Block } from "./block.ts";
import { DamagedBytes } from "./byte-reader.ts";
import type { Codec } from "./codec.ts";

const magic = Buffer.from("phi-lint");
const stampBytes = 32;
const headBytes = magic.length + stampBytes;
const lengthBytes = 4;
/** Blocks this small are put together once there are many. */
const smallBlock = 1 << 14;
const manySmallBlocks = 32;

/**
 * A file of values by key: a head, then blocks. What an earlier scan wrote is read where a key asks for it, what this scan
 * adds becomes new blocks. A foreign or damaged file is an empty one, and a damaged block one without entries.
 */
export class Archive<Value> {
  private readonly stamp: Buffer;
  private readonly codec: Codec<Value>;
  private blocks: Block[];
  private readonly blockOf = new Map<string, Block>();
  private readonly opened = new Map<Block, ReadonlyMap<string, Value>>();
  private readonly used = new Map<string, Value>();
  private readonly added = new Map<string, Value>();
  private mustRewrite = false;

  /**
   * @param bytes  the file, or undefined when there is none
   * @param writtenBy  the program and version that may read it; a file of another is foreign
   */
  constructor(bytes: Uint8Array | undefined, writtenBy: string, codec: Codec<Value>) {
    this.stamp = createHash("sha256").update(writtenBy).digest();
    this.codec = codec;
    this.blocks = bytes === undefined ? [] : this.split(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    for (const block of this.blocks) for (const key of block.keys) this.blockOf.set(key, block);
  }

  get(key: string): Value | undefined {
    const block = this.blockOf.get(key);
    const value = this.added.get(key) ?? (block && this.open(block).get(key));
    if (value !== undefined) this.used.set(key, value);
    return value;
  }

  add(key: string, value: Value): void {
    this.added.set(key, value);
    this.used.set(key, value);
  }

  /**
   * The file as it should be now, or undefined when it may stay. Beyond `bound` bytes it keeps what was asked for or added, and
   * nothing else.
   */
  bytes(bound: number): Uint8Array | undefined {
    const before = this.blocks;
    const blocks = [...before, ...packBlocks(this.added, this.codec)];
    const isTooLarge = sizeOf(blocks) > bound && this.used.size < this.blockOf.size + this.added.size;
    this.blocks = isTooLarge ? packBlocks(this.used, this.codec) : this.withoutSmallOnes(blocks);
    if (this.added.size === 0 && this.blocks.length === before.length && !this.mustRewrite && !isTooLarge)
      return undefined;
    return Buffer.concat([magic, this.stamp, ...this.blocks.flatMap(({ bytes }) => [lengthOf(bytes), bytes])]);
  }

  private split(bytes: Buffer): Block[] {
    const head = Buffer.concat([magic, this.stamp]);
    this.mustRewrite = !bytes.subarray(0, headBytes).equals(head);
    if (this.mustRewrite) return [];
    const blocks: Block[] = [];
    try {
      for (let at = headBytes; at < bytes.length;) {
        if (at + lengthBytes > bytes.length) throw new DamagedBytes("it ends too early");
        const start = at + lengthBytes;
        at = start + bytes.readUInt32LE(at);
        if (at > bytes.length) throw new DamagedBytes("it ends too early");
        blocks.push(openBlock(bytes.subarray(start, at)));
      }
    } catch (error) {
      if (!(error instanceof DamagedBytes)) throw error;
      this.mustRewrite = true;
    }
    return blocks;
  }

  private open(block: Block): ReadonlyMap<string, Value> {
    let entries = this.opened.get(block);
    if (!entries) {
      entries = this.unpacked(block);
      this.opened.set(block, entries);
    }
    return entries;
  }

  private unpacked(block: Block): ReadonlyMap<string, Value> {
    try {
      return unpackBlock(block, this.codec);
    } catch (error) {
      if (!(error instanceof DamagedBytes)) throw error;
      this.blocks = this.blocks.filter((each) => each !== block);
      this.mustRewrite = true;
      return new Map();
    }
  }

  /** Every edit adds a small block; reading hundreds of them takes longer than reading a few. */
  private withoutSmallOnes(blocks: readonly Block[]): Block[] {
    const small = blocks.filter(({ bytes }) => bytes.length < smallBlock);
    if (small.length < manySmallBlocks) return [...blocks];
    const entries = new Map(small.flatMap((block) => [...this.open(block)]));
    return [...blocks.filter(({ bytes }) => bytes.length >= smallBlock), ...packBlocks(entries, this.codec)];
  }
}

function sizeOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { bytes }) => sum + lengthBytes + bytes.length, headBytes);
}

function lengthOf(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(bytes.length);
  return length;
}
