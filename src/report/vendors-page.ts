import type { RuleSet, SinkSpec, TrackerSpec, Vendor } from "../model/rule-set.ts";
import { compareText } from "../util/compare-text.ts";

/** More of one kind are counted, not named. */
const shown = 6;

/**
 * The page of all vendors as Markdown, final line break included: by class, what each is recognised by. It is made of the rules, so it
 * names nothing that is not looked for.
 */
export function vendorsPage({ vendors, sinks, trackers }: Pick<RuleSet, "vendors" | "sinks" | "trackers">): string {
  const known = [...vendors.values()].map((vendor) => ({
    vendor,
    sinks: sinks.filter((sink) => sink.vendor.id === vendor.id),
    trackers: trackers.filter((tracker) => tracker.vendor.id === vendor.id),
  }));
  const recognised = known.filter((each) => each.sinks.length + each.trackers.length > 0);
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
    ...parts,
  ]
    .join("\n")
    .trimEnd()}\n`;
}

const heading = [
  "| Vendor | Id | Calls | Packages | Requests to | Records by itself |",
  "| --- | --- | --- | --- | --- | --- |",
];

interface Recognised {
  readonly vendor: Vendor;
  readonly sinks: readonly SinkSpec[];
  readonly trackers: readonly TrackerSpec[];
}

function row({ vendor, sinks, trackers }: Recognised): string {
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
  const hosts = sinks.flatMap(({ endpoint }) => endpoint?.hosts ?? []);
  const records = trackers.flatMap((tracker) => tracker.records);
  return `| ${[vendor.name, code([vendor.id]), code(globals), code(packages), code(hosts), [...new Set(records)].join(", ")].join(" | ")} |`;
}

function code(texts: readonly string[]): string {
  const all = [...new Set(texts)].sort(compareText);
  const named = all.slice(0, shown).map((text) => `\`${text.replaceAll("|", "\\|")}\``);
  return [...named, ...(all.length > shown ? [`${String(all.length - shown)} more`] : [])].join(", ");
}
