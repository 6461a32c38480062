import type { Finding } from "../model/finding.ts";

/**
 * Says of health data that its vendor is told elsewhere who the person is: the vendor keeps both together.
 *
 *   mixpanel.identify(patient.email);                   // src/sign-in.ts:12
 *   mixpanel.track("Answered", { dx: visit.diagnosis }) // "… Who that is, it is told at src/sign-in.ts:12."
 *
 * The sentence names no vendor, so that what several vendors receive at one place stays one message.
 *
 * @param findings  sorted; the first call that identifies a person is named
 */
export function tieIdentities(findings: readonly Finding[]): readonly Finding[] {
  const identities = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.sink.role !== "identity" || !finding.ruleId.startsWith("identifier-")) continue;
    const known = identities.get(finding.vendor.id);
    if (known) known.push(finding);
    else identities.set(finding.vendor.id, [finding]);
  }
  return findings.map((finding) => {
    if (!finding.ruleId.startsWith("health-")) return finding;
    const known = identities.get(finding.vendor.id) ?? [];
    const [identity] = known;
    if (!identity || known.some((each) => isSamePlace(each, finding))) return finding;
    const { file, line } = identity.location;
    return { ...finding, message: `${finding.message} Who that is, it is told at ${file}:${String(line)}.` };
  });
}

/** What is sent in one call is tied without a word. */
function isSamePlace({ location: left }: Finding, { location: right }: Finding): boolean {
  return left.file === right.file && left.line === right.line && left.column === right.column;
}
