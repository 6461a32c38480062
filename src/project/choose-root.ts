import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { ConfigurationError } from "../util/configuration-error.ts";

/** A file or folder the user asked for. */
export interface Start {
  readonly kind: "file" | "folder";
  /** Relative to the root, with forward slashes; `""` is the root itself. */
  readonly path: string;
}

/**
 * Decides which folder results are relative to: `folder` when it contains every path (so that results read like the
 * paths a person types there), else the folder named, else the nearest folder that contains all of them.
 *
 * Throws a `ConfigurationError` when a path does not exist, cannot be read or is neither a file nor a folder.
 */
export function chooseRoot(folder: string, paths: readonly string[]): { root: string; starts: readonly Start[] } {
  const base = path.resolve(folder);
  const asked = resolvePaths(base, paths);
  const folders = asked.map(folderOf);
  const root = folders.every((each) => contains(base, each)) ? base : commonParent(folders);
  const starts = asked.map(({ absolute, kind }) => ({ kind, path: relativePath(root, absolute) }));
  return { root, starts };
}

/** The nearest folder that contains every path; throws as `chooseRoot` does. */
export function scannedFolder(folder: string, paths: readonly string[]): string {
  return commonParent(resolvePaths(path.resolve(folder), paths).map(folderOf));
}

/** True when `inner` is `outer` or lies below it; both absolute. */
export function contains(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}

/** `inner` relative to `outer` with forward slashes; `""` when they are the same. */
export function relativePath(outer: string, inner: string): string {
  return path.relative(outer, inner).split(path.sep).join("/");
}

interface AskedPath {
  readonly absolute: string;
  readonly kind: Start["kind"];
}

function resolvePaths(base: string, paths: readonly string[]): readonly AskedPath[] {
  return (paths.length === 0 ? [base] : paths).map((written) => {
    const absolute = path.resolve(base, written);
    return { absolute, kind: kindOfPath(written, absolute, base) };
  });
}

function folderOf({ absolute, kind }: AskedPath): string {
  return kind === "folder" ? absolute : path.dirname(absolute);
}

function kindOfPath(written: string, absolute: string, base: string): Start["kind"] {
  try {
    const stats = statSync(absolute);
    accessSync(absolute, constants.R_OK);
    if (stats.isDirectory()) return "folder";
    if (stats.isFile()) return "file";
  } catch (error) {
    const missing = error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
    throw new ConfigurationError(
      missing ? `The path \`${written}\` does not exist.` : `The path \`${written}\` cannot be read.`,
      { hint: missing ? `Paths are relative to ${base}.` : "Check its permissions." },
    );
  }
  throw new ConfigurationError(`The path \`${written}\` is neither a file nor a folder.`, {
    hint: "Name files or folders to scan.",
  });
}

function commonParent(folders: readonly string[]): string {
  const [first = path.sep, ...others] = folders;
  let common = first;
  while (!others.every((each) => contains(common, each))) common = path.dirname(common);
  return common;
}
