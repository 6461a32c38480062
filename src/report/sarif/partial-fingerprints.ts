import { createHash } from "node:crypto";
import type { Finding, Flow } from "../../model/finding.ts";

/** The line hashes of a file; empty when its text is not at hand. */
export type LineHashes = (file: string) => readonly string[];

/** What code scanning recognises a result by: the flows it consists of, and the lines it points at. */
export function partialFingerprintsOf(finding: Finding, hashesOf: LineHashes): Record<string, string> {
  const lineHash = hashesOf(finding.location.file)[finding.location.line - 1];
  return {
    ...(lineHash === undefined ? {} : { primaryLocationLineHash: lineHash }),
    "phiLintFlow/v1": combineFingerprints(finding.flows),
  };
}

/** The fingerprint of a single flow as it is; of several, one that does not depend on their order. */
function combineFingerprints(flows: readonly Flow[]): string {
  const [first, ...others] = flows.map((flow) => flow.fingerprint).sort();
  if (first === undefined || others.length === 0) return first ?? "";
  return createHash("sha256")
    .update([first, ...others].join("\n"))
    .digest("hex")
    .slice(0, 32);
}
