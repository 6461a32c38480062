import type { Diagnostic } from "../../model/diagnostic.ts";
import type { AnalysisResult, Coverage, DeadEnd, FileCoverage } from "../../model/finding.ts";
import { printLocation } from "../../model/location.ts";
import { compareText } from "../../util/compare-text.ts";
import { countOf, printNumber } from "../../util/count-of.ts";
import { groupBy } from "../../util/group-by.ts";
import { paragraph, type TextStyle } from "./text-style.ts";

/** Reasons, vendors and diagnostics shown unless everything is asked for. */
const maximumShown = 4;

/** What was looked at and what was not. */
export function coverageBlock({ coverage, diagnostics }: AnalysisResult, style: TextStyle): string {
  const row = (name: string, text: string): string => paragraph(style, `  ${name.padEnd(9)} `, text, style.theme.faint);
  const bounds = diagnostics.filter((diagnostic) => diagnostic.code === "bound-met");
  const others = diagnostics.filter((diagnostic) => diagnostic.code !== "bound-met");
  return [
    style.theme.strong("Coverage"),
    row("Files", filesSentence(coverage)),
    ...fileRows("partly", coverage.partial, style).map((line) => row("", line)),
    ...fileRows("skipped", coverage.skipped, style).map((line) => row("", line)),
    row("Calls", callsSentence(coverage)),
    row("Vendors", vendorsSentence(coverage, style)),
    row("Health", healthSentence(coverage)),
    ...allowanceRows(coverage).map((line, index) => row(index === 0 ? "Allowed" : "", line)),
    ...diagnosticRows(bounds, "met", style).map((line, index) => row(index === 0 ? "Bounds" : "", line)),
    ...deadEndRows(coverage).map((line, index) => row(index === 0 ? "Ends" : "", line)),
    ...otherRows(others, style).map((line, index) => row(index === 0 ? "Notes" : "", line)),
  ].join("\n");
}

function filesSentence({ filesAnalyzed, partial, skipped }: Coverage): string {
  const partly = partial.length === 0 ? "" : `, ${printNumber(partial.length)} of them in part`;
  return `${printNumber(filesAnalyzed)} analysed${partly}; ${printNumber(skipped.length)} skipped`;
}

/** Files by reason, the most frequent first: `skipped 3: a test file (src/a.test.ts, …)`. */
function fileRows(word: string, files: readonly FileCoverage[], style: TextStyle): readonly string[] {
  if (style.verbose) return files.map(({ file, reason }) => `${word} ${file}: ${reason}`);
  const byReason = new Map<string, string[]>();
  for (const { file, reason } of files) {
    const group = byReason.get(reason);
    if (group === undefined) byReason.set(reason, [file]);
    else group.push(file);
  }
  const groups = [...byReason].sort(([a, first], [b, second]) => second.length - first.length || compareText(a, b));
  const rows = groups.slice(0, maximumShown).map(([reason, [first = "", ...more]]) => {
    return `${word} ${printNumber(more.length + 1)}: ${reason} (${first}${more.length > 0 ? ", …" : ""})`;
  });
  return groups.length > maximumShown
    ? [...rows, `${word}: ${countOf(groups.length - maximumShown, "more reason")}, shown by --verbose`]
    : rows;
}

function callsSentence({ callSites, callSitesResolved }: Coverage): string {
  if (callSites === 0) return "none found";
  const share = ((100 * callSitesResolved) / callSites).toFixed(1);
  return `${printNumber(callSitesResolved)} of ${printNumber(callSites)} call sites resolved (${share} %)`;
}

function vendorsSentence({ vendors }: Coverage, style: TextStyle): string {
  if (vendors.length === 0) return "none seen";
  const shown = style.verbose ? vendors : vendors.slice(0, 2 * maximumShown);
  const hidden = vendors.length - shown.length;
  const names = shown.map(({ vendor, calls }) => `${vendor.name} (${countOf(calls, "call")})`);
  return [...names, ...(hidden > 0 ? [`${printNumber(hidden)} more`] : [])].join(", ");
}

function healthSentence({ healthContext }: Coverage): string {
  const decision = healthContext.decision === "yes" ? "treated as a health product" : "not treated as a health product";
  return `${decision}: ${healthContext.because}`;
}

/** What the settings keep silent is said, and so is an entry that keeps nothing silent. */
function allowanceRows({ allowances }: Coverage): readonly string[] {
  return allowances.map(({ place, vendor, labels, flows }) => {
    const data = `${labels.join(", ")} to ${vendor}`;
    return flows === 0
      ? `no flow by ${place} (${data}): nothing that was found needs it`
      : `${countOf(flows, "flow")} by ${place} (${data})`;
  });
}

/** Why nothing, or less, may have been found: what goes into unknown calls first, then what unknown calls give. */
function deadEndRows({ deadEnds = [] }: Coverage): readonly string[] {
  const withData = deadEnds.flatMap((end) => {
    if (!end.data) return [];
    const { data, sink, vendor } = end;
    const reaches = `${printLocation(sink.location)} \`${sink.callee}\` to ${vendor.name}`;
    return [`${reaches}: \`${data.field}\` (${data.label}) goes into ${unknownCall(end)}, which may hand it on`];
  });
  const others = groupBy(
    deadEnds.filter(({ data }) => data === undefined),
    (end) =>
      end.reason === "unknown-caller"
        ? `what ${unknownCall(end)} calls its function with`
        : `what ${unknownCall(end)} gives`,
  );
  const unknown = [...others].map(([what, ends]) => {
    const sinks = [...new Set(ends.map(({ sink }) => `${printLocation(sink.location)} \`${sink.callee}\``))];
    const more = sinks.length > maximumShown ? `, and ${printNumber(sinks.length - maximumShown)} more` : "";
    return `${what} is not known; it may reach ${sinks.slice(0, maximumShown).join(", ")}${more}`;
  });
  return [...withData, ...unknown];
}

function unknownCall({ reason, call }: DeadEnd): string {
  const place = `\`${call.callee}\` at ${printLocation(call.location)}`;
  if (call.api !== undefined) return `${place} (\`${call.api}\`, of which no rule speaks)`;
  return reason === "unknown-caller" ? `${place} (not resolved)` : `${place} (its target was not found)`;
}

function diagnosticRows(diagnostics: readonly Diagnostic[], word: string, style: TextStyle): readonly string[] {
  const shown = style.verbose ? diagnostics : diagnostics.slice(0, maximumShown);
  const hidden = diagnostics.length - shown.length;
  return [
    ...shown.map((diagnostic) => diagnostic.message),
    ...(hidden > 0 ? [`${printNumber(hidden)} more ${word}, shown by --verbose`] : []),
  ];
}

/** Notes on single files repeat much of what the rows on files say, so only their number is shown unless asked for. */
function otherRows(diagnostics: readonly Diagnostic[], style: TextStyle): readonly string[] {
  if (diagnostics.length === 0) return [];
  if (style.verbose) return diagnostics.map((diagnostic) => diagnostic.message);
  return [`${countOf(diagnostics.length, "note")} on files and imports, shown by --verbose`];
}
