import { chmodSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findProject, type ProjectInput, type ProjectOptions } from "../../src/project/find-project.ts";
import { temporaryProject } from "./temporary-project.ts";

async function find(root: string, options: Partial<ProjectOptions> = {}): Promise<ProjectInput> {
  return findProject({ root, paths: [], include: ["**/*"], exclude: [], tests: "skip", ...options });
}

function pathsOf(project: ProjectInput): readonly string[] {
  return project.sources.map((source) => source.path);
}

function reasonsOf(project: ProjectInput): Readonly<Record<string, string>> {
  return Object.fromEntries(project.skipped.map(({ file, reason }) => [file, reason]));
}

describe("which files are read", () => {
  test("source files of every extension, sorted by code unit", async () => {
    const root = temporaryProject({
      "b.ts": "",
      "a.tsx": "",
      "a/z.mjs": "",
      "B.cts": "",
      "types.d.ts": "",
      "intake.jsx": "",
      "notes.md": "",
      "data.json": "{}",
    });
    expect(pathsOf(await find(root))).toEqual(["B.cts", "a.tsx", "a/z.mjs", "b.ts", "intake.jsx", "types.d.ts"]);
  });

  test("installed packages and caches are not part of the project", async () => {
    const root = temporaryProject({
      "a.ts": "",
      "node_modules/p/a.js": "",
      ".next/a.js": "",
      "x/node_modules/q/b.js": "",
    });
    const project = await find(root);
    expect(pathsOf(project)).toEqual(["a.ts"]);
    expect(project.skipped).toEqual([]);
  });

  test("tests, stories, mocks, fixtures and generated files are listed with the reason", async () => {
    const root = temporaryProject({
      "src/intake.ts": "",
      "src/intake.test.ts": "",
      "src/intake.stories.tsx": "",
      "src/__mocks__/vendor.ts": "",
      "src/api.generated.ts": "",
      "tests/deep/helper.ts": "",
    });
    const project = await find(root);
    expect(pathsOf(project)).toEqual(["src/intake.ts"]);
    expect(reasonsOf(project)).toEqual({
      "src/__mocks__/vendor.ts": "in a folder of mocks (__mocks__/)",
      "src/api.generated.ts": "named as generated",
      "src/intake.stories.tsx": "named as a story",
      "src/intake.test.ts": "named as a test",
      "tests/deep/helper.ts": "in a test folder (tests/)",
    });
    expect(pathsOf(await find(root, { tests: "scan" }))).toHaveLength(6);
  });

  test("a path named by the user is scanned wherever it lies", async () => {
    const root = temporaryProject({ "a.ts": "", "tests/fixtures/app/b.ts": "", "tests/fixtures/app/b.test.ts": "" });
    expect(pathsOf(await find(root, { paths: ["tests/fixtures/app"] }))).toEqual(["tests/fixtures/app/b.ts"]);
    expect(pathsOf(await find(root, { paths: ["tests/fixtures/app/b.test.ts"] }))).toEqual([
      "tests/fixtures/app/b.test.ts",
    ]);
    const both = await find(root, { paths: [".", "tests/fixtures"] });
    expect(pathsOf(both)).toEqual(["a.ts", "tests/fixtures/app/b.ts"]);
    expect(Object.keys(reasonsOf(both))).toEqual(["tests/fixtures/app/b.test.ts"]);
  });

  test("include and exclude of the settings", async () => {
    const root = temporaryProject({ "src/a.ts": "", "src/b.js": "", "legacy/c.ts": "", "src/vendor/d.ts": "" });
    const project = await find(root, { include: ["src/**/*.{ts,tsx}"], exclude: ["./src/vendor"] });
    expect(pathsOf(project)).toEqual(["src/a.ts"]);
    expect(reasonsOf(project)).toEqual({
      "legacy/c.ts": "not included by the settings",
      "src/b.js": "not included by the settings",
      "src/vendor/": "excluded by the settings",
    });
    expect(pathsOf(await find(root, { include: ["**/*", "!legacy/**"] }))).toEqual([
      "src/a.ts",
      "src/b.js",
      "src/vendor/d.ts",
    ]);
  });
});

