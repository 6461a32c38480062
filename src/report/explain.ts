import type { AnalysisResult, Finding, Flow, FlowIdentity, Step } from "../model/finding.ts";
import { createCalleeMatcher } from "../model/match-callee.ts";
import { printPort } from "../model/print-port.ts";
import type { CalleePattern } from "../model/port.ts";
import type { RuleSet, RuleSpec, SinkSpec, TrackerSpec, Vendor } from "../model/rule-set.ts";
import { visibleText } from "../util/visible-text.ts";
import { combineFingerprints } from "./combine-fingerprints.ts";
import type { ReportContext } from "./report-context.ts";
import { createSourceLines } from "./source-lines.ts";
import { placeBlock } from "./text/place-block.ts";
import { stepList } from "./text/step-list.ts";
import { paragraph, textStyle } from "./text/text-style.ts";

/** A rule as the terminal shows it: what it is, why, what to do, and its long help. */
export function explainRule(
  { id, title, level, severity, summary, remedy, help }: RuleSpec,
  context: ReportContext,
): string {
  const style = textStyle(context);
  return `${[
    `${style.theme.strong(title)}\n${style.theme.faint(`${id}, level ${level}, severity ${severity.toFixed(1)} of 10`)}`,
    paragraph(style, "Why  ", summary, style.theme.strong),
    paragraph(style, "Do   ", remedy, style.theme.strong),
    help.trim(),
  ].join("\n\n")}\n`;
}

/** A vendor and the calls by which it is recognised. */
export function explainVendor(vendor: Vendor, ruleSet: RuleSet, context: ReportContext): string {
  const { theme } = textStyle(context);
  const own = ruleSet.sinks.filter((sink) => sink.vendor.id === vendor.id);
  const sinks = own.map(
    (sink) =>
      `  ${theme.strong(sink.id)}\n${sinkLines(sink)
        .map((line) => `    ${line}\n`)
        .join("")}`,
  );
  return `${theme.strong(vendor.name)}\n${theme.faint(`${vendor.id}, ${vendor.class}`)}\n\n${sinks.join("")}`;
}

/** One flow of a finding, by the beginning of its fingerprint. */
export interface NamedFlow {
  /** The whole fingerprint that was asked for: its own, or that of its finding, by which code scanning and GitLab know it. */
  readonly name: string;
  readonly finding: Finding;
  readonly identity: FlowIdentity;
  /** Absent when the flow is beyond `limits.flowsPerFinding`. */
  readonly flow: Flow | undefined;
}

/** The flows whose fingerprint begins so, whether open or accepted. */
export function flowsNamed({ findings, review }: AnalysisResult, beginning: string): readonly NamedFlow[] {
  const all = [...findings, ...(review?.accepted ?? []).map(({ finding }) => finding)];
  return all.flatMap((finding) => {
    const ofFinding = combineFingerprints(finding);
    return finding.identities.flatMap((identity, index): NamedFlow[] => {
      const name = [identity.fingerprint, ofFinding].find((each) => each.startsWith(beginning));
      return name === undefined ? [] : [{ name, finding, identity, flow: finding.flows[index] }];
    });
  });
}

/** A flow in full: each step with its code and why it is taken, and the rule data that made it a finding. */
export function explainFlow({ finding, identity, flow }: NamedFlow, ruleSet: RuleSet, context: ReportContext): string {
  const style = textStyle(context);
  const sourceLines = createSourceLines(context.readText);
  const rule = ruleSet.rules.get(finding.ruleId);
  const sink = ruleSet.sinks.find(({ id }) => id === identity.sink);
  const tracker = ruleSet.trackers.find(({ id }) => id === identity.sink);
  const evidence = evidenceOf(identity, ruleSet);
  const row = (name: string, text: string): string => paragraph(style, `  ${name.padEnd(9)} `, text, style.theme.faint);
  return `${[
    placeBlock([{ ...finding, flows: [] }], () => rule, sourceLines, style),
    "",
    style.theme.strong(`The path of \`${visibleText(identity.field)}\``),
    ...(flow === undefined
      ? [paragraph(style, "  ", "Not among the paths shown; raise `limits.flowsPerFinding` in the settings to see it.")]
      : stepList(tracker ? flow.steps : withEvidence(flow.steps, evidence), sourceLines, style)),
    "",
    style.theme.strong("What matched"),
    tracker
      ? row("Page", `\`${identity.field}\`, by its address, its file or a guard`)
      : row("Data", `\`${identity.field}\` is ${identity.label}, by ${evidence}`),
    row("Vendor", `${finding.vendor.name} (${finding.vendor.id}, ${finding.vendor.class})`),
    tracker
      ? row("Tracker", `\`${tracker.id}\`, which is seen by ${trackerEvidence(tracker)}`)
      : row(
          "Call",
          `\`${finding.sink.callee}()\` by \`${identity.sink}\`, port ${identity.port} as ${finding.sink.role}`,
        ),
    ...(sink === undefined ? [] : sinkLines(sink).map((line) => row("", line))),
    row("Rule", `${finding.ruleId}, level ${finding.level}, confidence ${finding.confidence}`),
    row(
      "Name",
      `${identity.fingerprint}: ${identity.file}${identity.function === "" ? "" : ` in ${identity.function}`}`,
    ),
  ].join("\n")}\n`;
}

/** The first step says by which words or sources the data was recognised. */
function withEvidence([first, ...others]: readonly Step[], evidence: string): readonly Step[] {
  if (first === undefined) return [];
  return [{ ...first, reason: `it is recognised by ${evidence}` }, ...others];
}

/** The words of the lexicon, or the sources of the rules, by which the data was recognised. */
function evidenceOf({ field, label }: FlowIdentity, { lexicon, sources }: RuleSet): string {
  const parts = field.split(/[.[\]()]+/).filter((part) => part !== "");
  const matches = [...parts, field].flatMap((part) =>
    lexicon
      .matchName(part)
      .filter((match) => match.label === label)
      .map(({ strength, term }) => `the ${strength} word "${term}"${strength === "weak" ? " beside strong ones" : ""}`),
  );
  const called = createCalleeMatcher(sources).byWritten(field.replace(/\(.*$/, ""));
  const named = [...called, ...sources.filter(({ id }) => id === field)]
    .filter(({ labels }) => labels.includes(label))
    .map(({ id }) => `the source \`${id}\``);
  const evidence = [...new Set([...named, ...matches])];
  return evidence.length === 0 ? "a source of the rules or a declared type" : evidence.join(", ");
}

/** How the rules recognise that a tracker is loaded. */
function trackerEvidence({ scripts, packages, starts }: TrackerSpec): string {
  return [...scripts, ...packages, ...starts.map(({ callee }) => printCallee(callee))].join(", ");
}

function sinkLines({ callee, endpoint, when, ports }: SinkSpec): readonly string[] {
  const conditions = when.map(({ port, values }) => `${printPort(port)} is ${values.map(String).join(" or ")}`);
  return [
    endpoint === undefined ? printCallee(callee) : `HTTP to ${endpoint.hosts.join(", ")}${endpoint.paths.join(", ")}`,
    ...(conditions.length === 0 ? [] : [`when ${conditions.join(" and ")}`]),
    ports.map(({ port, role }) => `${printPort(port)}: ${role}`).join(", "),
  ];
}

function printCallee(callee: CalleePattern): string {
  return callee.kind === "api" ? callee.paths.join(", ") : `calls written ${callee.globs.join(", ")}`;
}
