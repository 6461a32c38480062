import { spokenCall } from "../model/program.ts";
import type { RawFlow } from "../model/raw-flow.ts";
import type { AllowSpec, NameMatch, PortRole, Transform, VendorClass } from "../model/rule-set.ts";
import { joinWords } from "../util/join-words.ts";
import type { FindingsInput } from "./findings-input.ts";
import { isAllowed } from "./is-allowed.ts";

/**
 * What is put into a page reaches the trackers that read it there:
 *
 *   router.push(`/search?motive=${visitMotive}`);   // any tracker of the page records the address
 *
 * It is told of the gravest of them, so that one line of code is one finding. Nothing is told of a value that names only which
 * entry is shown, nor of an address that data only chooses among others.
 *
 * @param allowed  counts what the settings let pass
 */
export function flowToReaders(
  input: FindingsInput,
  raw: RawFlow,
  allowed: Map<AllowSpec, number>,
): RawFlow | undefined {
  const { program, ruleSet, readersOf } = input;
  if (isOnlyChosen(raw) || isReference(input, raw)) return undefined;
  const readers = readersOf(program.calls[raw.place]?.module ?? -1).filter(({ tracker }) => {
    const allow = ruleSet.allow.find((each) => isAllowed(tracker.vendor, raw.label, each));
    if (allow) allowed.set(allow, (allowed.get(allow) ?? 0) + 1);
    return !allow;
  });
  const sorted = [...readers].sort((a, b) => rank[a.tracker.vendor.class] - rank[b.tracker.vendor.class]);
  const [gravest] = sorted;
  return gravest && { ...raw, spec: { ...raw.spec, vendor: gravest.tracker.vendor }, readers: sorted };
}

const rank: Readonly<Record<VendorClass, number>> = {
  advertising: 0,
  forwarder: 1,
  analytics: 2,
  monitoring: 3,
  "first-party": 4,
};

/**
 * Whether a value only tells which entry is shown. Some name that it has before it is made part of a text says so (`condition.id`,
 * `visitUuid`), or it is called like a record where it is: in `/patients/${visit.patient}` no record can stand.
 */
function isReference({ program, ruleSet }: FindingsInput, { field, stops }: RawFlow): boolean {
  const { opaque } = ruleSet.pages;
  const text = stops.findIndex(({ transform }) => transform === "text");
  if (isOpaque(lastName(field), opaque)) return true;
  const named = stops.slice(0, text + 1).flatMap(({ node, move, field: moved }) => {
    const written = move === "write" && moved !== undefined ? [moved] : [];
    return [...written, program.nameOf(node) ?? ""];
  });
  if (named.some((name) => isOpaque(name, opaque))) return true;
  const asText = stops.flatMap(({ node, transform }) => (transform === "text" ? (program.nameOf(node) ?? []) : []));
  return text >= 0 && [lastName(field), ...asText].some((name) => isRecord(ruleSet.lexicon.matchName(name)));
}

function isRecord(matches: readonly NameMatch[]): boolean {
  return matches.length > 0 && matches.every(({ kind }) => kind === "record");
}

function lastName(field: string): string {
  return field.slice(field.lastIndexOf(".") + 1).replace(/\(\)$/, "");
}

/** Whether what the last word of a name names has no meaning outside of the product. */
function isOpaque(name: string, opaque: ReadonlySet<string>): boolean {
  const word = /(?:^|[^a-z])([a-z]+)$/.exec(name.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase())?.[1];
  return word !== undefined && opaque.has(word);
}

const choices: ReadonlySet<Transform | undefined> = new Set<Transform>(["choice", "compare", "boolean"]);

/** `done ? "/a" : "/b"` says less than `/a?done=${done ? "yes" : "no"}`, in which an answer is written. */
function isOnlyChosen({ stops }: RawFlow): boolean {
  const chosen = stops.findLastIndex(({ transform }) => choices.has(transform));
  return chosen >= 0 && !stops.slice(chosen).some(({ transform, move }) => transform === "text" || move === "write");
}

/** Trackers that a message names; others are counted. */
const namedReaders = 3;

/** "`motive` is put into the page address by `router.push()`; Meta Pixel (loaded in src/ads.ts:3) reads it there." */
export function pageMessage(
  { program, locate }: FindingsInput,
  data: string,
  { role, place, sinkCall, readers = [] }: RawFlow,
): string {
  const named = readers.slice(0, namedReaders).map(({ tracker, evidence, module, start, end }) => {
    const { file, line } = locate(program.modules[module]?.path ?? "", start, end);
    return `${tracker.vendor.name} (${evidence === "used" ? "called" : "loaded"} in ${file}:${String(line)})`;
  });
  if (readers.length > namedReaders) named.push(`${String(readers.length - namedReaders)} more`);
  const composed = program.calls[place];
  const call = composed?.written === "" ? program.calls[sinkCall] : composed;
  const by = call ? ` by \`${spokenCall(call)}\`` : "";
  return `${data} is put into ${pageParts[role] ?? "the page"}${by}, where it is read by ${joinWords(named)}.`;
}

const pageParts: Readonly<Partial<Record<PortRole, string>>> = {
  address: "the page address",
  title: "the page title",
  cookie: "a cookie",
  state: "the state of the page address",
};
