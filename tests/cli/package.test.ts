import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

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

test.skipIf(!existsSync("dist/cli/main.js"))("help loads neither the parser nor the readers of rules", () => {
  const { status, stderr } = spawnSync(process.execPath, ["bin/phi-lint.js", "--help"], {
    encoding: "utf8",
    env: { ...process.env, NODE_DEBUG: "esm" },
  });
  expect(status).toBe(0);
  expect(stderr).toContain("commander");
  for (const heavy of ["ts-morph", "/zod/", "/yaml/", "/globby/"]) expect(stderr).not.toContain(heavy);
});
