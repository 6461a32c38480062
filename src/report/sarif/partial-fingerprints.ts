import { createHash } from "node:crypto";
import type { Finding } from "../../model/finding.ts";

/** The line hashes of a file; empty when its text is not at hand. */
export type LineHashes = (file: string) => readonly string[];

/** What code scanning recognises a result by: all flows it consists of, shown or not, and the lines it points at. */
export function partialFingerprintsOf(finding: Finding, hashesOf: LineHashes): Record<string, string> {
  const lineHash = hashesOf(finding.location.file)[finding.location.line - 1];
  return {
    ...(lineHash === undefined ? {} : { primaryLocationLineHash: lineHash }),
    "phiLintFlow/v1": combineFingerprints(finding.identities.map(({ fingerprint }) => fingerprint)),
  };
}

/** The fingerprint of a single flow as it is; of several, one that does not depend on their order. */
function combineFingerprints(fingerprints: readonly string[]): string {
  const [first, ...others] = [...fingerprints].sort();
  if (first === undefined || others.length === 0) return first ?? "";
  return createHash("sha256")
    .update([first, ...others].join("\n"))
    .digest("hex")
    .slice(0, 32);
}
