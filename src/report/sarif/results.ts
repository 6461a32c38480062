import type { Location as SarifLocation, ReportingDescriptor, Result, Suppression } from "sarif";
import type { AcceptedFinding, Consent, Finding, Flow } from "../../model/finding.ts";
import type { Level } from "../../model/rule-set.ts";
import { codeFlowsOf } from "./code-flows.ts";
import type { LogShape } from "./fit-size.ts";
import { physicalLocationOf, primaryLocationOf } from "./locations.ts";
import { linkedMessage, plainMessage } from "./message.ts";
import type { Cut } from "./notifications.ts";
import { partialFingerprintsOf, type LineHashes } from "./partial-fingerprints.ts";
import { lineHashes } from "../line-hash.ts";

const gravity: Record<Level, number> = { error: 0, warning: 1, note: 2 };

/** A finding to be reported, and who accepted it. */
export interface ReportedFinding {
  readonly finding: Finding;
  readonly by?: AcceptedFinding["by"];
  readonly reason?: string;
}

/** All findings as SARIF results in their order, and what had to be left out. */
export function resultsOf(
  findings: readonly ReportedFinding[],
  rules: readonly ReportingDescriptor[],
  readText: (file: string) => string | undefined,
  shape: LogShape,
): { readonly results: readonly Result[]; readonly cuts: readonly Cut[] } {
  const kept = gravest(findings, shape.maximumResults);
  const ruleIndexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const hashesOf = createLineHashes(readText);
  const cuts: Cut[] = [];
  if (kept.length < findings.length) cuts.push({ kind: "results", count: findings.length - kept.length });
  const results = kept.map(({ finding, by, reason }) => {
    const { codeFlows, stepsCut } = codeFlowsOf(shownPaths(finding.flows, shape));
    if (stepsCut > 0) cuts.push({ kind: "steps", count: stepsCut, finding });
    return {
      ruleId: finding.ruleId,
      ruleIndex: ruleIndexes.get(finding.ruleId) ?? -1,
      level: finding.level,
      message: { text: linkedMessage(finding.message, finding.flows) },
      locations: [primaryLocationOf(finding.location, finding.functionPath)],
      relatedLocations: finding.flows.flatMap(sourceLocationsOf),
      codeFlows: [...codeFlows],
      partialFingerprints: partialFingerprintsOf(finding, hashesOf),
      ...(by !== undefined && { suppressions: [suppressionOf(by, reason)] }),
      properties: {
        confidence: finding.confidence,
        consent: printConsent(finding.consent),
        vendor: finding.vendor.id,
        labels: distinct(finding.flows.map((flow) => flow.label)),
        transforms: distinct(finding.flows.flatMap((flow) => flow.transforms)),
      },
    };
  });
  return { results, cuts };
}

function suppressionOf(by: AcceptedFinding["by"], reason: string | undefined): Suppression {
  return {
    kind: by === "comment" ? "inSource" : "external",
    status: "accepted",
    ...(reason !== undefined && { justification: reason }),
  };
}

function shownPaths(flows: readonly Flow[], { paths }: LogShape): readonly Flow[] {
  if (paths === "all") return flows;
  const first = flows.slice(0, 1);
  if (paths === "first") return first;
  return first.map((flow) => ({
    ...flow,
    steps: flow.steps.length < 3 ? flow.steps : [...flow.steps.slice(0, 1), ...flow.steps.slice(-1)],
  }));
}

/** The place where the data of a flow enters; its id is what the links of the message speak of. */
function sourceLocationsOf(flow: Flow, index: number): readonly SarifLocation[] {
  const source = flow.steps[0];
  if (source === undefined) return [];
  return [
    {
      id: index + 1,
      physicalLocation: physicalLocationOf(source.location),
      message: { text: plainMessage(source.message) },
    },
  ];
}

/** The findings of the highest levels, in their first order. */
function gravest(findings: readonly ReportedFinding[], maximum: number): readonly ReportedFinding[] {
  if (findings.length <= maximum) return findings;
  const byGravity = findings.map((finding, index) => ({ finding, index }));
  byGravity.sort((a, b) => gravity[a.finding.finding.level] - gravity[b.finding.finding.level] || a.index - b.index);
  const kept = byGravity.slice(0, maximum).sort((a, b) => a.index - b.index);
  return kept.map(({ finding }) => finding);
}

function createLineHashes(readText: (file: string) => string | undefined): LineHashes {
  const hashesByFile = new Map<string, readonly string[]>();
  return (file) => {
    const known = hashesByFile.get(file);
    if (known !== undefined) return known;
    const text = readText(file);
    const hashes = text === undefined ? [] : lineHashes(text);
    hashesByFile.set(file, hashes);
    return hashes;
  };
}

function printConsent(consent: Consent): string {
  return consent.kind === "none" ? "none" : `guarded(${consent.by})`;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
