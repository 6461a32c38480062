import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
}

test("the package holds the built program, the rules and the documents, nothing else", () => {
  const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8" });
  const [packed] = JSON.parse(output) as readonly { readonly files: readonly { readonly path: string }[] }[];
  const files = packed?.files.map((file) => file.path) ?? [];
  const allowed = /^(?:bin\/|dist\/|rules\/|docs\/|schema\/|(?:README\.md|LICENSE|CHANGELOG\.md|package\.json)$)/;
  expect(files.filter((file) => !allowed.test(file))).toEqual([]);
  expect(files).toContain("bin/phi-lint.js");
  expect(files).toContain("LICENSE");
});

test("what package.json names exists in the sources", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  expect(manifest.bin).toEqual({ "phi-lint": "bin/phi-lint.js" });
  expect(manifest.exports["."]).toEqual({ types: "./dist/index.d.ts", default: "./dist/index.js" });
  expect(existsSync("src/index.ts")).toBe(true);
});

describe.skipIf(!existsSync("dist/cli/main.js"))("what is not needed is not loaded", () => {
  const readers = ["/zod/", "/yaml/", "/globby/"];
  test.each([
    ["by help", ["--help"], 0, ["ts-morph", ...readers]],
    ["by a wrong option", ["scan", "--formt", "json"], 2, ["ts-morph", ...readers]],
    ["by a folder that does not exist", ["scan", "no/such/folder"], 2, ["ts-morph", ...readers]],
    ["by the list of rules", ["rules"], 0, ["ts-morph", ...readers]],
  ])("%s", (_, argv, exitCode, heavy) => {
    const { status, stderr } = spawnSync(process.execPath, ["bin/phi-lint.js", ...argv], {
      encoding: "utf8",
      env: { ...process.env, NODE_DEBUG: "esm,module" },
    });
    expect(status).toBe(exitCode);
    expect(stderr).toContain("commander");
    for (const each of heavy) expect(stderr).not.toContain(each);
  });
});
