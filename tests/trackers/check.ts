import { expect } from "vitest";
import { extractModules } from "../../src/extract/extract-file.ts";
import { buildProgram } from "../../src/link/build-program.ts";
import { defaultLimits } from "../../src/model/options.ts";
import { loadRuleSet } from "../../src/ruleset/load-rule-set.ts";
import { matchProgram } from "../../src/taint/find-flows.ts";
import { findExposure, type Exposure } from "../../src/trackers/find-exposure.ts";
import { callsOfTracker } from "../../src/trackers/find-trackers.ts";

const ruleSet = await loadRuleSet({ presets: ["phi", "vendors"], documents: [] });

/**
 * Finds the trackers of a program and compares what they see, one line for each place that loads one and tells by it:
 *
 *   recorder-on-intake hotjar in src/main.tsx (start): /intake intake, /portal portal
 */
export function check(files: Readonly<Record<string, string>>, printed: string): void {
  const { exposure, pathOf } = expose(files);
  const found = exposure.presences.map(({ rule, loaded, pages }) => {
    const shown = pages.map(({ route, module, kind }) => `${route || pathOf(module)} ${kind}`).sort();
    return `${rule} ${loaded.tracker.vendor.id} in ${pathOf(loaded.module)} (${loaded.evidence}): ${shown.join(", ")}`;
  });
  expect(found.sort()).toEqual(linesOf(printed));
}

/** Compares which vendors read the pages on which each file runs: `src/search.ts: meta, hotjar`. Files without any are left out. */
export function checkReaders(files: Readonly<Record<string, string>>, printed: string): void {
  const { exposure, paths } = expose(files);
  const found = paths.flatMap((path, module) => {
    const vendors = exposure.readersOf(module).map(({ tracker }) => tracker.vendor.id);
    return vendors.length === 0 ? [] : [`${path}: ${vendors.sort().join(", ")}`];
  });
  expect(found.sort()).toEqual(linesOf(printed));
}

interface Exposed {
  readonly exposure: Exposure;
  readonly paths: readonly string[];
  readonly pathOf: (module: number) => string;
}

function expose(files: Readonly<Record<string, string>>): Exposed {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  const { modules } = extractModules(sources.filter(({ path }) => !path.endsWith("package.json")));
  const packageFolders = sources.flatMap(({ path }) => /^(.*?)\/?package\.json$/.exec(path)?.[1] ?? []);
  const { program, reexports } = buildProgram(modules, {
    layout: {
      packages: packageFolders.map((folder) => ({ folder, entries: [], dependencies: [] })),
      compilerSettings: [],
    },
    propagators: ruleSet.propagators,
    sinks: ruleSet.sinks,
    otherSpecs: ruleSet.trackers.flatMap(callsOfTracker),
    http: { clients: [], routes: [], mounts: [] },
    limits: defaultLimits,
  });
  const { incoming, evaluator, sinks } = matchProgram(program, ruleSet, defaultLimits);
  const exposure = findExposure({
    program,
    reexports,
    incoming,
    evaluator,
    ruleSet,
    vendorCalls: sinks,
    packageFolders,
    textOf: (path) => files[path] ?? "",
  });
  const paths = program.modules.map(({ path }) => path);
  return { exposure, paths, pathOf: (module) => paths[module] ?? "" };
}

function linesOf(printed: string): string[] {
  return printed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .sort();
}
