import { collectFindings } from "./findings/collect-findings.ts";
import { locateDeadEnds } from "./findings/locate-dead-ends.ts";
import { buildProgram } from "./link/build-program.ts";
import type { Diagnostic } from "./model/diagnostic.ts";
import type { ExtractedModules } from "./model/extracted-file.ts";
import type { AnalysisResult, FileCoverage } from "./model/finding.ts";
import type { AnalysisOptions } from "./model/options.ts";
import type { ProjectLayout, SourceFile } from "./model/project.ts";
import type { RuleSet } from "./model/rule-set.ts";
import { measureCoverage } from "./taint/measure-coverage.ts";
import { createConsentFinder } from "./taint/find-consent.ts";
import { findFlows, matchProgram, sourcesAsPropagators } from "./taint/find-flows.ts";
import { judgeHealthContext } from "./taint/health-context.ts";
import { findExposure, noExposure } from "./trackers/find-exposure.ts";
import { callsOfTracker } from "./trackers/find-trackers.ts";
import { compareText } from "./util/compare-text.ts";
import { createLocator } from "./util/locator.ts";

export interface AnalysisInput {
  /** What `extractModules` made of the sources, now or in an earlier scan. */
  readonly extracted: ExtractedModules;
  readonly sources: readonly SourceFile[];
  readonly layout: ProjectLayout;
  readonly ruleSet: RuleSet;
  readonly options: AnalysisOptions;
  /** The folder that paths are relative to, seen from the root of the repository: `""`, or `packages/web/`. */
  readonly repositoryPath?: string;
  /** Files that discovery left out, copied into the coverage. */
  readonly skipped?: readonly FileCoverage[];
  /** What discovery had to say, copied in front of the diagnostics. */
  readonly diagnostics?: readonly Diagnostic[];
  /** Called after each stage with its name; for progress only. */
  readonly onStage?: (stage: Stage) => void;
}

export type Stage = "link" | "taint" | "findings";

/**
 * The whole analysis, from the module graphs of a program to findings. Pure: no file system, no clock, nothing of the scanned project is run, and
 * the order of `sources` does not matter.
 */
export function analyze({
  extracted,
  sources,
  layout,
  ruleSet,
  options,
  repositoryPath = "",
  skipped = [],
  diagnostics = [],
  onStage,
}: AnalysisInput): AnalysisResult {
  const { limits } = options;
  const propagators = [...ruleSet.propagators, ...sourcesAsPropagators(ruleSet.sources)];
  const linked = buildProgram(extracted.modules, {
    layout,
    propagators,
    sinks: ruleSet.sinks,
    otherSpecs: [...ruleSet.sanitizers, ...ruleSet.consent, ...ruleSet.trackers.flatMap(callsOfTracker)],
    typeSpecs: ruleSet.types,
    http: { clients: ruleSet.httpClients, routes: ruleSet.httpRoutes, mounts: ruleSet.httpMounts },
    limits,
  });
  onStage?.("link");
  const healthContext = judgeHealthContext(linked.program, ruleSet.lexicon, options.healthContext);
  const isHealthProduct = healthContext.decision === "yes";
  const matched = matchProgram(linked.program, ruleSet, limits);
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const packageFolders = layout.packages.map(({ folder }) => folder);
  const exposure = isHealthProduct
    ? findExposure({
        program: linked.program,
        reexports: linked.reexports,
        ruleSet,
        incoming: matched.incoming,
        evaluator: matched.evaluator,
        vendorCalls: matched.sinks,
        packageFolders,
        textOf: (path) => texts.get(path) ?? "",
      })
    : noExposure;
  const taint = findFlows(linked.program, linked.types, ruleSet, matched, {
    limits,
    isHealthProduct,
    packageFolders,
    isTracked: (call) => exposure.readersOf(linked.program.calls[call]?.module ?? -1).length > 0,
    deadEndImports: options.findDeadEnds === true ? linked.outsideImports : undefined,
  });
  onStage?.("taint");
  const locate = createLocator(sources);
  const { findings, allowances } = collectFindings({
    program: linked.program,
    flows: taint.flows,
    ruleSet,
    isHealthProduct,
    readersOf: exposure.readersOf,
    presences: exposure.presences,
    flowsPerFinding: limits.flowsPerFinding,
    locate,
    textAt: (file, start, end) => (texts.get(file) ?? "").slice(start, end),
    repositoryPath,
    consentOf: createConsentFinder(linked.program, ruleSet.consent),
  });
  onStage?.("findings");
  return {
    findings,
    diagnostics: [...diagnostics, ...extracted.diagnostics, ...linked.diagnostics, ...taint.diagnostics],
    coverage: measureCoverage({
      program: linked.program,
      callsByVendor: matched.callsByVendor,
      partial: extracted.partial,
      skipped: [...skipped, ...extracted.leftOut].sort((a, b) => compareText(a.file, b.file)),
      healthContext,
      allowances,
      ...(taint.deadEnds && { deadEnds: locateDeadEnds(linked.program, taint.deadEnds, locate) }),
      counters: { targetSteps: linked.steps, taintSteps: taint.steps, taintFacts: taint.factCount },
    }),
  };
}
