import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteReader, DamagedBytes } from "../../src/cache/byte-reader.ts";
import { ByteWriter } from "../../src/cache/byte-writer.ts";
import { fileKey } from "../../src/cache/file-key.ts";
import { atPath, storedFile } from "../../src/cache/graph-codec.ts";
import { extractFile } from "../../src/extract/extract-file.ts";
import type { ExtractedFile } from "../../src/model/extracted-file.ts";
import type { SourceFile } from "../../src/model/project.ts";
import { fixtureFolders } from "../harness/fixture-folders.ts";
import { readFolder } from "../harness/analyze-folder.ts";

const sources: readonly SourceFile[] = (
  await Promise.all(fixtureFolders().map(async ({ path }) => (await readFolder(path)).project.sources))
).flat();

function written(file: ExtractedFile): readonly [body: Uint8Array, texts: Uint8Array] {
  const writer = new ByteWriter();
  storedFile.write(file, writer);
  return [writer.written(), writer.textTable()];
}

function read(body: Uint8Array, texts: Uint8Array, path: string): ExtractedFile {
  return atPath(path, storedFile.read(new ByteReader(body, new ByteReader(texts).textTable())));
}

describe("what was extracted of a file", () => {
  test("is the same after it was stored, for every fixture and wherever the file lies", () => {
    expect(sources.length).toBeGreaterThan(500);
    for (const source of sources) {
      const name = source.path.slice(source.path.lastIndexOf("/") + 1);
      const moved = { ...source, path: `elsewhere/other${name.slice(name.indexOf("."))}` };
      const file = extractFile(source);
      const stored = written(file);
      expect(fileKey(moved)).toBe(fileKey(source));
      expect(read(...stored, source.path), source.path).toStrictEqual(file);
      expect(read(...stored, moved.path), moved.path).toStrictEqual(extractFile(moved));
    }
  });

  test.each([
    ["that does not parse", "export const visit = 1;\nfunction ("],
    ["that nests too deeply", `${"[".repeat(20_000)}${"]".repeat(20_000)}`],
    ["a statement of which does", `send(visit);\nconst deep = ${"[".repeat(540)}${"]".repeat(540)};`],
    ["with half a surrogate pair", 'send("\\ud800");'],
    ["that is empty", ""],
  ])("is the same for a file %s", (_, text) => {
    const file = extractFile({ path: "clinic.ts", text });
    expect(read(...written(file), "clinic.ts")).toStrictEqual(file);
  });
});

test("files of the same text in other languages have other keys", () => {
  const names = ["a.ts", "a.tsx", "a.d.ts", "a.js", "a"];
  expect(new Set(names.map((path) => fileKey({ path, text: "" }))).size).toBe(names.length);
});

test("bytes that nobody wrote are damaged, or a graph whose indices are all in range", () => {
  const text = `
    import { send } from "./send";
    export class Visit extends Base { constructor(readonly dx) { super(); } get note() { return this.dx; } }
    export function book({ reason, ...rest }: Visit<Patient>) { if (ok(reason)) send\`a\${rest[reason]}\`; }`;
  const [body, texts] = written(extractFile({ path: "clinic.ts", text }));
  const change = fc.tuple(fc.nat(body.length - 1), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const changed = Uint8Array.from(body);
      for (const [at, byte] of changes) changed[at] = byte;
      try {
        const { graph } = read(changed, texts, "clinic.ts");
        for (const from of graph?.edges.from ?? []) expect(graph?.nodes.kind[from]).toBeDefined();
        for (const { callee } of graph?.calls ?? []) expect(callee).toBeLessThan(graph?.nodes.kind.length ?? 0);
      } catch (error) {
        if (!(error instanceof DamagedBytes)) throw error;
      }
    }),
    { numRuns: 2000, seed: 1 },
  );
});
