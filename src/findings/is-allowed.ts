import type { AllowSpec, Label, Vendor } from "../model/rule-set.ts";

/** Whether the settings let a vendor have a kind of data. */
export function isAllowed(recipient: Vendor, data: Label, { vendor, labels }: AllowSpec): boolean {
  return vendor === recipient.id && labels.some((label) => data === label || data.startsWith(`${label}.`));
}
