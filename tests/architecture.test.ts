import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

const { layers } = JSON.parse(readFileSync("layers.json", "utf8")) as {
  readonly layers: Readonly<Record<string, readonly string[]>>;
};

test("every folder and file directly below src/ is a layer, and every layer exists", () => {
  const found = readdirSync("src").map((name) => name.replace(/\.ts$/, ""));
  expect(found.sort()).toEqual(Object.keys(layers).sort());
});

test("the table in ARCHITECTURE.md is the table of layers.json", () => {
  const expected = Object.entries(layers).map(([layer, mayImport]) => [layer, [...mayImport].sort()]);
  expect(Object.fromEntries(readTable("ARCHITECTURE.md"))).toEqual(Object.fromEntries(expected));
});

test("ARCHITECTURE.md stays short", () => {
  expect(readFileSync("ARCHITECTURE.md", "utf8").split("\n").length).toBeLessThan(150);
});

/** Reads the rows below the header `| Layer | May import |`: the layer, and the layers it may import, sorted. */
function readTable(file: string): readonly (readonly [string, readonly string[]])[] {
  const lines = readFileSync(file, "utf8").split("\n");
  const header = lines.findIndex((line) => /^\|\s*Layer\s*\|\s*May import\s*\|\s*$/.test(line));
  expect(header, "the header `| Layer | May import |`").toBeGreaterThan(-1);
  const end = lines.findIndex((line, index) => index > header && !line.startsWith("|"));
  return lines.slice(header + 2, end === -1 ? lines.length : end).map((line) => {
    const [, layer = "", mayImport = ""] = line.split("|");
    const names = [...mayImport.matchAll(/`([\w-]+)\/?`/g)].map(([, name = ""]) => name);
    return [layer.replace(/[`/]|\.ts/g, "").trim(), names.sort()];
  });
}
