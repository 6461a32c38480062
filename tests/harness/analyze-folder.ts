import { parse } from "node:path";
import { analyze } from "../../src/analyze.ts";
import { loadSettings } from "../../src/config/load-settings.ts";
import { extractModules } from "../../src/extract/extract-file.ts";
import type { AnalysisResult } from "../../src/model/finding.ts";
import type { SourceFile } from "../../src/model/project.ts";
import type { RuleSet } from "../../src/model/rule-set.ts";
import { findProject, type ProjectInput } from "../../src/project/find-project.ts";
import { loadRuleSet } from "../../src/ruleset/load-rule-set.ts";
import { settingsFileOf } from "./fixture-folders.ts";

export interface Rules {
  readonly settings: Awaited<ReturnType<typeof loadSettings>>;
  readonly ruleSet: RuleSet;
}

export interface AnalyzedFolder {
  readonly sources: readonly SourceFile[];
  readonly ruleSet: RuleSet;
  readonly result: AnalysisResult;
}

/** Scans one fixture in this process, as the command line would, with the settings file that speaks for it. */
export async function analyzeFolder(folder: string): Promise<AnalyzedFolder> {
  const { project, rules } = await readFolder(folder);
  return { sources: project.sources, ruleSet: rules.ruleSet, result: analyzeProject(project, rules) };
}

/** Reads a fixture without analysing it, for tests that change what was read. */
export async function readFolder(folder: string): Promise<{ project: ProjectInput; rules: Rules }> {
  const rules = await rulesFor(settingsFileOf(folder));
  const { include, exclude } = rules.settings;
  const project = await findProject({ root: folder, paths: [folder], include, exclude, tests: "scan" });
  return { project, rules };
}

export function analyzeProject(project: ProjectInput, { settings, ruleSet }: Rules): AnalysisResult {
  const { sources, layout, skipped, diagnostics } = project;
  const options = { healthContext: settings.healthContext, limits: settings.limits };
  return analyze({ extracted: extractModules(sources), sources, layout, ruleSet, options, skipped, diagnostics });
}

const loaded = new Map<string, Promise<Rules>>();

/** Rules of a settings file, or the built-in ones: loaded once, because a rule set is plain data that nobody changes. */
export function rulesFor(settingsFile: string | undefined): Promise<Rules> {
  const key = settingsFile ?? "";
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const loading = loadRules(settingsFile);
  loaded.set(key, loading);
  return loading;
}

async function loadRules(settingsFile: string | undefined): Promise<Rules> {
  // Without a settings file the search starts where there is none, so that a file of this repository cannot change a test.
  const cwd = parse(process.cwd()).root;
  const settings = await loadSettings({
    cwd,
    env: {},
    ...(settingsFile === undefined ? {} : { configPath: settingsFile }),
  });
  return { settings, ruleSet: await loadRuleSet(settings) };
}
