import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineHashes } from "../../src/report/line-hash.ts";

/** The definition with big integers, one whole block at a time: slow, and plain to see. */
function definition(text: string, line: number): bigint {
  const significant = `${text.replace(/\r\n?/g, "\n").replace(/[ \t]/g, "")}\uffff`;
  const start = significant.split("\n").slice(0, line).join("\n").length + (line > 0 ? 1 : 0);
  let hash = 0n;
  for (let index = 0; index < 100; index += 1) {
    const character = significant.charCodeAt(start + index);
    hash = BigInt.asUintN(64, hash * 37n + BigInt(Number.isNaN(character) ? 0 : character));
  }
  return hash;
}

describe("primaryLocationLineHash", () => {
  test("agrees with the published examples", () => {
    expect(lineHashes("")).toEqual(["c129715d7a2bc9a3:1"]);
    expect(lineHashes(" a\nb\n  \t\tc\n d")).toEqual([
      "271789c17abda88f:1",
      "54703d4cd895b18:1",
      "180aee12dab6264:1",
      "a23a3dc5e078b07b:1",
    ]);
  });

  test("does not depend on the kind of line break or on indentation", () => {
    const unix = "function visit() {\n  return 1;\n}\n";
    expect(lineHashes(unix.replaceAll("\n", "\r\n"))).toEqual(lineHashes(unix));
    expect(lineHashes(unix.replaceAll("\n", "\r"))).toEqual(lineHashes(unix));
    expect(lineHashes(unix.replaceAll("  ", "\t\t\t"))).toEqual(lineHashes(unix));
  });

  test("numbers equal lines in file order", () => {
    const hashes = lineHashes(`${"x".repeat(100)}\n`.repeat(3));
    const [first = "", second = "", third = ""] = hashes;
    expect([first, second, third].map((hash) => hash.split(":")[1])).toEqual(["1", "2", "3"]);
    expect(new Set([first, second, third].map((hash) => hash.split(":")[0])).size).toBe(1);
  });

  test("is the number that the definition says, for any text", () => {
    const character = fc.constantFrom("a", "é", "漢", "{", " ", "\t", "\n", "\r", "\r\n", "\uffff");
    fc.assert(
      fc.property(fc.array(character, { maxLength: 300 }), (parts) => {
        const text = parts.join("");
        const lines = text.split(/\r\n|\r|\n/).length;
        const expected = Array.from({ length: lines }, (_, line) => definition(text, line).toString(16));
        expect(lineHashes(text).map((hash) => hash.split(":")[0])).toEqual(expected);
      }),
      { seed: 20230302, numRuns: 100 },
    );
  });
});
