import { Archive } from "../cache/archive.ts";
import { text } from "../cache/codec.ts";
import { resultKey } from "../cache/result-key.ts";
import { hashAnalysisSettings } from "../config/hash-analysis-settings.ts";
import type { Settings } from "../config/settings.ts";
import type { AnalysisResult } from "../model/finding.ts";
import type { RuleSpec } from "../model/rule-set.ts";
import type { ProjectInput } from "../project/find-project.ts";
import { readCached, writeCached, type CacheFolder } from "./cache-folder.ts";

const fileName = "results";
/** Bytes of the file beyond which it keeps only the last result. */
const largestFile = 8 * 1024 * 1024;

/** What an analysis found, and the rules that reports name with it. */
export interface KnownResult {
  readonly result: AnalysisResult;
  readonly rules: readonly RuleSpec[];
}

/** The results of earlier scans. */
export interface KnownResults {
  readonly get: () => KnownResult | undefined;
  readonly keep: (known: KnownResult) => void;
}

/**
 * What earlier scans of just these files under just these settings and rules found.
 *
 * @param keys  of the files, in their order
 */
export function knownResults(
  folder: CacheFolder,
  { sources, layout, skipped, diagnostics, repositoryPath }: ProjectInput,
  settings: Settings,
  keys: readonly string[],
): KnownResults {
  const key = resultKey({
    settingsHash: hashAnalysisSettings(settings),
    files: sources.map(({ path }, index) => ({ path, key: keys[index] ?? "" })),
    layout,
    skipped,
    diagnostics,
    repositoryPath,
  });
  const archive = new Archive(readCached(folder, fileName), folder.stamp, text);
  return {
    get: () => {
      const stored = archive.get(key);
      return stored === undefined ? undefined : parseResult(stored);
    },
    keep: (known) => {
      archive.add(key, JSON.stringify(known));
      const bytes = archive.bytes(largestFile);
      if (bytes !== undefined) writeCached(folder, fileName, bytes);
    },
  };
}

/** Undefined when it is none, although its sum is right: then the program is analysed. */
function parseResult(stored: string): KnownResult | undefined {
  try {
    return JSON.parse(stored) as KnownResult;
  } catch {
    return undefined;
  }
}