test("patterns are relative to the settings when these lie further up", async () => {
  const repository = temporaryProject({ "web/src/a.ts": "", "web/src/legacy/b.ts": "", "web/c.ts": "" });
  const options = { include: ["web/src/**"], exclude: ["/web/src/legacy/"] };
  const root = path.join(repository, "web");
  expect(pathsOf(await find(root, { ...options, settingsFolder: repository }))).toEqual(["src/a.ts"]);
  await expect(find(root, { ...options, settingsFolder: path.join(root, "src") })).rejects.toThrow("not included");
});

describe(".gitignore", () => {
  test("nested files: the nearest one decides", async () => {
    const root = temporaryProject({
      ".git/HEAD": "",
      ".gitignore": "*.log.ts\nout/\n/only-top.ts\n",
      "a.log.ts": "",
      "only-top.ts": "",
      "src/only-top.ts": "",
      "src/out/b.ts": "",
      "keep/.gitignore": "!*.log.ts\nlocal.ts\n",
      "keep/a.log.ts": "",
      "keep/local.ts": "",
    });
    expect(pathsOf(await find(root))).toEqual(["keep/a.log.ts", "src/only-top.ts"]);
  });

  test("files above the scanned folder count, up to the repository's root", async () => {
    const root = temporaryProject({
      ".gitignore": "*.ts\n",
      "repo/.git/HEAD": "",
      "repo/.gitignore": "private/\n",
      "repo/app/a.ts": "",
      "repo/app/private/b.ts": "",
    });
    expect(pathsOf(await find(path.join(root, "repo/app")))).toEqual(["a.ts"]);
  });

  test("a pattern that would take for ever is left out", async () => {
    const deep = `${"a/".repeat(100)}a.ts`;
    const root = temporaryProject({ ".gitignore": `${"**/a/".repeat(12)}b\n*.js\n`, [deep]: "", "b.js": "" });
    expect(pathsOf(await find(root))).toEqual([deep]);
  });

  test("an ignored folder is scanned when it is named", async () => {
    const root = temporaryProject({ ".gitignore": "dist/\n", "a.ts": "", "dist/b.js": "" });
    expect(pathsOf(await find(root, { paths: ["dist"] }))).toEqual(["dist/b.js"]);
  });
});

describe("symbolic links", () => {
  test("loops end", async () => {
    const root = temporaryProject({ "src/a.ts": "" });
    symlinkSync(root, path.join(root, "src/again"));
    symlinkSync("self", path.join(root, "self"));
    expect(pathsOf(await find(root))).toEqual(["src/a.ts"]);
  });

  test("a link is followed within the root, never out of it", async () => {
    const outside = temporaryProject({ "secret.ts": "" });
    const root = temporaryProject({ "app/a.ts": "", "shared/b.ts": "" });
    symlinkSync(path.join(root, "shared"), path.join(root, "app/shared"));
    symlinkSync(outside, path.join(root, "app/outside"));
    symlinkSync(path.join(outside, "secret.ts"), path.join(root, "app/secret.ts"));
    const project = await find(root, { paths: ["app"] });
    expect(pathsOf(project)).toEqual(["app/a.ts", "app/shared/b.ts"]);
    expect(reasonsOf(project)).toEqual({
      "app/outside/": "a symbolic link that leads out of the scanned project",
      "app/secret.ts": "a symbolic link that leads out of the scanned project",
    });
    expect(pathsOf(await find(root))).toEqual(["app/a.ts", "shared/b.ts"]);
  });
});

