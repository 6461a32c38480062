import type { Finding } from "../../model/finding.ts";
import { combineFingerprints } from "../combine-fingerprints.ts";

/** The line hashes of a file; empty when its text is not at hand. */
export type LineHashes = (file: string) => readonly string[];

/** What code scanning recognises a result by: all flows it consists of, shown or not, and the lines it points at. */
export function partialFingerprintsOf(finding: Finding, hashesOf: LineHashes): Record<string, string> {
  const lineHash = hashesOf(finding.location.file)[finding.location.line - 1];
  return {
    ...(lineHash === undefined ? {} : { primaryLocationLineHash: lineHash }),
    "phiLintFlow/v1": combineFingerprints(finding),
  };
}
