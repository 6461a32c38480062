import { describe, expect, test } from "vitest";
import { createImportResolver } from "../../src/link/modules/resolve-import.ts";
import type { CompilerSettings, PackageManifest, ProjectLayout } from "../../src/model/project.ts";

/** Rows of `from`, `specifier`, and the file found, or undefined when it is outside. */
type Rows = readonly (readonly [from: string, specifier: string, found: string | undefined])[];

function checkAll(rows: Rows, files: readonly string[], layout: Partial<ProjectLayout> = {}): void {
  const resolve = createImportResolver(files, { packages: [], compilerSettings: [], ...layout });
  expect(rows.map(([from, specifier]) => [from, specifier, resolve(from, specifier)])).toEqual(rows);
}

function manifest(folder: string, parts: Partial<PackageManifest>): PackageManifest {
  return { folder, entries: [], dependencies: [], ...parts };
}

function settings(folder: string, paths: Record<string, string[]>, baseUrl?: string): CompilerSettings {
  return { folder, paths, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

describe("relative imports", () => {
  test("with and without extension, index files, parents", () => {
    checkAll(
      [
        ["src/clinic.ts", "./visit", "src/visit.ts"],
        ["src/clinic.ts", "./visit.ts", "src/visit.ts"],
        ["src/clinic.ts", "./card", "src/card.tsx"],
        ["src/clinic.ts", "./forms", "src/forms/index.ts"],
        ["src/clinic.ts", "./forms/", "src/forms/index.ts"],
        ["src/forms/index.ts", "..", "src/index.ts"],
        ["src/forms/index.ts", ".", "src/forms/index.ts"],
        ["src/forms/index.ts", "../visit", "src/visit.ts"],
        ["src/clinic.ts", "./page.vue", "src/page.vue"],
        ["src/clinic.ts", "./missing", undefined],
        ["src/clinic.ts", "react", undefined],
      ],
      ["src/clinic.ts", "src/visit.ts", "src/card.tsx", "src/forms/index.ts", "src/index.ts", "src/page.vue"],
    );
  });

  test("a written .js is the TypeScript file it will be made from, unless it exists", () => {
    checkAll(
      [
        ["clinic.ts", "./visit.js", "visit.ts"],
        ["clinic.ts", "./card.jsx", "card.tsx"],
        ["clinic.ts", "./api.mjs", "api.mts"],
        ["clinic.ts", "./old.cjs", "old.cts"],
        ["clinic.ts", "./real.js", "real.js"],
        ["clinic.ts", "./config.prod", "config.prod.ts"],
      ],
      ["clinic.ts", "visit.ts", "card.tsx", "api.mts", "old.cts", "real.js", "real.ts", "config.prod.ts"],
    );
  });

  test("a query behind the path does not count", () => {
    checkAll([["clinic.ts", "./visit?raw", "visit.ts"]], ["clinic.ts", "visit.ts"]);
  });

  test("a source comes before the declaration beside it", () => {
    checkAll([["clinic.ts", "./visit", "visit.ts"]], ["clinic.ts", "visit.d.ts", "visit.ts"]);
  });
});

describe("tsconfig", () => {
  const files = [
    "src/clinic.ts",
    "src/lib/visit.ts",
    "src/lib/index.ts",
    "shared/visit.ts",
    "apps/web/src/page.ts",
    "apps/web/src/lib/visit.ts",
  ];

  test("paths: exact, patterns, several targets", () => {
    const compilerSettings = [
      settings("", { "@/*": ["src/*"], "@lib": ["src/lib/index.ts"], "~/*": ["missing/*", "shared/*"] }),
    ];
    checkAll(
      [
        ["src/clinic.ts", "@/lib/visit", "src/lib/visit.ts"],
        ["src/clinic.ts", "@lib", "src/lib/index.ts"],
        ["src/clinic.ts", "~/visit", "shared/visit.ts"],
        ["src/clinic.ts", "@/missing", undefined],
      ],
      files,
      { compilerSettings },
    );
  });

  test("the longest pattern wins", () => {
    const compilerSettings = [settings("", { "*": ["shared/*"], "lib/*": ["src/lib/*"] })];
    checkAll([["src/clinic.ts", "lib/visit", "src/lib/visit.ts"]], files, { compilerSettings });
  });

  test("baseUrl", () => {
    const compilerSettings = [settings("", {}, "src")];
    checkAll(
      [
        ["src/clinic.ts", "lib/visit", "src/lib/visit.ts"],
        ["src/clinic.ts", "react", undefined],
      ],
      files,
      { compilerSettings },
    );
  });

  test("the nearest settings come first", () => {
    const compilerSettings = [settings("", { "@/*": ["src/*"] }), settings("apps/web", { "@/*": ["apps/web/src/*"] })];
    checkAll(
      [
        ["apps/web/src/page.ts", "@/lib/visit", "apps/web/src/lib/visit.ts"],
        ["src/clinic.ts", "@/lib/visit", "src/lib/visit.ts"],
      ],
      files,
      { compilerSettings },
    );
  });

  test("settings of one folder do not speak for a folder whose name begins the same", () => {
    const compilerSettings = [settings("apps/web", { "@/*": ["apps/web/src/*"] })];
    checkAll([["apps/website/page.ts", "@/page", undefined]], ["apps/website/page.ts", "apps/web/src/page.ts"], {
      compilerSettings,
    });
  });
});

describe("packages of a workspace", () => {
  test("the entry, as built or as source", () => {
    checkAll(
      [
        ["apps/web/page.ts", "@shop/api", "packages/api/src/index.ts"],
        ["apps/web/page.ts", "visits", "packages/visits/lib.ts"],
        ["apps/web/page.ts", "plain", "packages/plain/index.ts"],
        ["apps/web/page.ts", "@shop/api/src/client", "packages/api/src/client.ts"],
        ["apps/web/page.ts", "@shop/api/client", "packages/api/src/client.ts"],
        ["apps/web/page.ts", "@shop/other", undefined],
      ],
      [
        "apps/web/page.ts",
        "packages/api/src/index.ts",
        "packages/api/src/client.ts",
        "packages/visits/lib.ts",
        "packages/plain/index.ts",
      ],
      {
        packages: [
          manifest("packages/api", { name: "@shop/api", entries: ["./dist/index.js"] }),
          manifest("packages/plain", { name: "plain" }),
          manifest("packages/visits", { name: "visits", entries: ["lib.ts"] }),
        ],
      },
    );
  });

  test("exports: conditions, subpaths, patterns", () => {
    const exports = {
      ".": { types: "./dist/index.d.ts", import: "./dist/index.js" },
      "./client": "./dist/client/main.js",
      "./forms/*": { default: "./dist/forms/*.js" },
      "./forms/internal/*": null,
    };
    checkAll(
      [
        ["page.ts", "@shop/api", "packages/api/src/index.ts"],
        ["page.ts", "@shop/api/client", "packages/api/src/client/main.ts"],
        ["page.ts", "@shop/api/forms/visit", "packages/api/src/forms/visit.ts"],
        ["page.ts", "@shop/api/missing", undefined],
      ],
      ["page.ts", "packages/api/src/index.ts", "packages/api/src/client/main.ts", "packages/api/src/forms/visit.ts"],
      { packages: [manifest("packages/api", { name: "@shop/api", exports })] },
    );
  });

  test.for([
    ["./dist/index.js"],
    ["./dist/esm/index.mjs"],
    ["./dist/types/index.d.ts"],
    ["./lib/index.cjs"],
    ["./build/src/index.js"],
    ["./src/index.ts"],
    [["./missing.js", "./dist/index.js"]],
    [{ node: { require: "./dist/index.cjs" }, default: "./dist/index.js" }],
  ] as const)("exports %j leads to the source", ([exports]) => {
    checkAll([["page.ts", "visits", "packages/visits/src/index.ts"]], ["page.ts", "packages/visits/src/index.ts"], {
      packages: [manifest("packages/visits", { name: "visits", exports })],
    });
  });

  test("a condition `source` is preferred", () => {
    const exports = { default: "./main.ts", source: "./src/index.ts" };
    checkAll(
      [["page.ts", "visits", "packages/visits/src/index.ts"]],
      ["page.ts", "packages/visits/src/index.ts", "packages/visits/main.ts"],
      {
        packages: [manifest("packages/visits", { name: "visits", exports })],
      },
    );
  });

  test("imports of a package, the nearest one", () => {
    const packages = [
      manifest("", { imports: { "#visit": "./src/visit.ts" } }),
      manifest("apps/web", { imports: { "#lib/*": { default: "./lib/*.js" } } }),
    ];
    checkAll(
      [
        ["src/clinic.ts", "#visit", "src/visit.ts"],
        ["apps/web/page.ts", "#lib/form", "apps/web/lib/form.ts"],
        ["apps/web/page.ts", "#visit", undefined],
      ],
      ["src/clinic.ts", "src/visit.ts", "apps/web/page.ts", "apps/web/lib/form.ts"],
      { packages },
    );
  });
});
