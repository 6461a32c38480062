import type { Finding, Flow } from "../../src/model/finding.ts";
import { printLocation } from "../../src/model/location.ts";
import type { Expectation } from "./expectation.ts";

export function printExpectation({ file, line, ruleId, vendorId, label, reason }: Expectation): string {
  const from = label === undefined ? "" : ` from ${label}`;
  const why = reason === undefined ? "" : ` (${reason})`;
  return `${file}:${String(line)} ${ruleId} ${vendorId}${from}${why}`;
}

/** A finding as a person reads it: place, rule, sentence, then each flow from its source to the vendor call. */
export function printFinding(finding: Finding, flows: readonly Flow[]): string {
  const { location, ruleId, vendor, message, confidence } = finding;
  const head = `${printLocation(location)} ${ruleId} ${vendor.id} [${confidence}] ${message}`;
  return [head, ...flows.flatMap(printFlow)].join("\n");
}

function printFlow(flow: Flow): string[] {
  const how = [...flow.transforms, ...(flow.implicit ? ["implicit"] : [])].join(", ");
  const head = `    ${flow.label} ${flow.field}${how === "" ? "" : ` (${how})`}`;
  return [head, ...flow.steps.map((step) => `      ${printLocation(step.location)}  ${step.kind}  ${step.message}`)];
}
