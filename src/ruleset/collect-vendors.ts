import type { Vendor } from "../model/rule-set.ts";
import { mistake, placeIn } from "./compile-parts.ts";
import type { KeyPath } from "./mistake-at.ts";
import type { RuleDocument } from "./rule-document.ts";

/**
 * Every vendor by its id. The same definition may stand in several files; two different ones are a ConfigurationError, as is
 * an id that is not in lower case.
 */
export function collectVendors(documents: readonly RuleDocument[]): ReadonlyMap<string, Vendor> {
  const vendors = new Map<string, Vendor>();
  for (const document of documents) {
    for (const { vendor, path } of vendorsOf(document)) {
      const place = placeIn(document, ...path, "id");
      if (!/^[a-z0-9][a-z0-9-]*$/u.test(vendor.id)) {
        throw mistake(
          place,
          `\`${vendor.id}\` is not a vendor id; lower-case letters, digits and hyphens were expected.`,
        );
      }
      const earlier = vendors.get(vendor.id);
      if (earlier !== undefined && (earlier.name !== vendor.name || earlier.class !== vendor.class)) {
        throw mistake(
          place,
          `The vendor \`${vendor.id}\` is already defined as ${earlier.name}, class \`${earlier.class}\`.`,
        );
      }
      vendors.set(vendor.id, vendor);
    }
  }
  return vendors;
}

function vendorsOf(document: RuleDocument): readonly { readonly vendor: Vendor; readonly path: KeyPath }[] {
  const { vendor, vendors = [] } = document.content;
  const own = vendor === undefined ? [] : [{ vendor, path: ["vendor"] }];
  return [...own, ...vendors.map((item, index) => ({ vendor: item, path: ["vendors", index] }))];
}
