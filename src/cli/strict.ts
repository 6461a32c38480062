import type { AnalysisResult } from "../model/finding.ts";
import { countOf } from "../util/count-of.ts";

/** What `--strict` does not let pass: things that are no findings, and that make findings hard to trust. */
export function complaintsOf({ review, diagnostics, coverage }: AnalysisResult): readonly string[] {
  const complaints: string[] = [];
  const { comparison } = review ?? {};
  if (comparison !== undefined && comparison.fixed > 0) {
    const entries = countOf(comparison.fixed, "flow is", "flows are");
    complaints.push(`${entries} fixed and still in ${comparison.with}; run \`phi-lint baseline prune\`.`);
  }
  for (const { code, message } of diagnostics) {
    if (code.startsWith("directive-") || code === "bound-met") complaints.push(message);
  }
  for (const { file, reason } of coverage.partial) complaints.push(`${file} was analysed only in part: ${reason}.`);
  for (const { place, vendor, flows } of coverage.allowances) {
    if (flows === 0) complaints.push(`${place}: the allowance for \`${vendor}\` allows nothing that was found.`);
  }
  return complaints;
}
