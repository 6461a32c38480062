import { createHash } from "node:crypto";
import type { FlowIdentity } from "../model/finding.ts";

/**
 * `phiLintFlow/v1`: names a flow across edits. Nothing in it depends on lines, messages, the version of the tool or the order
 * of anything; two equal flows have equal fingerprints, and a baseline counts them.
 */
export function fingerprintFlow(parts: Omit<FlowIdentity, "fingerprint" | "content" | "shape">): string {
  const { rule, vendor, sink, port, label, field, file } = parts;
  const text = JSON.stringify(["phiLintFlow/v1", rule, vendor, sink, port, label, field, parts.function, file]);
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
