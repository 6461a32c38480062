import { createHash } from "node:crypto";

/**
 * `phiLintFlow/v1`: names a flow across edits. Nothing in it depends on lines, messages, the version of the tool or the order
 * of anything; two equal flows have equal fingerprints, and a baseline counts them.
 */
export function fingerprintFlow(parts: {
  readonly ruleId: string;
  readonly vendor: string;
  readonly sink: string;
  readonly port: string;
  readonly label: string;
  readonly field: string;
  readonly functionPath: string;
  readonly file: string;
}): string {
  const { ruleId, vendor, sink, port, label, field, functionPath, file } = parts;
  const text = JSON.stringify(["phiLintFlow/v1", ruleId, vendor, sink, port, label, field, functionPath, file]);
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
