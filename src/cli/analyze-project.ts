import path from "node:path";
import type { Settings } from "../config/settings.ts";
import type { ExtractedModules } from "../model/extracted-file.ts";
import type { AnalysisResult } from "../model/finding.ts";
import type { RuleSet } from "../model/rule-set.ts";
import type { ProjectInput } from "../project/find-project.ts";
import { countOf } from "../util/count-of.ts";
import { cacheFolder, type CacheFolder } from "./cache-folder.ts";
import type { Io } from "./io.ts";
import { createProgress, type Progress } from "./progress.ts";
import { readSettings } from "./read-settings.ts";
import type { ProjectRequest } from "./scan-options.ts";

/** A project and how it was read. */
export interface ReadProject {
  readonly settings: Settings;
  readonly project: ProjectInput;
  readonly cache: CacheFolder | undefined;
  /** Compiled when first asked for: a result that is known needs none. */
  readonly ruleSet: () => Promise<RuleSet>;
  /** Also find where searches could not go on. */
  readonly findDeadEnds: boolean;
}

/** What was found in a project. */
export interface AnalyzedProject extends ReadProject {
  readonly result: AnalysisResult;
  readonly rules: RuleSet["rules"];
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
  const settings = await readSettings(request, io);
  await progress.show("Finding files…");
  const { findProject } = await import("../project/find-project.ts");
  const project = await findProject({ root: io.cwd, paths: request.paths, ...selectionOf(settings) });
  await progress.show(`Analysing ${countOf(project.sources.length, "file")}…`);
  const cache = cacheFolder(request, project.root, io.cwd);
  let ruleSet: Promise<RuleSet> | undefined;
  const findDeadEnds = request.verbose ?? false;
  return analyzeWith({ settings, project, cache, findDeadEnds, ruleSet: () => (ruleSet ??= compileRules(settings)) });
}

/** Settings and the rules that they choose. */
export async function readRules(
  request: Pick<ProjectRequest, "paths" | "configPath">,
  io: Io,
): Promise<{ readonly settings: Settings; readonly ruleSet: RuleSet }> {
  const settings = await readSettings(request, io);
  return { settings, ruleSet: await compileRules(settings) };
}

async function compileRules(settings: Settings): Promise<RuleSet> {
  const [{ loadRuleSet }, { checkLevels }] = await Promise.all([
    import("../ruleset/load-rule-set.ts"),
    import("../config/check-levels.ts"),
  ]);
  const ruleSet = await loadRuleSet(settings);
  checkLevels(settings.documents, [...ruleSet.rules.keys()]);
  return ruleSet;
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

/** What is found in a project: what an earlier scan found in the same, or what the analysis finds now. */
export async function analyzeWith(read: ReadProject): Promise<AnalyzedProject> {
  const { project, cache, settings, findDeadEnds } = read;
  const extract = await import("./extract-project.ts");
  if (cache === undefined) return analyzeNow(read, await extract.extractProject(project.sources));
  const { fileKey } = await import("../cache/file-key.ts");
  const { knownResults } = await import("./known-results.ts");
  const keys = project.sources.map(fileKey);
  const results = knownResults(cache, project, settings, keys);
  // Dead ends are for one reader; a stored result has none.
  const known = findDeadEnds ? undefined : results.get();
  if (known) return { ...read, result: known.result, rules: new Map(known.rules.map((rule) => [rule.id, rule])) };
  const analyzed = await analyzeNow(read, await extract.extractWithCache(project.sources, keys, cache));
  if (!findDeadEnds) results.keep({ result: analyzed.result, rules: [...analyzed.rules.values()] });
  return analyzed;
}

async function analyzeNow(read: ReadProject, extracted: ExtractedModules): Promise<AnalyzedProject> {
  const { analyze } = await import("../analyze.ts");
  const { healthContext, limits } = read.settings;
  const ruleSet = await read.ruleSet();
  const result = analyze({
    ...read.project,
    extracted,
    ruleSet,
    options: { healthContext, limits, findDeadEnds: read.findDeadEnds },
  });
  return { ...read, result, rules: ruleSet.rules };
}
