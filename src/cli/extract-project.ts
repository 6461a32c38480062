import { Archive } from "../cache/archive.ts";
import { atPath, storedFile } from "../cache/graph-codec.ts";
import { joinExtracted, type ExtractedFile, type ExtractedModules } from "../model/extracted-file.ts";
import type { SourceFile } from "../model/project.ts";
import { readCached, writeCached, type CacheFolder } from "./cache-folder.ts";

const fileName = "graphs";
/** Bytes of the file beyond which it keeps only what the last scan used. */
const largestFile = 64 * 1024 * 1024;

/** The module graphs of a project. */
export async function extractProject(sources: readonly SourceFile[]): Promise<ExtractedModules> {
  return joinExtracted(await extractAll(sources));
}

/**
 * The same with a cache. Files that an earlier scan left in it need no parser.
 *
 * @param keys  of the sources, in their order
 */
export async function extractWithCache(
  sources: readonly SourceFile[],
  keys: readonly string[],
  folder: CacheFolder,
): Promise<ExtractedModules> {
  const archive = new Archive(readCached(folder, fileName), folder.stamp, storedFile);
  const files: (readonly [string, ExtractedFile])[] = [];
  const missing = new Map<SourceFile, string>();
  sources.forEach((source, index) => {
    const key = keys[index] ?? "";
    const stored = archive.get(key);
    if (stored) files.push([source.path, atPath(source.path, stored)]);
    else missing.set(source, key);
  });
  const extracted = await extractAll([...missing.keys()]);
  [...missing.values()].forEach((key, index) => {
    const [, file] = extracted[index] ?? [];
    if (file) archive.add(key, file);
  });
  const bytes = archive.bytes(largestFile);
  if (bytes !== undefined) writeCached(folder, fileName, bytes);
  return joinExtracted([...files, ...extracted]);
}

/** Loads the parser only when there is something to parse. */
async function extractAll(
  sources: readonly SourceFile[],
): Promise<readonly (readonly [path: string, file: ExtractedFile])[]> {
  if (sources.length === 0) return [];
  const { extractFile } = await import("../extract/extract-file.ts");
  return sources.map((source) => [source.path, extractFile(source)]);
}
