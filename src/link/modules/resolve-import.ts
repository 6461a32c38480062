import type { CompilerSettings, PackageManifest, ProjectLayout } from "../../model/project.ts";

/** Finds the file that an import specifier means, or undefined when it is outside the project. */
export type ImportResolver = (fromPath: string, specifier: string) => string | undefined;

// Declarations come last: they hold no code, so beside a file of code they say nothing of what flows.
const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", ".d.ts"];
const writtenExtensions = new Map([
  [".js", [".ts", ".tsx", ".js", ".jsx", ".d.ts"]],
  [".jsx", [".tsx", ".jsx"]],
  [".mjs", [".mts", ".mjs", ".d.mts"]],
  [".cjs", [".cts", ".cjs", ".d.cts"]],
]);
const conditionOrder = ["source", "import", "module", "browser", "node", "require", "default", "types"];

/**
 * Resolution as TypeScript and bundlers do it, on the list of known files alone: relative paths, index files, tsconfig
 * `paths` and `baseUrl`, workspace packages with `exports`, and package `imports` (`#x`). No file system access.
 */
export function createImportResolver(files: readonly string[], layout: ProjectLayout): ImportResolver {
  const known = new Set(files);
  const byName = new Map<string, PackageManifest>();
  for (const manifest of layout.packages)
    if (manifest.name !== undefined && !byName.has(manifest.name)) byName.set(manifest.name, manifest);
  const memo = new Map<string, string | undefined>();
  const settingsMemo = new Map<string, readonly CompilerSettings[]>();
  const settingsOf = (folder: string): readonly CompilerSettings[] => {
    let applying = settingsMemo.get(folder);
    if (!applying) {
      applying = layout.compilerSettings
        .filter((settings) => isInside(folder, settings.folder))
        .sort((a, b) => b.folder.length - a.folder.length);
      settingsMemo.set(folder, applying);
    }
    return applying;
  };
  const resolve = (fromPath: string, specifier: string): string | undefined => {
    const folder = parentOf(fromPath);
    if (/^\.{1,2}(\/|$)/.test(specifier)) return asFile(known, joinPath(folder, specifier));
    if (specifier.startsWith("/")) return asFile(known, specifier.slice(1));
    return (
      fromCompilerSettings(known, settingsOf(folder), specifier) ??
      fromPackageImports(known, layout, folder, specifier) ??
      fromWorkspace(known, byName, specifier)
    );
  };
  return (fromPath, specifier) => {
    const key = `${parentOf(fromPath)}\n${specifier}`;
    if (memo.has(key)) return memo.get(key);
    const found = resolve(
      fromPath,
      specifier.replace(/[?#].*$/, (tail) => (specifier.startsWith("#") ? tail : "")),
    );
    memo.set(key, found);
    return found;
  };
}

/** The known file that a path without certain extension means. */
function asFile(known: ReadonlySet<string>, path: string): string | undefined {
  if (known.has(path)) return path;
  const dot = path.lastIndexOf(".");
  const written = dot > path.lastIndexOf("/") ? writtenExtensions.get(path.slice(dot)) : undefined;
  for (const extension of written ?? []) {
    const candidate = path.slice(0, dot) + extension;
    if (known.has(candidate)) return candidate;
  }
  for (const extension of extensions) if (known.has(path + extension)) return path + extension;
  const folder = path === "" ? "" : `${path}/`;
  for (const extension of extensions) if (known.has(`${folder}index${extension}`)) return `${folder}index${extension}`;
  return undefined;
}

function fromCompilerSettings(
  known: ReadonlySet<string>,
  applying: readonly CompilerSettings[],
  specifier: string,
): string | undefined {
  for (const settings of applying) {
    const patterns = Object.keys(settings.paths).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    for (const pattern of patterns) {
      const middle = matchStar(pattern, specifier);
      if (middle === undefined) continue;
      for (const target of settings.paths[pattern] ?? []) {
        const found = asFile(known, normalize(target.replace("*", () => middle)));
        if (found !== undefined) return found;
      }
    }
    if (settings.baseUrl !== undefined) {
      const found = asFile(known, joinPath(settings.baseUrl, specifier));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function fromPackageImports(
  known: ReadonlySet<string>,
  layout: ProjectLayout,
  folder: string,
  specifier: string,
): string | undefined {
  if (!specifier.startsWith("#")) return undefined;
  const owner = layout.packages
    .filter((manifest) => isInside(folder, manifest.folder))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
  return owner ? fromMap(known, owner, owner.imports, specifier) : undefined;
}

function fromWorkspace(
  known: ReadonlySet<string>,
  byName: ReadonlyMap<string, PackageManifest>,
  specifier: string,
): string | undefined {
  const parts = specifier.split("/");
  const name = specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
  const manifest = byName.get(name);
  if (!manifest) return undefined;
  const rest = specifier.slice(name.length);
  const fromExports =
    manifest.exports === undefined
      ? undefined
      : fromMap(known, manifest, normalizeExports(manifest.exports), `.${rest}`);
  if (fromExports !== undefined) return fromExports;
  if (rest !== "")
    return (
      asFile(known, joinPath(manifest.folder, `.${rest}`)) ?? asFile(known, joinPath(manifest.folder, `./src${rest}`))
    );
  for (const entry of manifest.entries) {
    const found = sourceOf(known, manifest.folder, entry);
    if (found !== undefined) return found;
  }
  return asFile(known, joinPath(manifest.folder, "./src")) ?? asFile(known, manifest.folder);
}

function normalizeExports(exports: unknown): unknown {
  if (typeof exports === "string" || Array.isArray(exports)) return { ".": exports };
  if (isRecord(exports) && !Object.keys(exports).some((key) => key.startsWith("."))) return { ".": exports };
  return exports;
}

/** Looks a subpath up in `exports` or `imports`, with `*` patterns and conditions. */
function fromMap(
  known: ReadonlySet<string>,
  manifest: PackageManifest,
  map: unknown,
  subpath: string,
): string | undefined {
  if (!isRecord(map)) return undefined;
  const keys = Object.keys(map).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  for (const key of keys) {
    const middle = matchStar(key, subpath);
    if (middle === undefined) continue;
    for (const target of conditionTargets(map[key], 0)) {
      const found = sourceOf(
        known,
        manifest.folder,
        target.replaceAll("*", () => middle),
      );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function conditionTargets(value: unknown, depth: number): string[] {
  if (typeof value === "string") return [value];
  if (depth > 6) return [];
  if (Array.isArray(value)) return value.flatMap((item) => conditionTargets(item, depth + 1));
  if (!isRecord(value)) return [];
  const keys = Object.keys(value).sort((a, b) => rank(a) - rank(b));
  return keys.flatMap((key) => conditionTargets(value[key], depth + 1));
}

function rank(condition: string): number {
  const index = conditionOrder.indexOf(condition);
  return index < 0 ? 1 : index;
}

/** A package names what it builds (`./dist/index.js`); the scan wants what it was built from (`./src/index.ts`). */
function sourceOf(known: ReadonlySet<string>, folder: string, target: string): string | undefined {
  const direct = asFile(known, joinPath(folder, target));
  if (direct !== undefined) return direct;
  const built = /^(?:\.\/)?(?:dist|build|lib|out|esm|cjs)\/(?:(?:esm|cjs|src|types)\/)?(.*?)(?:\.d)?\.[mc]?[jt]s$/.exec(
    target,
  );
  const name = built?.[1];
  if (name === undefined) return undefined;
  return asFile(known, joinPath(folder, `./src/${name}`)) ?? asFile(known, joinPath(folder, `./${name}`));
}

function matchStar(pattern: string, text: string): string | undefined {
  const star = pattern.indexOf("*");
  if (star < 0) return pattern === text ? "" : undefined;
  const before = pattern.slice(0, star);
  const after = pattern.slice(star + 1);
  if (text.length < before.length + after.length || !text.startsWith(before) || !text.endsWith(after)) return undefined;
  return text.slice(before.length, text.length - after.length);
}

function isInside(folder: string, parent: string): boolean {
  return parent === "" || folder === parent || folder.startsWith(`${parent}/`);
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export function joinPath(folder: string, relative: string): string {
  return normalize(folder === "" ? relative : `${folder}/${relative}`);
}

/** A path without `.` and `..`. What lies above the scanned folder keeps its `..` and so is no known file. */
function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
