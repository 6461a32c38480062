import type { Allowance, Coverage, FileCoverage, HealthContext } from "../model/finding.ts";
import type { Program } from "../model/program.ts";
import { pageVendor, type Vendor } from "../model/rule-set.ts";
import type { SinkPort } from "./match-sinks.ts";

export interface CoverageInput {
  readonly program: Program;
  readonly sinks: readonly SinkPort[];
  readonly partial: readonly FileCoverage[];
  readonly skipped: readonly FileCoverage[];
  readonly healthContext: HealthContext;
  readonly allowances: readonly Allowance[];
  readonly counters: Readonly<Record<string, number>>;
}

/** What was looked at and how far it was understood. */
export function measureCoverage({
  program,
  sinks,
  partial,
  skipped,
  healthContext,
  allowances,
  counters,
}: CoverageInput): Coverage {
  let callSites = 0;
  let resolved = 0;
  program.calls.forEach((call, index) => {
    if (call.synthetic) return;
    callSites++;
    const targets = program.targets[index];
    if (targets && (targets.functions.length > 0 || targets.apis.length > 0 || targets.propagated)) resolved++;
  });
  return {
    filesAnalyzed: program.modules.length,
    partial,
    skipped,
    callSites,
    callSitesResolved: resolved,
    vendors: vendorsSeen(sinks),
    healthContext,
    allowances,
    counters: {
      nodes: program.nodeCount,
      edges: program.edgeCount,
      calls: program.calls.length,
      functions: program.functions.length,
      ...counters,
    },
  };
}

function vendorsSeen(sinks: readonly SinkPort[]): Coverage["vendors"] {
  const calls = new Map<string, { vendor: Vendor; calls: Set<number> }>();
  for (const { call, spec } of sinks) {
    if (spec.vendor === pageVendor) continue;
    const entry = calls.get(spec.vendor.id) ?? { vendor: spec.vendor, calls: new Set<number>() };
    entry.calls.add(call);
    calls.set(spec.vendor.id, entry);
  }
  return [...calls.values()]
    .sort((a, b) => (a.vendor.id < b.vendor.id ? -1 : 1))
    .map((entry) => ({ vendor: entry.vendor, calls: entry.calls.size }));
}
