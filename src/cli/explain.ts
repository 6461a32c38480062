import { explainFlow, explainRule, explainVendor, flowsNamed } from "../report/explain.ts";
import type { ReportContext } from "../report/report-context.ts";
import { nearestHint } from "../ruleset/nearest-name.ts";
import type { RuleSet } from "../model/rule-set.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import { visibleText } from "../util/visible-text.ts";
import { analyzeProject, readRules } from "./analyze-project.ts";
import { usesColors } from "./colors.ts";
import type { ExplainOptions } from "./command.ts";
import { writeText, type Io } from "./io.ts";
import { withDirectives } from "./review-findings.ts";
import { readVersion } from "./version.ts";

const shortestBeginning = 6;

/** `phi-lint explain`: a rule, a vendor, or a finding. */
export async function explain(options: ExplainOptions, io: Io): Promise<number> {
  const { subject } = options;
  const { ruleSet } = await readRules(options, io);
  const context = contextOf(options, ruleSet, io);
  const rule = ruleSet.rules.get(subject);
  const vendor = ruleSet.vendors.get(subject);
  if (rule !== undefined) await writeText(io.stdout, explainRule(rule, context));
  else if (vendor !== undefined) await writeText(io.stdout, explainVendor(vendor, ruleSet, context));
  else if (isFingerprint(subject)) await explainFinding(options, ruleSet, context, io);
  else {
    throw new ConfigurationError(`There is no rule, vendor or fingerprint \`${visibleText(subject)}\`.`, {
      hint:
        nearestHint(subject, [...ruleSet.rules.keys(), ...ruleSet.vendors.keys()]) ??
        "`phi-lint rules` lists rules and vendors.",
    });
  }
  return 0;
}

function isFingerprint(subject: string): boolean {
  return /^[0-9a-f]{6,32}$/.test(subject);
}

async function explainFinding(
  options: ExplainOptions,
  ruleSet: RuleSet,
  context: ReportContext,
  io: Io,
): Promise<void> {
  const analyzed = await analyzeProject(options, io);
  const { project } = analyzed;
  const found = flowsNamed(withDirectives(analyzed, io), options.subject);
  if (found.length === 0) {
    throw new ConfigurationError(`No flow has a fingerprint that begins with \`${options.subject}\`.`, {
      hint: "Fingerprints stand in the JSON report, in the baseline, and in `phi-lint scan --verbose`. It may be fixed.",
    });
  }
  const names = new Set(found.map(({ name }) => name));
  if (names.size > 1) {
    throw new ConfigurationError(`Several fingerprints begin with \`${options.subject}\`: ${[...names].join(", ")}.`, {
      hint: `Write more of it than ${String(Math.max(shortestBeginning, options.subject.length))} digits.`,
    });
  }
  const texts = new Map(project.sources.map((source) => [source.path, source.text]));
  const own: ReportContext = {
    ...context,
    repositoryPath: project.repositoryPath,
    readText: (file) => texts.get(file),
  };
  await writeText(io.stdout, found.map((each) => explainFlow(each, ruleSet, own)).join("\n"));
}

function contextOf({ color }: ExplainOptions, ruleSet: RuleSet, io: Io): ReportContext {
  return {
    toolVersion: readVersion(),
    color: usesColors(io.stdout, io, color),
    columns: io.stdout.columns ?? 100,
    verbose: true,
    quiet: false,
    includeAccepted: true,
    ruleSet,
    repositoryPath: "",
    readText: () => undefined,
  };
}
