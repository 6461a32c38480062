import type { ConstantEvaluator } from "../model/constants.ts";
import type { LoadedTracker } from "../model/loaded-tracker.ts";
import { createCalleeMatcher } from "../model/match-callee.ts";
import { NodeKind } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";
import type { CallPattern, Recording, SinkSpec, TrackerSpec } from "../model/rule-set.ts";
import { valuesAt } from "../model/values-at.ts";
import { ScriptIndex } from "./script-index.ts";

/** A call of the program that a sink rule speaks of. */
export interface VendorCall {
  readonly call: number;
  readonly spec: SinkSpec;
}

/** The calls by which a tracker is seen, so that linking resolves them. */
export function callsOfTracker({ starts, settings }: TrackerSpec): readonly CallPattern[] {
  return [...starts, ...settings];
}

type Place = Pick<LoadedTracker, "call" | "module" | "owner" | "start" | "end" | "written">;

/**
 * Which trackers the program loads, and where: by the address of their script, by a call that starts them, by a package that
 * brings them along; and else by any call of their global, which says that the frame of the page loads them. Of these the first
 * that is seen at all counts, so that a tracker with a snippet is not found again at each of its calls. Sorted by rule and place.
 */
export function findTrackers(
  program: Program,
  evaluator: ConstantEvaluator,
  trackers: readonly TrackerSpec[],
  vendorCalls: readonly VendorCall[],
): readonly LoadedTracker[] {
  const seen: readonly (readonly [LoadedTracker["evidence"], ReadonlyMap<TrackerSpec, Place[]>])[] = [
    ["script", scriptPlaces(program, trackers)],
    ["start", startPlaces(program, evaluator, trackers)],
    ["package", packagePlaces(program, trackers)],
    ["used", usePlaces(program, trackers, vendorCalls)],
  ];
  const settings = settingsMade(program, evaluator, trackers);
  return trackers.flatMap((tracker) => {
    const found = seen.find(([, places]) => places.has(tracker));
    if (!found) return [];
    const [evidence, byTracker] = found;
    const places = byTracker.get(tracker) ?? [];
    const kept = evidence === "script" || evidence === "start" ? firstOfModule(places) : places.slice(0, 1);
    const records = recordingsOf(tracker, settings.get(tracker) ?? []);
    return kept.map((place) => ({ tracker, evidence, records, ...place }));
  });
}

function scriptPlaces(program: Program, trackers: readonly TrackerSpec[]): Map<TrackerSpec, Place[]> {
  const index = new ScriptIndex(trackers);
  const places = new Map<TrackerSpec, Place[]>();
  for (let node = 0; node < program.nodeCount; node++) {
    if (program.nodeKind[node] !== NodeKind.constant) continue;
    for (const tracker of index.trackersIn(program.nameOf(node) ?? ""))
      push(places, tracker, placeOfNode(program, node));
  }
  return places;
}

function startPlaces(
  program: Program,
  evaluator: ConstantEvaluator,
  trackers: readonly TrackerSpec[],
): Map<TrackerSpec, Place[]> {
  const patterns = trackers.flatMap((tracker) => tracker.starts.map((start) => ({ ...start, tracker })));
  const places = new Map<TrackerSpec, Place[]>();
  for (const { call, pattern } of matchingCalls(program, evaluator, patterns))
    push(places, pattern.tracker, placeOfCall(program, call));
  return places;
}

function packagePlaces(program: Program, trackers: readonly TrackerSpec[]): Map<TrackerSpec, Place[]> {
  const byPackage = new Map(trackers.flatMap((tracker) => tracker.packages.map((name) => [name, tracker] as const)));
  const places = new Map<TrackerSpec, Place[]>();
  program.modules.forEach((module, index) => {
    for (const imported of module.imports) {
      const tracker = byPackage.get(module.strings[imported.specifier] ?? "");
      if (tracker) push(places, tracker, placeOfNode(program, imported.node + (program.nodeBase[index] ?? 0)));
    }
  });
  return places;
}

