import path from "node:path";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { FileCoverage } from "../model/finding.ts";
import type { ProjectLayout, SourceFile } from "../model/project.ts";
import { chooseRoot, contains, relativePath } from "./choose-root.ts";
import { compareText } from "../util/compare-text.ts";
import { fileSelection } from "./file-selection.ts";
import { readLayout } from "./read-layout.ts";
import { repositoryRoot } from "./repository-root.ts";
import { noSourceFiles } from "./no-source-files.ts";
import { readSource } from "./read-source.ts";
import { walkProject } from "./walk-project.ts";

/** What to look for, all as the user said it. */
export interface ProjectOptions {
  /** The folder that results are relative to when it contains every path; the current folder, normally. */
  readonly root: string;
  /** Files and folders to scan, relative to `root` or absolute. Empty means `root` itself. */
  readonly paths: readonly string[];
  /** The folder of the settings file; patterns are relative to it when it contains the root, else to the root. */
  readonly settingsFolder?: string;
  /** Patterns in the language of .gitignore (braces too). */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether tests, stories, mocks, fixtures and generated files are read. */
  readonly tests: "skip" | "scan";
}

export interface ProjectInput {
  /** Absolute. Every path in results is relative to it. */
  readonly root: string;
  /** The root seen from the root of its repository: `""`, or `packages/web/`; `""` outside of a repository. */
  readonly repositoryPath: string;
  /** Sorted by path. */
  readonly sources: readonly SourceFile[];
  readonly layout: ProjectLayout;
  /** Files and folders (with a final slash) that were left out, sorted, each with the reason. */
  readonly skipped: readonly FileCoverage[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds and reads the files to scan, and what package.json and tsconfig.json say about how their imports resolve.
 * Reads only: nothing of the project is executed.
 *
 * Throws a `ConfigurationError` when a path does not exist or cannot be read, and when nothing is left to scan.
 * Whatever goes wrong with a single file becomes a diagnostic and an entry in `skipped`.
 */
// eslint-disable-next-line @typescript-eslint/require-await -- one process reads fastest synchronously; callers need not know
export async function findProject(options: ProjectOptions): Promise<ProjectInput> {
  const { root, starts } = chooseRoot(options.root, options.paths);
  const found = walkProject(root, starts, fileSelection(options, pathBelow(options.settingsFolder, root)));
  const sources: SourceFile[] = [];
  const skipped: FileCoverage[] = [...found.skipped];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  for (const file of found.sources) {
    const outcome = readSource(path.join(root, file), file);
    switch (outcome.kind) {
      case "source":
        sources.push(outcome.source);
        break;
      case "left-out":
        skipped.push({ file, reason: outcome.reason });
        diagnostics.push(outcome.diagnostic);
        break;
    }
  }
  if (sources.length === 0) throw noSourceFiles(root, starts, skipped, found.ignoredEntries);

  const { layout, diagnostics: layoutDiagnostics } = readLayout(root, found.layoutFiles);
  diagnostics.push(...layoutDiagnostics);
  return {
    root,
    repositoryPath: pathBelow(repositoryRoot(root), root),
    sources: sources.sort((left, right) => compareText(left.path, right.path)),
    layout,
    skipped: skipped.sort((left, right) => compareText(left.file, right.file)),
    diagnostics: diagnostics.sort((left, right) => compareText(left.file ?? "", right.file ?? "")),
  };
}

/** `inner` seen from a folder that contains it, with a final slash; `""` when it is the same or does not contain it. */
function pathBelow(outer: string | undefined, inner: string): string {
  return outer === undefined || outer === inner || !contains(outer, inner) ? "" : `${relativePath(outer, inner)}/`;
}
