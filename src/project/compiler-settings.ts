import path from "node:path";
import type { CompilerSettings } from "../model/project.ts";
import { isObject, readJson, stringsIn, type JsonObject } from "./read-json.ts";

/** Where packages of the project lie: name to absolute folder. `extends` may name them. */
export type PackageFolders = ReadonlyMap<string, string>;

/** `baseUrl` and `paths` as one settings file ends up with, all paths absolute. */
interface Resolved {
  readonly baseUrl?: string;
  readonly paths?: { readonly patterns: Readonly<Record<string, readonly string[]>>; readonly declaredIn: string };
}

/**
 * The settings of one folder, from its tsconfig and jsconfig files in the order given: a file adds what those before
 * it do not say. (A tsconfig.json may hold nothing but references to tsconfig.app.json, where the paths are.)
 *
 *   packages/web/tsconfig.json   { "extends": "../../base.json", "compilerOptions": { "paths": { "@/*": ["src/*"] } } }
 *   gives                        { folder: "packages/web", paths: { "@/*": ["packages/web/src/*"] } }
 *
 * A missing or broken `extends` is ignored, as are cycles.
 */
export function compilerSettings(
  root: string,
  folder: string,
  files: readonly string[],
  packageFolders: PackageFolders,
): CompilerSettings {
  const paths = new Map<string, readonly string[]>();
  const search: Search = { configFolder: path.join(root, folder), packageFolders, resolved: new Map() };
  let baseUrl: string | undefined;
  for (const file of files) {
    const resolved = resolveFile(path.join(root, folder, file), search, 0);
    baseUrl ??= resolved.baseUrl;
    if (resolved.paths === undefined) continue;
    const from = resolved.baseUrl ?? resolved.paths.declaredIn;
    for (const [pattern, targets] of Object.entries(resolved.paths.patterns)) {
      if (!paths.has(pattern))
        paths.set(
          pattern,
          targets.map((target) => toRoot(root, path.resolve(from, target))),
        );
    }
  }
  return {
    folder,
    ...(baseUrl !== undefined && { baseUrl: toRoot(root, baseUrl) }),
    paths: Object.fromEntries(paths),
  };
}

interface Search {
  /** The folder that `${configDir}` stands for. */
  readonly configFolder: string;
  readonly packageFolders: PackageFolders;
  /** What each file said; empty while it is being read, which ends cycles. */
  readonly resolved: Map<string, Resolved>;
}

const deepestExtends = 64;

function resolveFile(file: string, search: Search, depth: number): Resolved {
  const known = search.resolved.get(file);
  if (known !== undefined || depth > deepestExtends) return known ?? {};
  search.resolved.set(file, {});
  const content = readJson(file);
  if (content.kind !== "object") return {};
  const inherited = stringsIn(content.value.extends)
    .map((name) => findExtended(name, path.dirname(file), search.packageFolders))
    .filter((extended) => extended !== undefined)
    .map((extended) => resolveFile(extended, search, depth + 1));
  const own = ownSettings(content.value, path.dirname(file), search.configFolder);
  const resolved = [...inherited, own].reduce<Resolved>((before, after) => ({ ...before, ...after }), {});
  search.resolved.set(file, resolved);
  return resolved;
}

function ownSettings(content: JsonObject, fileFolder: string, configFolder: string): Resolved {
  const options = isObject(content.compilerOptions) ? content.compilerOptions : {};
  const place = (value: string) => path.resolve(fileFolder, value.replace("${configDir}", configFolder));
  const patterns = isObject(options.paths)
    ? Object.entries(options.paths).map(([pattern, targets]): [string, readonly string[]] => [
        pattern,
        stringsIn(targets).map((target) => target.replace("${configDir}", configFolder)),
      ])
    : undefined;
  return {
    ...(typeof options.baseUrl === "string" && { baseUrl: place(options.baseUrl) }),
    ...(patterns !== undefined && { paths: { patterns: Object.fromEntries(patterns), declaredIn: fileFolder } }),
  };
}

/** The absolute path of what `extends` names: a relative file, or a file of a package of this project. */
function findExtended(name: string, fileFolder: string, packageFolders: PackageFolders): string | undefined {
  if (/^\.\.?(?:\/|$)/.test(name)) return withExtension(path.resolve(fileFolder, name));
  const [packageName, inside] = splitPackageName(name);
  const folder = packageFolders.get(packageName);
  if (folder === undefined) return undefined;
  return inside === "" ? path.join(folder, "tsconfig.json") : withExtension(path.join(folder, inside));
}

/** `@acme/settings/react.json` is the file `react.json` of the package `@acme/settings`. */
function splitPackageName(name: string): readonly [string, string] {
  const parts = name.split("/");
  const length = name.startsWith("@") ? 2 : 1;
  return [parts.slice(0, length).join("/"), parts.slice(length).join("/")];
}

function withExtension(file: string): string {
  return file.endsWith(".json") ? file : `${file}.json`;
}

function toRoot(root: string, absolute: string): string {
  return path.relative(root, absolute).split(path.sep).join("/");
}
