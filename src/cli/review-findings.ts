import path from "node:path";
import { compareBaseline, type BaselineComparison } from "../baseline/compare-baseline.ts";
import type { BaselineEntry } from "../baseline/baseline-file.ts";
import type { AnalysisResult, FileCoverage } from "../model/finding.ts";
import { contains } from "../project/choose-root.ts";
import type { ProjectInput } from "../project/find-project.ts";
import { lastChangeOf, renamesSince, resolveCommit } from "../project/git.ts";
import { repositoryRoot } from "../project/repository-root.ts";
import { applyDirectives } from "../suppress/apply-directives.ts";
import type { AnalyzedProject } from "./analyze-project.ts";
import { locateBaseline, readBaseline, type BaselineLocation } from "./baseline-location.ts";
import type { Io } from "./io.ts";
import type { BaselineRequest, ProjectRequest } from "./scan-options.ts";

/** Takes out what comments accept, and says what is wrong with comments. */
export function withDirectives({ project, result, rules }: AnalyzedProject, io: Io): AnalysisResult {
  const { open, accepted, diagnostics } = applyDirectives({
    findings: result.findings,
    sources: project.sources,
    ruleIds: [...rules.keys()],
    today: io.today,
  });
  return {
    ...result,
    findings: open,
    review: { accepted },
    diagnostics: [...result.diagnostics, ...diagnostics],
  };
}

/** What findings are set against. */
export interface Reference {
  /** As a sentence names it. */
  readonly name: string;
  readonly entries: readonly BaselineEntry[];
  readonly renames: () => ReadonlyMap<string, string>;
  /** Whether the scan covers everything that the reference speaks of. */
  readonly isWhole: boolean;
}

/** The baseline as a reference, or undefined when there is none. */
export async function baselineReference(
  request: BaselineRequest & Pick<ProjectRequest, "paths">,
  { settings, project }: AnalyzedProject,
  io: Io,
): Promise<{ readonly location: BaselineLocation; readonly reference: Reference | undefined }> {
  const location = locateBaseline(request, settings, project.root, io.cwd);
  const entries = await readBaseline(location, request);
  if (entries === undefined) return { location, reference: undefined };
  const starts = request.paths.length === 0 ? [io.cwd] : request.paths.map((each) => path.resolve(io.cwd, each));
  return {
    location,
    reference: {
      name: `the baseline \`${location.name}\`${request.baselineRef === undefined ? "" : ` of \`${request.baselineRef}\``}`,
      entries,
      renames: once(() => renamesOfBaseline(location, request)),
      isWhole: starts.some((start) => contains(start, location.folder)),
    },
  };
}

/** Asks git at most once. */
function once<Value>(compute: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= compute());
}

/** Files renamed since the baseline was last written, as far as git knows. */
function renamesOfBaseline(
  { file, folder }: BaselineLocation,
  { baselineRef }: BaselineRequest,
): ReadonlyMap<string, string> {
  const root = repositoryRoot(folder);
  if (root === undefined) return new Map();
  const commit =
    baselineRef === undefined ? lastChangeOf(root, file) : resolveCommit(root, baselineRef, "`--baseline-ref`").commit;
  return commit === undefined ? new Map() : renamesSince(root, commit);
}

/** Sets findings against a reference. */
export function compareWith(
  reference: Reference,
  result: AnalysisResult,
  project: ProjectInput,
  io: Io,
): { readonly result: AnalysisResult; readonly comparison: BaselineComparison } {
  const { coverage } = result;
  const left = leftOut([...coverage.partial, ...coverage.skipped]);
  const { repositoryPath } = project;
  const comparison = compareBaseline({
    findings: result.findings,
    entries: reference.entries,
    today: io.today,
    renames: reference.renames,
    isSeen: (file) => reference.isWhole && file.startsWith(repositoryPath) && !left(file.slice(repositoryPath.length)),
  });
  const { open, accepted, fixed, unseen, expired } = comparison;
  return {
    comparison,
    result: {
      ...result,
      findings: open,
      review: {
        accepted: [...(result.review?.accepted ?? []), ...accepted],
        comparison: {
          with: reference.name,
          known: accepted.length,
          fixed: fixed.length,
          unseen: unseen.length,
          ended: expired.length,
        },
      },
    },
  };
}

/** Whether a file, or a folder that it lies in, was left out or read in part. */
function leftOut(coverage: readonly FileCoverage[]): (file: string) => boolean {
  const files = new Set(coverage.map(({ file }) => file));
  const folders = [...files].filter((file) => file.endsWith("/"));
  return (file) => files.has(file) || folders.some((folder) => file.startsWith(folder));
}
