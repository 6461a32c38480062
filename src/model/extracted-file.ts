import type { Diagnostic } from "./diagnostic.ts";
import type { FileCoverage } from "./finding.ts";
import type { ModuleGraph } from "./module-graph.ts";

/** A stretch of a file with the line on which it begins. */
export interface NotedStretch {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** All that extraction tells of one file. It depends on the text of the file and on how its name ends, and on nothing else. */
export interface ExtractedFile {
  /** Undefined for a file that nests too deeply to be walked. */
  readonly graph: ModuleGraph | undefined;
  /** The first of the stretches that nest too deeply and were left out. */
  readonly tooDeep: NotedStretch | undefined;
  /** The first place that does not parse. */
  readonly syntaxError: (NotedStretch & { readonly message: string }) | undefined;
}

/** The graphs of a program, and what is to be said about files that have none or only a part of one. */
export interface ExtractedModules {
  readonly modules: readonly ModuleGraph[];
  /** Files that were extracted without what does not parse or nests too deeply. */
  readonly partial: readonly FileCoverage[];
  /** Files that have no module graph. */
  readonly leftOut: readonly FileCoverage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Joins what was extracted of each file. The order of `files` does not matter. */
export function joinExtracted(files: Iterable<readonly [path: string, file: ExtractedFile]>): ExtractedModules {
  const modules: ModuleGraph[] = [];
  const partial: FileCoverage[] = [];
  const leftOut: FileCoverage[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [path, { graph, tooDeep, syntaxError }] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!graph) {
      leftOut.push({ file: path, reason: "nests too deeply to be analysed" });
      diagnostics.push({
        code: "nesting-too-deep",
        file: path,
        message: `${path} nests too deeply to be analysed; flows through it are not seen.`,
      });
      continue;
    }
    modules.push(graph);
    if (tooDeep) {
      const { start, end, line } = tooDeep;
      partial.push({ file: path, reason: `nests too deeply at line ${String(line)}` });
      diagnostics.push({
        code: "nesting-too-deep",
        file: path,
        span: { file: path, start, end },
        message: `${path} nests too deeply at line ${String(line)}; flows through what stands there are not seen.`,
      });
    }
    if (syntaxError) {
      const { start, end, line, message } = syntaxError;
      const reason = `does not parse at line ${String(line)}: ${message}`;
      if (!tooDeep) partial.push({ file: path, reason });
      diagnostics.push({
        code: "syntax-error",
        file: path,
        span: { file: path, start, end },
        message: `${path} does not parse at line ${String(line)} (${message}); it was analysed as far as it parses.`,
      });
    }
  }
  return { modules, partial, leftOut, diagnostics };
}
