import { extractModule } from "./extract/extract-module.ts";
import type { Diagnostic } from "./model/diagnostic.ts";
import type { FileCoverage } from "./model/finding.ts";
import type { ModuleGraph } from "./model/module-graph.ts";
import type { SourceFile } from "./model/project.ts";
import { parseSource } from "./parse/parse-source.ts";

export interface ExtractedModules {
  readonly modules: readonly ModuleGraph[];
  readonly partial: readonly FileCoverage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses and extracts every file, one at a time, so that only one syntax tree is in memory. Never throws for a file. */
export function extractModules(sources: readonly SourceFile[]): ExtractedModules {
  const modules: ModuleGraph[] = [];
  const partial: FileCoverage[] = [];
  const diagnostics: Diagnostic[] = [];
  const sorted = [...sources].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  for (const { path, text } of sorted) {
    try {
      const { tree, syntaxErrors } = parseSource(path, text);
      modules.push(extractModule(tree));
      const [first] = syntaxErrors;
      if (!first) continue;
      const line = text.slice(0, first.start).split(/\r\n|\r|\n/).length;
      const reason = `does not parse at line ${String(line)}: ${first.message}`;
      partial.push({ file: path, reason });
      diagnostics.push({
        code: "syntax-error",
        file: path,
        span: { file: path, start: first.start, end: first.end },
        message: `${path} does not parse at line ${String(line)} (${first.message}); it was analysed as far as it parses.`,
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      partial.push({ file: path, reason: "nests too deeply to be analysed" });
      diagnostics.push({ code: "nesting-too-deep", file: path, message: `${path} nests too deeply to be analysed; flows through it are not seen.` });
    }
  }
  return { modules, partial, diagnostics };
}