describe("files that are left out for what they hold", () => {
  test("too large, binary, minified", async () => {
    const root = temporaryProject({
      "a.ts": "",
      "large.js": "x = 1;\n".repeat(160_000),
      "binary.js": new Uint8Array([1, 0, 2]),
      "packed.js": `f(${"1,".repeat(15_000)}1)`,
      "bundle.js": `${"x = 1;\n".repeat(5_000)}f("${"y".repeat(25_000)}")`,
      "lib.min.js": "",
    });
    const project = await find(root);
    expect(pathsOf(project)).toEqual(["a.ts"]);
    expect(reasonsOf(project)).toEqual({
      "binary.js": "binary",
      "bundle.js": "minified (a line of 25005 characters)",
      "large.js": "larger than 1 MiB (1.1 MiB)",
      "lib.min.js": "minified (*.min.js)",
      "packed.js": "minified (30004 characters per line)",
    });
    expect(project.diagnostics.map(({ code, file }) => `${code} ${String(file)}`)).toEqual([
      "file-binary binary.js",
      "file-minified bundle.js",
      "file-too-large large.js",
      "file-minified packed.js",
    ]);
  });

  test.skipIf(process.getuid?.() === 0)("unreadable", async () => {
    const root = temporaryProject({ "a.ts": "", "b.ts": "", "c/d.ts": "" });
    chmodSync(path.join(root, "b.ts"), 0);
    chmodSync(path.join(root, "c"), 0);
    const project = await find(root);
    chmodSync(path.join(root, "c"), 0o700);
    expect(reasonsOf(project)).toEqual({ "b.ts": "unreadable (EACCES)", "c/": "unreadable (EACCES)" });
  });

  test("kinds of file that are not read yet", async () => {
    const root = temporaryProject({ "a.ts": "", "Intake.vue": "" });
    expect(reasonsOf(await find(root))).toEqual({ "Intake.vue": "of a kind that is not read yet (.vue)" });
  });

  test("a byte order mark is not part of the text", async () => {
    const root = temporaryProject({ "a.ts": "\ufeffconst a = 1;", "b.ts": Buffer.from("\ufeffb;", "utf16le") });
    expect((await find(root)).sources.map(({ text }) => text)).toEqual(["const a = 1;", "b;"]);
  });
});

describe("the root", () => {
  test("is the current folder when it contains every path, else the nearest common folder", async () => {
    const folder = temporaryProject({ "one/a/a.ts": "", "one/b/b.ts": "", "two/c.ts": "" });
    const at = async (cwd: string, paths: readonly string[]) => {
      const project = await find(path.join(folder, cwd), { paths });
      return [path.relative(folder, project.root), ...pathsOf(project)];
    };
    expect(await at("one", ["a", "b"])).toEqual(["one", "a/a.ts", "b/b.ts"]);
    expect(await at("two", ["../one/a"])).toEqual(["one/a", "a.ts"]);
    expect(await at("two", ["../one/a", "../one/b/b.ts"])).toEqual(["one", "a/a.ts", "b/b.ts"]);
    expect(await at("two", ["../one/a", "."])).toEqual(["", "one/a/a.ts", "two/c.ts"]);
  });
});

describe("mistakes of the user", () => {
  test("a path that does not exist", async () => {
    const root = temporaryProject({ "a.ts": "" });
    await expect(find(root, { paths: ["scr"] })).rejects.toMatchObject({
      name: "ConfigurationError",
      message: "The path `scr` does not exist.",
      hint: `Paths are relative to ${root}.`,
    });
  });

  test("nothing to scan says what was left out", async () => {
    const root = temporaryProject({
      ".gitignore": "dist\n",
      "dist/a.js": "",
      "a.test.ts": "",
      "b.test.ts": "",
      "test/c.ts": "",
      "readme.md": "",
    });
    await expect(find(root)).rejects.toThrow(
      `There is no JavaScript or TypeScript file to scan in \`${root}\`; of what lies there, 1 was in a test folder, ` +
        "2 were named as a test, 1 entry is ignored by .gitignore.",
    );
  });
});
