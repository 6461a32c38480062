import type { ExtractedFile, ExtractedModules, NotedStretch } from "../model/extracted-file.ts";
import { joinExtracted } from "../model/extracted-file.ts";
import type { SourceFile } from "../model/project.ts";
import { parseSource } from "../parse/parse-source.ts";
import { createLineIndex } from "../util/line-index.ts";
import { extractModule } from "./extract-module.ts";

/** Parses and extracts one file; its syntax tree is dropped. Never throws for a file. */
export function extractFile({ path, text }: SourceFile): ExtractedFile {
  try {
    const { tree, syntaxErrors } = parseSource(path, text);
    const dropped: Stretch[] = [];
    const graph = extractModule(tree, dropped);
    const [tooDeep] = dropped;
    const [syntaxError] = syntaxErrors;
    return {
      graph,
      tooDeep: tooDeep && noted(tooDeep, text),
      syntaxError: syntaxError && { ...noted(syntaxError, text), message: syntaxError.message },
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { graph: undefined, tooDeep: undefined, syntaxError: undefined };
  }
}

/** Extracts every file, one at a time, so that only one syntax tree is in memory. The order of `sources` does not matter. */
export function extractModules(sources: readonly SourceFile[]): ExtractedModules {
  return joinExtracted(sources.map((source) => [source.path, extractFile(source)] as const));
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function noted({ start, end }: Stretch, text: string): NotedStretch {
  return { start, end, line: createLineIndex(text).positionOf(start).line };
}
