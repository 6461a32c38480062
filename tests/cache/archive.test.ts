import { describe, expect, test } from "vitest";
import { Archive } from "../../src/cache/archive.ts";
import { list, text } from "../../src/cache/codec.ts";

/** Values are lists of words; a thousand of them fill a block. */
const words = list(text);
const key = (index: number): string => index.toString(16).padStart(64, "0");
const value = (index: number): readonly string[] => [`visit ${String(index)}`, "diagnosis"];
/** Of a file without blocks: who wrote it. */
const lengthOfEmpty = 40;
const noBound = Number.POSITIVE_INFINITY;

function archiveOf(bytes?: Uint8Array, writtenBy = "this build"): Archive<readonly string[]> {
  return new Archive(bytes, writtenBy, words);
}

/** The bytes of an archive with the values 0, 1, … */
function stored(count: number): Uint8Array {
  const archive = archiveOf();
  for (let index = 0; index < count; index++) archive.add(key(index), value(index));
  return archive.bytes(noBound) ?? new Uint8Array();
}

describe("an archive", () => {
  test("gives back what was added, in this scan and in the next", () => {
    const archive = archiveOf();
    archive.add(key(1), value(1));
    expect(archive.get(key(1))).toEqual(value(1));
    const later = archiveOf(archive.bytes(noBound));
    expect(later.get(key(1))).toEqual(value(1));
    expect(later.get(key(2))).toBeUndefined();
  });

  test("stays as it is when nothing was added, and adds without reading the rest", () => {
    const bytes = stored(3);
    const same = archiveOf(bytes);
    same.get(key(1));
    expect(same.bytes(noBound)).toBeUndefined();
    const more = archiveOf(bytes);
    more.add(key(7), value(7));
    const later = archiveOf(more.bytes(noBound));
    expect([0, 1, 2, 7].map((index) => later.get(key(index)))).toEqual([0, 1, 2, 7].map(value));
  });

  test("keeps texts that UTF-8 cannot say, and those of any script", () => {
    const archive = archiveOf();
    const texts = ["\ud800", "\udc00\ud83d", "Größe", "診断", "", "😀"];
    archive.add(key(1), texts);
    expect(archiveOf(archive.bytes(noBound)).get(key(1))).toEqual(texts);
  });

  test("of a hundred edits puts their small blocks together and loses nothing", () => {
    let bytes = stored(1);
    for (let index = 1; index < 100; index++) {
      const archive = archiveOf(bytes);
      archive.add(key(index), value(index));
      bytes = archive.bytes(noBound) ?? bytes;
    }
    const all = archiveOf(bytes);
    for (let index = 0; index < 100; index++) expect(all.get(key(index))).toEqual(value(index));
    expect(bytes.length).toBeLessThan(100 * 64 + 32 * 128);
  });

  test("drops what was not asked for once it is above its bound", () => {
    const archive = archiveOf(stored(1000));
    archive.get(key(5));
    archive.add(key(2000), value(2000));
    const bytes = archive.bytes(1000);
    expect(bytes?.length).toBeLessThan(1000);
    const later = archiveOf(bytes);
    expect(later.get(key(5))).toEqual(value(5));
    expect(later.get(key(2000))).toEqual(value(2000));
    expect(later.get(key(6))).toBeUndefined();
    expect(later.bytes(1000)).toBeUndefined();
  });
});

describe("a file that is not what this build wrote is no archive", () => {
  test.each([
    ["of another build", stored(3), "another build"],
    ["empty", new Uint8Array(), "this build"],
    ["another format", new TextEncoder().encode("SQLite format 3\0".repeat(9)), "this build"],
  ])("%s", (_, bytes, writtenBy) => {
    const archive = archiveOf(bytes, writtenBy);
    expect(archive.get(key(1))).toBeUndefined();
    archive.add(key(1), value(1));
    const rewritten = archive.bytes(noBound);
    expect(archiveOf(rewritten, writtenBy).get(key(1))).toEqual(value(1));
  });

  test("cut off anywhere, it says nothing or the truth", () => {
    const bytes = stored(3);
    for (let length = 0; length < bytes.length; length++) {
      const archive = archiveOf(bytes.subarray(0, length));
      expect(archive.get(key(1)), `${String(length)} bytes`).toBeUndefined();
      expect(archive.bytes(noBound)?.length ?? length).toBe(lengthOfEmpty);
    }
  });

  test("with any byte changed, it says nothing or the truth", () => {
    const bytes = stored(3);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x11;
      const archive = archiveOf(changed);
      for (const index of [0, 1, 2]) expect([undefined, value(index)]).toContainEqual(archive.get(key(index)));
    }
  });
});
