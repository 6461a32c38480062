import path from "node:path";
import { describe, expect, test } from "vitest";
import { findProject } from "../../src/project/find-project.ts";
import { temporaryProject } from "./temporary-project.ts";

async function layoutOf(files: Readonly<Record<string, string>>, paths: readonly string[] = []) {
  const root = temporaryProject({ "a.ts": "", ...files });
  return findProject({ root, paths, include: ["**/*"], exclude: [], tests: "skip" });
}

describe("package.json", () => {
  test("workspaces, entries and dependencies, sorted by folder", async () => {
    const { layout } = await layoutOf({
      "package.json": JSON.stringify({ name: "clinic", workspaces: ["packages/*"], devDependencies: { vite: "1" } }),
      "packages/ui/package.json": JSON.stringify({
        name: "@clinic/ui",
        main: "dist/index.js",
        source: "src/index.ts",
        exports: { ".": "./src/index.ts" },
        imports: { "#forms/*": "./src/forms/*" },
        dependencies: { react: "19", "@clinic/core": "1" },
        peerDependencies: { react: "19" },
      }),
      "node_modules/react/package.json": "{}",
      "tests/app/package.json": "{}",
    });
    expect(layout.packages).toEqual([
      { folder: "", name: "clinic", entries: [], dependencies: ["vite"] },
      {
        folder: "packages/ui",
        name: "@clinic/ui",
        exports: { ".": "./src/index.ts" },
        imports: { "#forms/*": "./src/forms/*" },
        entries: ["src/index.ts", "dist/index.js"],
        dependencies: ["@clinic/core", "react"],
      },
    ]);
  });

  test("a broken one is a diagnostic", async () => {
    const { layout, diagnostics } = await layoutOf({ "package.json": "{ name: 1 }" });
    expect(layout.packages).toEqual([]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "`package.json` was not read: it is not valid JSON; imports may stay unresolved.",
    ]);
  });

  test("the folders between the root and a scanned path are read", async () => {
    const files = { "package.json": '{ "name": "clinic" }', "apps/web/src/b.ts": "", "apps/web/tsconfig.json": "{}" };
    const { layout } = await layoutOf(files, ["apps/web/src"]);
    expect(layout.packages.map(({ folder }) => folder)).toEqual([""]);
    expect(layout.compilerSettings.map(({ folder }) => folder)).toEqual(["apps/web"]);
  });
});

describe("tsconfig.json", () => {
  test("comments, trailing commas and extends", async () => {
    const { layout } = await layoutOf({
      "base.json": '{ "compilerOptions": { "baseUrl": "lib", "paths": { "~/*": ["shared/*"] } } }',
      "web/tsconfig.json": '{ "extends": "../base", /* ours */ "compilerOptions": { "strict": true, }, // end\n }',
      "api/tsconfig.json": `{ "extends": ["../base.json"], "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } }`,
    });
    expect(layout.compilerSettings).toEqual([
      { folder: "api", baseUrl: "api", paths: { "@/*": ["api/src/*"] } },
      { folder: "web", baseUrl: "lib", paths: { "~/*": ["lib/shared/*"] } },
    ]);
  });

  test("paths without baseUrl start where they are written; ${configDir} where they are used", async () => {
    const { layout } = await layoutOf({
      "config/base.json": '{ "compilerOptions": { "paths": { "a/*": ["x/*"], "b/*": ["${configDir}/y/*"] } } }',
      "web/tsconfig.json": '{ "extends": "../config/base.json" }',
    });
    expect(layout.compilerSettings).toEqual([{ folder: "web", paths: { "a/*": ["config/x/*"], "b/*": ["web/y/*"] } }]);
  });

  test("extends names a workspace package; a missing one and a cycle are ignored", async () => {
    const { layout } = await layoutOf({
      "settings/package.json": '{ "name": "@clinic/settings" }',
      "settings/react.json": '{ "extends": "./react.json", "compilerOptions": { "paths": { "ui": ["ui.ts"] } } }',
      "web/tsconfig.json": '{ "extends": ["@clinic/settings/react.json", "@tsconfig/node20", "./missing.json"] }',
    });
    expect(layout.compilerSettings).toEqual([{ folder: "web", paths: { ui: ["settings/ui.ts"] } }]);
  });

  test("files of one folder add up, tsconfig.json first", async () => {
    const { layout } = await layoutOf({
      "tsconfig.json": '{ "references": [{ "path": "./tsconfig.app.json" }] }',
      "tsconfig.app.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      "jsconfig.json": '{ "compilerOptions": { "baseUrl": "./" } }',
    });
    expect(layout.compilerSettings).toEqual([{ folder: "", baseUrl: "", paths: { "@/*": ["src/*"] } }]);
  });

  test("extends above the root is read", async () => {
    const root = temporaryProject({
      "base.json": '{ "compilerOptions": { "paths": { "@/*": ["./app/src/*"] } } }',
      "app/tsconfig.json": '{ "extends": "../base.json" }',
      "app/a.ts": "",
    });
    const options = { paths: [], include: [], exclude: [], tests: "skip" } as const;
    const { layout } = await findProject({ root: path.join(root, "app"), ...options });
    expect(layout.compilerSettings).toEqual([{ folder: "", paths: { "@/*": ["src/*"] } }]);
  });
});
