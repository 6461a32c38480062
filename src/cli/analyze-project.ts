import path from "node:path";
import type { Settings } from "../config/settings.ts";
import type { AnalysisResult } from "../model/finding.ts";
import type { RuleSet } from "../model/rule-set.ts";
import type { ProjectInput } from "../project/find-project.ts";
import { countOf } from "../util/count-of.ts";
import { cacheFolder, type CacheFolder } from "./cache-folder.ts";
import type { Io } from "./io.ts";
import { createProgress, type Progress } from "./progress.ts";
import { readSettings } from "./read-settings.ts";
import type { ProjectRequest } from "./scan-options.ts";

/** A project, how it was read, and what was found in it. */
export interface AnalyzedProject {
  readonly settings: Settings;
  readonly ruleSet: RuleSet;
  readonly project: ProjectInput;
  readonly cache: CacheFolder | undefined;
  readonly result: AnalysisResult;
}

/** Reads settings, rules and files, and analyses them. Shows progress meanwhile. */
export async function analyzeProject(request: ProjectRequest, io: Io): Promise<AnalyzedProject> {
  const progress = createProgress(io, request.progress && !request.quiet);
  try {
    return await readAndAnalyze(request, io, progress);
  } finally {
    await progress.clear();
  }
}

async function readAndAnalyze(request: ProjectRequest, io: Io, progress: Progress): Promise<AnalyzedProject> {
  await progress.show("Reading settings and rules…");
  const { settings, ruleSet } = await readRules(request, io);
  await progress.show("Finding files…");
  const { findProject } = await import("../project/find-project.ts");
  const project = await findProject({ root: io.cwd, paths: request.paths, ...selectionOf(settings) });
  await progress.show(`Analysing ${countOf(project.sources.length, "file")}…`);
  const cache = cacheFolder(request, project.root, io.cwd);
  const read = { settings, ruleSet, project, cache };
  return { ...read, result: await analyzeWith(read, { findDeadEnds: request.verbose ?? false }) };
}

/** Settings and the rules that they choose. */
export async function readRules(
  request: Pick<ProjectRequest, "paths" | "configPath">,
  io: Io,
): Promise<{ readonly settings: Settings; readonly ruleSet: RuleSet }> {
  const settings = await readSettings(request, io);
  const [{ loadRuleSet }, { checkLevels }] = await Promise.all([
    import("../ruleset/load-rule-set.ts"),
    import("../config/check-levels.ts"),
  ]);
  const ruleSet = await loadRuleSet(settings);
  checkLevels(settings.documents, [...ruleSet.rules.keys()]);
  return { settings, ruleSet };
}

/** Which files the settings choose. */
export function selectionOf({ file, include, exclude, tests }: Settings): {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly tests: "skip" | "scan";
  readonly settingsFolder?: string;
} {
  return { include, exclude, tests, ...(file !== undefined && { settingsFolder: path.dirname(file) }) };
}

export async function analyzeWith(
  { settings, ruleSet, project, cache }: Omit<AnalyzedProject, "result">,
  { findDeadEnds = false }: { readonly findDeadEnds?: boolean } = {},
): Promise<AnalysisResult> {
  const { extractProject } = await import("./extract-project.ts");
  const { analyze } = await import("../analyze.ts");
  const { healthContext, limits } = settings;
  const extracted = await extractProject(project.sources, cache);
  return analyze({ ...project, extracted, ruleSet, options: { healthContext, limits, findDeadEnds } });
}
