import { createHash } from "node:crypto";
import type { Finding } from "../model/finding.ts";

/** The fingerprint of a finding: that of its only flow as it is; of several, one that does not depend on their order. */
export function combineFingerprints({ identities }: Finding): string {
  const [first, ...others] = identities.map(({ fingerprint }) => fingerprint).sort();
  if (first === undefined || others.length === 0) return first ?? "";
  return createHash("sha256")
    .update([first, ...others].join("\n"))
    .digest("hex")
    .slice(0, 32);
}
