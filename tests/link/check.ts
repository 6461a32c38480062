import { expect } from "vitest";
import { extractModules } from "../../src/extract/extract-file.ts";
import { buildProgram, type LinkedProgram } from "../../src/link/build-program.ts";
import { defaultLimits } from "../../src/model/options.ts";
import type { CallTargets, Program } from "../../src/model/program.ts";
import type { ProjectLayout } from "../../src/model/project.ts";
import { loadRuleSet } from "../../src/ruleset/load-rule-set.ts";

/** Files by path, or the text of the only file. */
export type Files = string | Readonly<Record<string, string>>;

/** The outside things that rules speak of in these tests; other outside names are not followed. */
const knownApis = [
  "global#fbq",
  "global#gtag",
  "global#dataLayer.push",
  "global#clinic.track",
  "npm:mixpanel-browser#track",
  "npm:mixpanel-browser#init().track",
  "npm:mixpanel-browser#people.set",
  "npm:@segment/analytics-node#Analytics().track",
  "npm:analytics-kit",
  "npm:analytics-kit#track",
  "npm:posthog-js#capture",
];

const emptyLayout: ProjectLayout = { packages: [], compilerSettings: [] };
const { propagators } = await loadRuleSet({ presets: [], documents: [] });

/**
 * Links a program and compares what it knows of the calls that `printed` names, one line for each written call:
 *
 *   track → send            functions of the project, named as `Clinic.book`; sorted
 *   send → global#fbq       outside API paths
 *   list.map → library      known only by a propagator for its name
 *   load → nothing          a call whose target is unknown
 *   client.send → ~Pixel.send    guessed by the name of the method
 */
export function check(files: Files, printed: string, layout: ProjectLayout = emptyLayout): void {
  const expected = printed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const named = new Set(expected.map((line) => line.slice(0, line.indexOf(" → "))));
  const found = printTargets(link(files, layout).program).filter((line) =>
    named.has(line.slice(0, line.indexOf(" → "))),
  );
  expect(found.sort()).toEqual(expected.sort());
}

export function link(files: Files, layout: ProjectLayout = emptyLayout): LinkedProgram {
  const sources = typeof files === "string" ? [["clinic.ts", files] as const] : Object.entries(files);
  const { modules } = extractModules(sources.map(([path, text]) => ({ path, text })));
  const otherSpecs = [{ callee: { kind: "api", paths: knownApis } } as const];
  return buildProgram(modules, {
    layout,
    propagators,
    sinks: [],
    otherSpecs,
    http: { clients: [], routes: [], mounts: [] },
    limits: defaultLimits,
  });
}

const noTargets: CallTargets = { functions: [], apis: [], propagated: false, guessed: false };

/** What every written call may call. */
export function printTargets(program: Program): string[] {
  return program.calls.flatMap((call, index) => {
    if (call.synthetic || call.written === "") return [];
    const { functions, apis, guessed, propagated } = program.targets[index] ?? noTargets;
    const names = functions.map((fn) => `${guessed ? "~" : ""}${functionName(program, fn)}`).sort();
    const targets = [...names, ...[...apis].sort()];
    return [`${call.written} → ${targets.join(", ") || (propagated ? "library" : "nothing")}`];
  });
}

function functionName(program: Program, index: number): string {
  const fn = program.functions[index];
  const owner = program.classes[fn?.class ?? -1];
  const name = fn?.name === "" ? "()" : (fn?.name ?? "?");
  if (!owner) return name;
  return owner.constructorFunction === index || owner.name === name
    ? `${owner.name}.constructor`
    : `${owner.name}.${name}`;
}
