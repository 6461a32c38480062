import type { Finding } from "../../src/model/finding.ts";
import type { Expectation, Promises, SourceMark } from "./expectation.ts";
import { printExpectation, printFinding } from "./print.ts";

export interface Known {
  readonly ruleIds: ReadonlySet<string>;
  readonly vendorIds: ReadonlySet<string>;
}

/**
 * Holds findings against promises, both ways. Gives one readable paragraph per difference; none means that all is kept.
 * When every comment at a place names its label, a flow with another label is a difference too.
 */
export function compare(promises: Promises, reported: readonly Finding[], known: Known): string[] {
  const { expectations } = promises;
  return [
    ...promises.mistakes.map((mistake) => `unreadable  ${mistake}`),
    ...expectations.flatMap((expectation) => unknownNames(expectation, known)),
    ...expectations.flatMap((expectation) => checkExpectation(expectation, reported)),
    ...reported.flatMap((finding) => checkFinding(finding, expectations)),
    ...promises.sourceMarks.flatMap((mark) => checkSourceMark(mark, reported)),
  ];
}

function unknownNames(expectation: Expectation, known: Known): string[] {
  if (!known.ruleIds.has(expectation.ruleId)) return [`no such rule  ${printExpectation(expectation)}`];
  if (!known.vendorIds.has(expectation.vendorId)) return [`no such vendor  ${printExpectation(expectation)}`];
  return [];
}

function checkExpectation(expectation: Expectation, reported: readonly Finding[]): string[] {
  const isReported = reported.some((finding) => answers(finding, expectation));
  switch (expectation.kind) {
    case "found":
      return isReported ? [] : [`missing     ${printExpectation(expectation)}\n    ${expectation.code}`];
    case "missed":
      return isReported ? [`now found   ${printExpectation(expectation)}: write "expect".`] : [];
    case "spurious":
      return isReported ? [] : [`now silent  ${printExpectation(expectation)}: remove the comment.`];
  }
}

function checkFinding(finding: Finding, expectations: readonly Expectation[]): string[] {
  const here = expectations.filter((expectation) => isAbout(expectation, finding) && expectation.kind !== "missed");
  if (here.length === 0) return [`unexpected  ${printFinding(finding, finding.flows)}`];
  const labels = here.map((expectation) => expectation.label);
  if (labels.includes(undefined)) return [];
  const others = finding.flows.filter((flow) => !labels.includes(flow.label));
  return others.length === 0 ? [] : [`unexpected label  ${printFinding(finding, others)}`];
}

function checkSourceMark(mark: SourceMark, reported: readonly Finding[]): string[] {
  const starts = reported
    .flatMap((finding) => finding.flows)
    .some(({ label, steps: [first] }) => {
      return label === mark.label && first?.location.file === mark.file && first.location.line === mark.line;
    });
  return starts ? [] : [`no flow starts  ${mark.file}:${String(mark.line)} ${mark.label}`];
}

function answers(finding: Finding, expectation: Expectation): boolean {
  const { label } = expectation;
  return isAbout(expectation, finding) && (label === undefined || finding.flows.some((flow) => flow.label === label));
}

function isAbout(expectation: Expectation, { location, ruleId, vendor }: Finding): boolean {
  return (
    location.file === expectation.file &&
    location.line === expectation.line &&
    ruleId === expectation.ruleId &&
    vendor.id === expectation.vendorId
  );
}
