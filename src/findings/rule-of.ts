import type { RawFlow } from "../model/raw-flow.ts";

/**
 * The rule a flow falls under, or undefined when it is no problem: identifiers outside a health product, first-party
 * recipients.
 */
export function ruleOf(raw: RawFlow, isHealthProduct: boolean): string | undefined {
  if (raw.readers) return "health-page-address";
  const vendorClass = raw.spec.vendor.class;
  if (vendorClass === "first-party") return undefined;
  const isHealth = raw.label === "health" || raw.label.startsWith("health.");
  if (raw.isText) return isHealth ? (raw.role === "audience" ? "audience-upload" : "health-event-name") : undefined;
  if (!isHealth && !isHealthProduct) return undefined;
  if (raw.implicit) return isHealth ? "health-decides-event" : undefined;
  if (raw.role === "audience") return "audience-upload";
  return `${isHealth ? "health" : "identifier"}-to-${vendorClass}`;
}
