import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { UsageError } from "./check-tools.mjs";
import { medians } from "./median.mjs";
import { runMeasured } from "./run-measured.mjs";

const parseLimit = fileURLToPath(new URL("parse-limit.mjs", import.meta.url));
const stagesProgram = fileURLToPath(new URL("stages.mjs", import.meta.url));

/** What starting costs: `--help`, beside a Node program that does nothing. */
export async function measureStart({ cli }, runs) {
  const empty = [];
  const help = [];
  for (let run = 0; run < runs; run++) {
    empty.push(await runMeasured(["--eval", "0"]));
    help.push(await runMeasured([cli, "--help"]));
  }
  return { empty: medians(empty), help: medians(help) };
}

/**
 * Measures one project. The parse limit, the scan and the scan by stages take turns, each in a fresh process, so that a slow minute
 * of the machine hits all of them.
 */
export async function measureFolder({ name, folder, planted }, { dist, cli }, { runs, temporary }) {
  const files = await sourceFiles(folder, dist);
  const list = join(temporary, "files.json");
  writeFileSync(list, JSON.stringify(files));
  const report = join(temporary, "report.json");
  const scan = [cli, "scan", ".", "--quiet", "--no-progress", "-f", `json=${report}`];
  const limits = [];
  const colds = [];
  const stages = [];
  for (let run = 0; run < runs; run++) {
    limits.push(await runMeasured([parseLimit, list]));
    colds.push(await runMeasured(scan, { cwd: folder, allowedExitCodes: [0, 1] }));
    stages.push(JSON.parse((await runMeasured([stagesProgram, dist, folder])).stdout));
  }
  const { summary, coverage, diagnostics } = JSON.parse(readFileSync(report, "utf8"));
  const limit = medians(limits);
  const cold = medians(colds);
  return {
    name,
    files: files.length,
    sourceMb: files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6,
    limit,
    cold,
    wallRatio: cold.wallMs / limit.wallMs,
    cpuRatio: cold.cpuMs / limit.cpuMs,
    stagesMs: medians(stages),
    findings: summary.findings,
    ...(planted !== undefined && { planted }),
    counters: {
      callSites: coverage.callSites,
      callSitesResolved: coverage.callSitesResolved,
      ...coverage.counters,
      boundsMet: diagnostics.filter(({ code }) => code === "bound-met").length,
    },
  };
}

/** The files that the scan reads, found by the same code. */
async function sourceFiles(folder, dist) {
  const load = (file) => import(pathToFileURL(join(dist, file)).href);
  const { loadSettings } = await load("config/load-settings.js");
  const { findProject } = await load("project/find-project.js");
  const { include, exclude, tests } = await loadSettings({ cwd: folder, env: {} });
  const { root, sources } = await findProject({ root: folder, paths: [], include, exclude, tests }).catch((error) => {
    throw error.name === "ConfigurationError" ? new UsageError(error.message) : error;
  });
  return sources.map(({ path }) => join(root, path));
}