/** Calls of a global: only a script that runs in the page makes one. */
function usePlaces(
  program: Program,
  trackers: readonly TrackerSpec[],
  vendorCalls: readonly VendorCall[],
): Map<TrackerSpec, Place[]> {
  const places = new Map<TrackerSpec, Place[]>();
  for (const { call: index, spec } of vendorCalls) {
    const call = program.calls[index];
    const { callee } = spec;
    if (!call || callee.kind !== "api" || spec.endpoint) continue;
    const isGlobal = program.targets[index]?.apis.some(
      (api) => api.startsWith("global#") && callee.paths.includes(api),
    );
    if (isGlobal !== true) continue;
    for (const tracker of trackers)
      if (tracker.vendor.id === spec.vendor.id) push(places, tracker, placeOfCall(program, index));
  }
  return places;
}

type Setting = TrackerSpec["settings"][number];

/** The settings that the program makes, by tracker. */
function settingsMade(
  program: Program,
  evaluator: ConstantEvaluator,
  trackers: readonly TrackerSpec[],
): ReadonlyMap<TrackerSpec, Setting[]> {
  const patterns = trackers.flatMap((tracker) => tracker.settings.map((setting) => ({ ...setting, tracker })));
  const made = new Map<TrackerSpec, Setting[]>();
  for (const { pattern } of matchingCalls(program, evaluator, patterns)) push(made, pattern.tracker, pattern);
  return made;
}

/** What a tracker records by itself, after what the program tells it: what one call stops, no other brings back. */
function recordingsOf({ records }: TrackerSpec, settings: readonly Setting[]): ReadonlySet<Recording> {
  const stopped = new Set(settings.flatMap(({ stops }) => stops));
  return new Set([...records, ...settings.flatMap(({ adds }) => adds)].filter((what) => !stopped.has(what)));
}

/** The calls of the program that patterns speak of, in program order. A condition on what is not constant does not hold. */
function matchingCalls<Pattern extends CallPattern>(
  program: Program,
  evaluator: ConstantEvaluator,
  patterns: readonly Pattern[],
): { readonly call: number; readonly pattern: Pattern }[] {
  if (patterns.length === 0) return [];
  const matcher = createCalleeMatcher(patterns);
  const found: { call: number; pattern: Pattern }[] = [];
  program.calls.forEach((call, index) => {
    const apis = program.targets[index]?.apis ?? [];
    const candidates = new Set(call.written === "" ? [] : matcher.byWritten(call.written));
    for (const api of apis) for (const pattern of matcher.byApi(api)) candidates.add(pattern);
    for (const pattern of candidates) {
      const holds = pattern.when.every(({ port, values }) =>
        valuesAt(call, port, evaluator).some((value) => values.some((wanted) => String(wanted) === value)),
      );
      if (holds) found.push({ call: index, pattern });
    }
  });
  return found;
}

function placeOfNode(program: Program, node: number): Place {
  return {
    call: -1,
    module: program.nodeModule[node] ?? 0,
    owner: program.nodeOwner[node] ?? 0,
    start: program.nodeStart[node] ?? 0,
    end: program.nodeEnd[node] ?? 0,
    written: "",
  };
}

function placeOfCall(program: Program, call: number): Place {
  const { module = 0, owner = 0, start = 0, end = 0, written = "" } = program.calls[call] ?? {};
  return { call, module, owner, start, end, written };
}

function firstOfModule(places: readonly Place[]): readonly Place[] {
  const byModule = new Map<number, Place>();
  for (const place of places) {
    const known = byModule.get(place.module);
    if (!known || place.start < known.start) byModule.set(place.module, place);
  }
  return [...byModule.values()];
}

function push<T>(lists: Map<TrackerSpec, T[]>, tracker: TrackerSpec, value: T): void {
  const list = lists.get(tracker);
  if (list) list.push(value);
  else lists.set(tracker, [value]);
}
