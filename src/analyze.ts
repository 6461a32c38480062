import { extractModule } from "./extract/extract-module.ts";
import { collectFindings } from "./findings/collect-findings.ts";
import { locateDeadEnds } from "./findings/locate-dead-ends.ts";
import { buildProgram } from "./link/build-program.ts";
import type { Diagnostic } from "./model/diagnostic.ts";
import type { AnalysisResult, FileCoverage } from "./model/finding.ts";
import type { ModuleGraph } from "./model/module-graph.ts";
import type { AnalysisOptions } from "./model/options.ts";
import type { ProjectLayout, SourceFile } from "./model/project.ts";
import type { RuleSet } from "./model/rule-set.ts";
import { measureCoverage } from "./taint/measure-coverage.ts";
import { parseSource } from "./parse/parse-source.ts";
import { createConsentFinder } from "./taint/find-consent.ts";
import { findFlows, matchProgram, sourcesAsPropagators } from "./taint/find-flows.ts";
import { judgeHealthContext } from "./taint/health-context.ts";
import { findExposure, noExposure } from "./trackers/find-exposure.ts";
import { callsOfTracker } from "./trackers/find-trackers.ts";
import { compareText } from "./util/compare-text.ts";
import { createLineIndex } from "./util/line-index.ts";
import { createLocator } from "./util/locator.ts";

export interface AnalysisInput {
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

export type Stage = "extract" | "link" | "taint" | "findings";

/**
 * The whole analysis: files in, findings out. Pure: no file system, no clock, nothing of the scanned project is run, and
 * the order of `sources` does not matter.
 */
export function analyze({
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
  const extracted = extractModules(sources);
  onStage?.("extract");
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
  const exposure = isHealthProduct
    ? findExposure({
        program: linked.program,
        reexports: linked.reexports,
        ruleSet,
        incoming: matched.incoming,
        evaluator: matched.evaluator,
        vendorCalls: matched.sinks,
        packageFolders: layout.packages.map(({ folder }) => folder),
        textOf: (path) => texts.get(path) ?? "",
      })
    : noExposure;
  const taint = findFlows(linked.program, linked.types, ruleSet, matched, {
    limits,
    isHealthProduct,
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

export interface ExtractedModules {
  readonly modules: readonly ModuleGraph[];
  /** Files that were extracted without what does not parse or nests too deeply. */
  readonly partial: readonly FileCoverage[];
  /** Files that have no module graph. */
  readonly leftOut: readonly FileCoverage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses and extracts every file, one at a time, so that only one syntax tree is in memory. Never throws for a file. */
export function extractModules(sources: readonly SourceFile[]): ExtractedModules {
  const modules: ModuleGraph[] = [];
  const partial: FileCoverage[] = [];
  const leftOut: FileCoverage[] = [];
  const diagnostics: Diagnostic[] = [];
  const sorted = [...sources].sort((a, b) => compareText(a.path, b.path));
  for (const { path, text } of sorted) {
    try {
      const { tree, syntaxErrors } = parseSource(path, text);
      const dropped: { readonly start: number; readonly end: number }[] = [];
      modules.push(extractModule(tree, dropped));
      const [deep] = dropped;
      if (deep) {
        const { line } = createLineIndex(text).positionOf(deep.start);
        partial.push({ file: path, reason: `nests too deeply at line ${String(line)}` });
        diagnostics.push({
          code: "nesting-too-deep",
          file: path,
          span: { file: path, ...deep },
          message: `${path} nests too deeply at line ${String(line)}; flows through what stands there are not seen.`,
        });
      }
      const [first] = syntaxErrors;
      if (!first) continue;
      const { line } = createLineIndex(text).positionOf(first.start);
      const reason = `does not parse at line ${String(line)}: ${first.message}`;
      if (!deep) partial.push({ file: path, reason });
      diagnostics.push({
        code: "syntax-error",
        file: path,
        span: { file: path, start: first.start, end: first.end },
        message: `${path} does not parse at line ${String(line)} (${first.message}); it was analysed as far as it parses.`,
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      leftOut.push({ file: path, reason: "nests too deeply to be analysed" });
      diagnostics.push({
        code: "nesting-too-deep",
        file: path,
        message: `${path} nests too deeply to be analysed; flows through it are not seen.`,
      });
    }
  }
  return { modules, partial, leftOut, diagnostics };
}
