import { expect, test } from "vitest";
import { extractModules } from "../../src/extract/extract-file.ts";

test("a file that nests too deeply is left out and said to be, and the others are analysed", () => {
  const deep = `export const value = ${"[".repeat(20_000)}${"]".repeat(20_000)};`;
  const { modules, partial, leftOut, diagnostics } = extractModules([
    { path: "deep.ts", text: deep },
    { path: "plain.ts", text: "export const value = 1;" },
  ]);
  expect(modules.map(({ path }) => path)).toEqual(["plain.ts"]);
  expect(partial).toEqual([]);
  expect(leftOut).toEqual([{ file: "deep.ts", reason: "nests too deeply to be analysed" }]);
  expect(diagnostics.map(({ code }) => code)).toEqual(["nesting-too-deep"]);
});

test("a file with a statement that nests too deeply is analysed without it, and its line is named", () => {
  const deep = `${"[".repeat(540)}${"]".repeat(540)}`;
  const { modules, partial, leftOut, diagnostics } = extractModules([
    { path: "clinic.ts", text: `send(visit.dx);\n\nconst deep = ${deep};\n` },
  ]);
  expect(modules.map(({ calls }) => calls.length)).toEqual([1]);
  expect(partial).toEqual([{ file: "clinic.ts", reason: "nests too deeply at line 3" }]);
  expect(leftOut).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(["nesting-too-deep"]);
});

test("a file that does not parse is analysed in part, with the line of the mistake", () => {
  const { modules, partial, leftOut } = extractModules([
    { path: "broken.ts", text: "export const value = 1;\r\n\r\nfunction (" },
  ]);
  expect(modules.map(({ path }) => path)).toEqual(["broken.ts"]);
  expect(partial).toEqual([{ file: "broken.ts", reason: "does not parse at line 3: Identifier expected." }]);
  expect(leftOut).toEqual([]);
});
