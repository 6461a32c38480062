import type { Confidence, Consent, Finding, Flow } from "../model/finding.ts";
import type { CarePage, LoadedTracker, Presence } from "../model/loaded-tracker.ts";
import type { AllowSpec, PageKind, Recording, RuleSpec } from "../model/rule-set.ts";
import { joinWords } from "../util/join-words.ts";
import type { FindingsInput } from "./findings-input.ts";
import { contentHash } from "./content-hash.ts";
import { fingerprintFlow } from "./fingerprint.ts";
import { functionPathOf } from "./function-path.ts";
import { isAllowed } from "./is-allowed.ts";

/** What being seen on a page that is about care tells; settings allow it by this label, or by `health`. */
const pageLabel = "health.page";
/** Pages that a message names; others are counted. */
const namedPages = 3;

export interface PresenceInput extends FindingsInput {
  /** Whether findings tell already of data that a vendor receives from some of the modules. */
  readonly isNamed: (vendor: string, modules: readonly number[]) => boolean;
  /** Counts what the settings let pass. */
  readonly allowed: Map<AllowSpec, number>;
}

/** Trackers that tell by being loaded: one finding for each vendor and place that loads it, one flow for each page. */
export function presenceFindings(input: PresenceInput): readonly Finding[] {
  return input.presences.flatMap((presence) => {
    const rule = input.ruleSet.rules.get(presence.rule);
    const { vendor } = presence.loaded.tracker;
    const pages = presence.pages.filter(({ modules }) => !input.isNamed(vendor.id, modules));
    if (!rule || pages.length === 0) return [];
    const allow = input.ruleSet.allow.find((each) => isAllowed(vendor, pageLabel, each));
    if (allow) {
      input.allowed.set(allow, (input.allowed.get(allow) ?? 0) + pages.length);
      return [];
    }
    return [findingOf(input, rule, { ...presence, pages })];
  });
}

function findingOf(input: PresenceInput, rule: RuleSpec, { loaded, pages }: Presence): Finding {
  const { program, locate, textAt, repositoryPath } = input;
  const { tracker } = loaded;
  const file = program.modules[loaded.module]?.path ?? "";
  const functionPath = functionPathOf(program, loaded.owner);
  const content = contentHash(textAt(file, loaded.start, loaded.end));
  const location = locate(file, loaded.start, loaded.end);
  const identities = pages.map((page) => {
    const parts = {
      rule: rule.id,
      vendor: tracker.vendor.id,
      sink: tracker.id,
      port: "page",
      label: pageLabel,
      field: nameOf(input, page),
      file: repositoryPath + file,
      function: functionPath,
    };
    return { fingerprint: fingerprintFlow(parts), ...parts, content, shape: content };
  });
  const flows = pages.map((page, index): Flow => ({
    label: pageLabel,
    field: nameOf(input, page),
    steps: [
      { kind: "source", location: placeOf(input, page), message: `\`${nameOf(input, page)}\` ${kindNames[page.kind]}` },
      { kind: "sink", location, message: `${tracker.vendor.name} is ${loaderVerb(loaded)} here` },
    ],
    transforms: [],
    implicit: false,
    confidence: confidenceOf(loaded, page),
    fingerprint: identities[index]?.fingerprint ?? "",
  }));
  const by = loaded.call < 0 ? undefined : input.consentOf(loaded.call);
  const consent: Consent = by === undefined ? { kind: "none" } : { kind: "guarded", by };
  return {
    ruleId: rule.id,
    level: pages.every(({ kind }) => kind === "care") || isExcused(loaded, consent) ? "note" : rule.level,
    vendor: tracker.vendor,
    location,
    sink: { id: tracker.id, role: "config", callee: loaded.written, location },
    functionPath,
    message: messageOf(input, rule, loaded, pages),
    confidence:
      (["high", "medium"] as const).find((level) => flows.some(({ confidence }) => confidence === level)) ?? "low",
    consent,
    flows: flows.slice(0, input.flowsPerFinding),
    flowCount: flows.length,
    identities,
  };
}

/** A consent check changes nothing for advertising. */
function isExcused({ tracker }: LoadedTracker, consent: Consent): boolean {
  return consent.kind === "guarded" && tracker.vendor.class !== "advertising";
}

/** Sure where the address of the page is known, and a guess where nothing is seen that loads the tracker. */
function confidenceOf({ evidence }: LoadedTracker, { route, isGuarded }: CarePage): Confidence {
  if (evidence === "used") return "low";
  return route !== "" || isGuarded ? "high" : "medium";
}

function loaderVerb({ evidence }: LoadedTracker): string {
  return evidence === "used" ? "called" : "loaded";
}

function nameOf({ program }: PresenceInput, { route, module }: CarePage): string {
  return route === "" ? (program.modules[module]?.path ?? "") : route;
}

/** What a page asks with, or else the component that it is, or its file. */
function placeOf({ program, locate }: PresenceInput, { field, module }: CarePage): Flow["steps"][number]["location"] {
  const call = program.calls[field];
  const body = program.functionBase[module] ?? 0;
  const own = program.functions.slice(body, program.functionBase[module + 1]);
  const component = own.find(({ name, parent }) => parent === body && /^\p{Lu}/u.test(name));
  const { start, end } = call ?? component ?? { start: 0, end: 1 };
  return locate(program.modules[call?.module ?? module]?.path ?? "", start, end);
}

const kindNames: Readonly<Record<PageKind, string>> = {
  intake: "asks questions before care",
  scheduling: "is for finding a date",
  portal: "is for people who have signed in",
  care: "is about care for everybody",
};

const recordingNames: Readonly<Partial<Record<Recording, string>>> = {
  screen: "what is shown",
  fields: "what is typed",
  clicks: "what is clicked",
};

function messageOf(input: PresenceInput, rule: RuleSpec, loaded: LoadedTracker, pages: readonly CarePage[]): string {
  const named = pages.slice(0, namedPages).map((page) => `\`${nameOf(input, page)}\``);
  if (pages.length > namedPages) named.push(`${String(pages.length - namedPages)} more`);
  const where = joinWords(named);
  const { name } = loaded.tracker.vendor;
  const subject = loaded.evidence === "used" ? `${name}, where every page loads it,` : name;
  const records = [...loaded.records].flatMap((what) => recordingNames[what] ?? []);
  return rule.id === "recorder-on-intake"
    ? `${subject} records ${joinWords(records)} on ${where}, where health data is asked for.`
    : `${subject} learns who visits ${where}, because it runs there.`;
}
