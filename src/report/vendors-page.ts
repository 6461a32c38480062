import type { RuleSet, SinkSpec, TrackerSpec, Vendor } from "../model/rule-set.ts";
import { compareText } from "../util/compare-text.ts";
import { countOf, printNumber } from "../util/count-of.ts";
import type { VendorFixture } from "./vendor-fixtures.ts";

/** More of one kind are counted, not named. */
const shown = 6;

/**
 * The page of all vendors as Markdown, final line break included: by class, what each is recognised by and what its fixtures show. It
 * is made of the rules, so it names nothing that is not looked for.
 */
export function vendorsPage(
  { vendors, sinks, trackers }: Pick<RuleSet, "vendors" | "sinks" | "trackers">,
  fixtures: ReadonlyMap<string, VendorFixture>,
): string {
  const recognised = [...vendors.values()]
    .map((vendor) => ({
      vendor,
      signs: signsOf(
        sinks.filter((sink) => sink.vendor.id === vendor.id),
        trackers.filter((tracker) => tracker.vendor.id === vendor.id),
      ),
      fixture: fixtures.get(vendor.id),
    }))
    .filter(({ signs }) => signs.isSome);
  const classes = [...new Set(recognised.map(({ vendor }) => vendor.class))].sort();
  const parts = classes.map((name) => {
    const rows = recognised
      .filter(({ vendor }) => vendor.class === name)
      .sort((a, b) => compareText(a.vendor.name.toLowerCase(), b.vendor.name.toLowerCase()));
    return [`## ${name} (${String(rows.length)})`, "", ...heading, ...rows.map(row), ""].join("\n");
  });
  return `${[
    "# Vendors",
    "",
    `${recognised.length === 1 ? "One vendor is" : `${String(recognised.length)} vendors are`} built in. The class decides which rules speak of a vendor. \`phi-lint explain <id>\` lists the calls of one`,
    "and the roles of their arguments; `rules/sinks/` has a file for each, which says where its facts come from.",
    "",
    totals(recognised),
    "",
    "The last column is what the programs in `fixtures/vendors/` promise, and the tests hold: the findings in programs that leak, and",
    "whether a program that uses the vendor as it should be stays silent. Limits are findings that are missing, or too many, and known.",
    "",
    ...parts,
  ]
    .join("\n")
    .trimEnd()}\n`;
}

const heading = [
  "| Vendor | Id | Calls | Packages | Requests to | Records by itself | Fixture |",
  "| --- | --- | --- | --- | --- | --- | --- |",
];

/** What a vendor is recognised by. */
interface Signs {
  readonly isSome: boolean;
  readonly globals: readonly string[];
  readonly packages: readonly string[];
  /** Ways of calling the vendor, each global or member of a package counted. */
  readonly callForms: number;
  readonly endpoints: number;
  readonly hosts: readonly string[];
  readonly records: readonly string[];
}

interface Recognised {
  readonly vendor: Vendor;
  readonly signs: Signs;
  readonly fixture: VendorFixture | undefined;
}

function signsOf(sinks: readonly SinkSpec[], trackers: readonly TrackerSpec[]): Signs {
  // The calls of an endpoint are those of every HTTP client.
  const own = sinks.filter(({ endpoint }) => endpoint === undefined).map(({ callee }) => callee);
  const paths = own.flatMap((callee) => (callee.kind === "api" ? callee.paths : []));
  const globals = [
    ...paths.flatMap((path) => (path.startsWith("global#") ? [path.slice("global#".length)] : [])),
    ...own.flatMap((callee) => (callee.kind === "callee" ? callee.globs : [])),
  ];
  const packages = [
    ...paths.flatMap((path) => /^npm:([^#]+)/.exec(path)?.[1] ?? []),
    ...trackers.flatMap((tracker) => tracker.packages),
  ];
  const endpoints = sinks.filter(({ endpoint }) => endpoint !== undefined);
  return {
    isSome: sinks.length + trackers.length > 0,
    globals: distinct(globals),
    packages: distinct(packages),
    callForms: new Set(own.flatMap((callee) => (callee.kind === "api" ? callee.paths : callee.globs))).size,
    endpoints: new Set(endpoints.map(({ id }) => id)).size,
    hosts: distinct(endpoints.flatMap(({ endpoint }) => endpoint?.hosts ?? [])),
    records: [...new Set(trackers.flatMap((tracker) => tracker.records))],
  };
}

function totals(all: readonly Recognised[]): string {
  const sum = (count: (each: Recognised) => number): number => all.reduce((total, each) => total + count(each), 0);
  const counts = [
    countOf(
      sum(({ signs }) => signs.callForms),
      "form of a call",
      "forms of calls",
    ),
    countOf(new Set(all.flatMap(({ signs }) => signs.packages)).size, "package"),
    countOf(
      sum(({ signs }) => signs.endpoints),
      "endpoint",
    ),
    countOf(new Set(all.flatMap(({ signs }) => signs.hosts)).size, "host"),
    countOf(
      sum(({ fixture }) => fixture?.found ?? 0),
      "finding",
    ),
  ];
  const pairs = all.filter(({ fixture }) => fixture !== undefined && fixture.found > 0 && fixture.hasSilentTwin).length;
  return `Together: ${counts.join(", ")} in the fixtures; ${printNumber(pairs)} of ${countOf(all.length, "vendor")} with a fixture that leaks and a silent twin.`;
}

function row({ vendor, signs, fixture }: Recognised): string {
  const { globals, packages, hosts, records } = signs;
  const cells = [vendor.name, code([vendor.id]), code(globals), code(packages), code(hosts), records.join(", ")];
  return `| ${[...cells, state(fixture)].join(" | ")} |`;
}

function state(fixture: VendorFixture | undefined): string {
  if (fixture === undefined) return "none";
  return [
    `${String(fixture.found)} found`,
    ...(fixture.limits > 0 ? [countOf(fixture.limits, "limit")] : []),
    ...(fixture.hasSilentTwin ? ["silent twin"] : []),
  ].join(", ");
}

function code(texts: readonly string[]): string {
  const named = texts.slice(0, shown).map((text) => `\`${text.replaceAll("|", "\\|")}\``);
  return [...named, ...(texts.length > shown ? [`${String(texts.length - shown)} more`] : [])].join(", ");
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareText);
}
