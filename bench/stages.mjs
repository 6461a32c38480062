/**
 * Runs a whole scan in this process and prints the milliseconds of each stage as JSON.
 *
 *   node bench/stages.mjs <dist> <folder>
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, folder] = process.argv.slice(2).map((path) => resolve(path));
const load = (file) => import(pathToFileURL(resolve(dist, file)).href);

const stages = {};
let last = performance.now();
const mark = (stage) => {
  const now = performance.now();
  stages[stage] = now - last;
  last = now;
};

const { loadSettings } = await load("config/load-settings.js");
const { loadRuleSet } = await load("ruleset/load-rule-set.js");
const { findProject } = await load("project/find-project.js");
const { extractModules } = await load("extract/extract-file.js");
const { analyze } = await load("analyze.js");
const { reporters } = await load("report/reporters.js");
mark("program");
const settings = await loadSettings({ cwd: folder, env: {} });
mark("settings");
const ruleSet = await loadRuleSet(settings);
mark("rules");
const { include, exclude, tests, healthContext, limits } = settings;
const project = await findProject({ root: folder, paths: [], include, exclude, tests });
mark("discovery");
const { sources, layout, skipped, diagnostics } = project;
const options = { healthContext, limits };
const extracted = extractModules(sources);
mark("extract");
const result = analyze({ extracted, sources, layout, ruleSet, options, skipped, diagnostics, onStage: mark });
mark("coverage");
const texts = new Map(sources.map((source) => [source.path, source.text]));
reporters.json(result, {
  toolVersion: "0.0.0",
  color: false,
  columns: 100,
  verbose: false,
  quiet: true,
  ruleSet,
  readText: (file) => texts.get(file),
});
mark("report");
process.stdout.write(JSON.stringify(stages));
