import type { RuleSet, RuleSpec, Vendor } from "../model/rule-set.ts";
import { compareText } from "../util/compare-text.ts";
import { collectVendors } from "./collect-vendors.ts";
import { compileSinks } from "./compile-sinks.ts";
import {
  compileAllow,
  compileConsent,
  compilePropagators,
  compileSanitizers,
  compileSources,
} from "./compile-specs.ts";
import { compileHttpClients, compileHttpMounts, compileHttpRoutes } from "./compile-http.ts";
import { compilePages } from "./compile-pages.ts";
import { compileTrackers } from "./compile-trackers.ts";
import { compileTypes } from "./compile-types.ts";
import { groupClients } from "./group-clients.ts";
import { compileLexicon } from "./lexicon/compile-lexicon.ts";
import type { RuleDocument } from "./rule-document.ts";
import { checkUniqueIds } from "./unique-ids.ts";

/**
 * Makes one rule set of checked documents. The documents are taken in the order given and the vendors sorted by id, so the
 * caller decides the order once, by file name. Throws a ConfigurationError for any name that means nothing.
 */
export function compileRuleSet(documents: readonly RuleDocument[]): RuleSet {
  checkUniqueIds(documents);
  const vendors = sortedById(collectVendors(documents));
  const httpClients = documents.flatMap(compileHttpClients);
  const httpCalls = groupClients(httpClients);
  return {
    vendors,
    rules: new Map(documents.flatMap(rulesOf).map((rule) => [rule.id, rule])),
    sources: documents.flatMap(compileSources),
    sinks: documents.flatMap((document) => compileSinks(document, { vendors, httpCalls })),
    pages: compilePages(documents),
    trackers: documents.flatMap((document) => compileTrackers(document, vendors)),
    sanitizers: documents.flatMap(compileSanitizers),
    propagators: documents.flatMap(compilePropagators),
    types: documents.flatMap(compileTypes),
    httpClients,
    httpRoutes: documents.flatMap(compileHttpRoutes),
    httpMounts: documents.flatMap(compileHttpMounts),
    consent: documents.flatMap(compileConsent),
    allow: documents.flatMap((document) => compileAllow(document, vendors)),
    lexicon: compileLexicon(documents),
  };
}

function rulesOf(document: RuleDocument): readonly RuleSpec[] {
  return document.content.rules ?? [];
}

function sortedById(vendors: ReadonlyMap<string, Vendor>): ReadonlyMap<string, Vendor> {
  return new Map([...vendors].sort(([a], [b]) => compareText(a, b)));
}
