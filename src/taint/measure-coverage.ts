import type { Allowance, Coverage, FileCoverage, HealthContext } from "../model/finding.ts";
import type { Program } from "../model/program.ts";
import { pageVendor } from "../model/rule-set.ts";
import { compareText } from "../util/compare-text.ts";
import type { MatchedSinks } from "./match-sinks.ts";

export interface CoverageInput {
  readonly program: Program;
  readonly callsByVendor: MatchedSinks["callsByVendor"];
  readonly partial: readonly FileCoverage[];
  readonly skipped: readonly FileCoverage[];
  readonly healthContext: HealthContext;
  readonly allowances: readonly Allowance[];
  readonly deadEnds?: Coverage["deadEnds"];
  readonly counters: Readonly<Record<string, number>>;
}

/** What was looked at and how far it was understood. */
export function measureCoverage({
  program,
  callsByVendor,
  partial,
  skipped,
  healthContext,
  allowances,
  deadEnds,
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
    vendors: vendorsSeen(callsByVendor),
    healthContext,
    allowances,
    ...(deadEnds && { deadEnds }),
    counters: {
      nodes: program.nodeCount,
      edges: program.edgeCount,
      calls: program.calls.length,
      functions: program.functions.length,
      ...counters,
    },
  };
}

function vendorsSeen(callsByVendor: MatchedSinks["callsByVendor"]): Coverage["vendors"] {
  return [...callsByVendor]
    .filter(([vendor]) => vendor !== pageVendor)
    .sort(([a], [b]) => compareText(a.id, b.id))
    .map(([vendor, calls]) => ({ vendor, calls: calls.size }));
}
