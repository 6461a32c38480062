import { expect } from "vitest";
import { extractModules } from "../../src/extract/extract-file.ts";
import { buildProgram } from "../../src/link/build-program.ts";
import { defaultLimits, type Limits } from "../../src/model/options.ts";
import type { Program } from "../../src/model/program.ts";
import { findFlows, matchProgram, sourcesAsPropagators, type TaintResult } from "../../src/taint/find-flows.ts";
import type { SinkPort } from "../../src/taint/match-sinks.ts";
import { houseRules } from "./house-rules.ts";

const house = await houseRules();

/**
 * Finds the flows of a program under the house rules and compares them, one line for each call of a vendor, as written:
 *
 *   send(label(visit)) ← health.condition, identifier.email
 *   send(plan) ← nothing
 *   send("open") ← health.condition decides        the call runs only for one answer
 */
export function check(source: string, printed: string, rules = house): void {
  const { program, sinks, taint } = solve(source, {}, rules);
  const calls = new Map(sinks.map((sink) => [sink.call, new Set<string>()]));
  for (const flow of taint.flows) calls.get(flow.sinkCall)?.add(`${flow.label}${flow.implicit ? " decides" : ""}`);
  const found = [...calls].map(
    ([call, labels]) => `${textOfCall(program, call, source)} ← ${[...labels].sort().join(", ") || "nothing"}`,
  );
  const expected = printed.split("\n").map((line) => line.trim());
  expect(found.sort()).toEqual(expected.filter((line) => line !== "").sort());
}

export function solve(
  source: string,
  limits: Partial<Limits> = {},
  rules = house,
  isHealthProduct = true,
): { readonly program: Program; readonly sinks: readonly SinkPort[]; readonly taint: TaintResult } {
  const bounds = { ...defaultLimits, ...limits };
  const { modules } = extractModules([{ path: "clinic.ts", text: source }]);
  const { program, types } = buildProgram(modules, {
    layout: { packages: [], compilerSettings: [] },
    propagators: [...rules.propagators, ...sourcesAsPropagators(rules.sources)],
    sinks: rules.sinks,
    http: { clients: [], routes: [], mounts: [] },
    otherSpecs: [...rules.sanitizers, ...rules.consent],
    limits: bounds,
  });
  const options = { limits: bounds, isHealthProduct, packageFolders: [], isTracked: () => false };
  const matched = matchProgram(program, rules, bounds);
  return { program, sinks: matched.sinks, taint: findFlows(program, types, rules, matched, options) };
}

function textOfCall(program: Program, index: number, source: string): string {
  const call = program.calls[index];
  return call ? source.slice(call.start, call.end) : "?";
}
