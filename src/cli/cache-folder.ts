import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parserVersion } from "../extract/parser-version.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import type { ProjectRequest } from "./scan-options.ts";
import { readBuild, readVersion } from "./version.ts";

/** A folder for what later scans may use again. */
export interface CacheFolder {
  readonly path: string;
  /** What may be read in it: that which this very program wrote. */
  readonly stamp: string;
}

const abandonedAfterMs = 60 * 60 * 1000;

/**
 * The folder that the user named, or one in the `node_modules` of the project, where tools keep what may be deleted at any time;
 * undefined when there is none or it is not wanted.
 */
export function cacheFolder(
  { cache }: Pick<ProjectRequest, "cache">,
  root: string,
  cwd: string,
): CacheFolder | undefined {
  const folder = cache === undefined ? folderIn(path.join(root, "node_modules")) : namedFolder(cache, cwd);
  if (folder === undefined) return undefined;
  return { path: folder, stamp: `phi-lint ${readVersion()} ${readBuild()}, ts-morph ${parserVersion()}` };
}

function folderIn(modules: string): string | undefined {
  return statSync(modules, { throwIfNoEntry: false })?.isDirectory()
    ? path.join(modules, ".cache", "phi-lint")
    : undefined;
}

function namedFolder(cache: string | false, cwd: string): string | undefined {
  if (cache === false) return undefined;
  const folder = path.resolve(cwd, cache);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new ConfigurationError(`The folder \`${cache}\` for the cache cannot be made: ${errorCode(error)}.`, {
      hint: "Name another one with `--cache-dir`, or scan with `--no-cache`.",
    });
  }
  return folder;
}

/** The bytes of a file in the folder, or undefined when they cannot be read. */
export function readCached(folder: CacheFolder, name: string): Uint8Array | undefined {
  try {
    return readFileSync(path.join(folder.path, name));
  } catch {
    return undefined;
  }
}

/**
 * Puts a file into the folder: who reads sees the old one or the new one, whoever else writes. Where that fails (no space, no
 * permission) the next scan has no cache, and that is all.
 */
export function writeCached(folder: CacheFolder, name: string, bytes: Uint8Array): void {
  const file = path.join(folder.path, name);
  const temporary = `${file}.${String(process.pid)}.tmp`;
  try {
    mkdirSync(folder.path, { recursive: true });
    removeAbandoned(folder.path);
    writeFileSync(temporary, bytes);
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Takes out what a scan left that was ended while it wrote. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".tmp"))) {
    const file = path.join(folder, name);
    const writtenAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - writtenAt > abandonedAfterMs) rmSync(file, { force: true });
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
