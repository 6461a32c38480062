import path from "node:path";
import type { LevelByRule, Override, Settings } from "../config/settings.ts";
import type { AnalysisResult, Confidence, Finding } from "../model/finding.ts";
import type { Level } from "../model/rule-set.ts";
import { contains, relativePath } from "../project/choose-root.ts";
import { pathMatcher } from "../project/file-selection.ts";

const levelRank: Readonly<Record<Level, number>> = { note: 0, warning: 1, error: 2 };
const confidenceRank: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

/** Which findings count, and at which level. */
export interface Gate {
  readonly minLevel: Level;
  readonly minConfidence: Confidence;
  readonly levels: LevelByRule;
  readonly overrides: readonly FileOverride[];
}

interface FileOverride extends Omit<Override, "files"> {
  readonly matches: (file: string) => boolean;
}

/** What the command line and the settings say together; the command line goes first. `root` is the scanned folder. */
export function gateOf(
  settings: Settings,
  options: { readonly minLevel?: Level; readonly minConfidence?: Confidence },
  root: string,
): Gate {
  const folder = settings.file === undefined ? root : path.dirname(settings.file);
  const prefix = folder === root || !contains(folder, root) ? "" : `${relativePath(folder, root)}/`;
  return {
    minLevel: options.minLevel ?? settings.minLevel,
    minConfidence: options.minConfidence ?? settings.minConfidence,
    levels: settings.levels,
    overrides: settings.overrides.map(({ files, ...rest }) => ({
      levels: rest.levels,
      ...(rest.minLevel !== undefined && options.minLevel === undefined && { minLevel: rest.minLevel }),
      ...(rest.minConfidence !== undefined &&
        options.minConfidence === undefined && { minConfidence: rest.minConfidence }),
      matches: pathMatcher(files, prefix),
    })),
  };
}

/** Gives findings their level and leaves out those that do not count. Order, diagnostics and coverage stay. */
export function applyGate(result: AnalysisResult, gate: Gate): AnalysisResult {
  const pass = (finding: Finding): readonly Finding[] => {
    const own = gate.overrides.filter(({ matches }) => matches(finding.location.file));
    const level =
      own.findLast(({ levels }) => levels[finding.ruleId] !== undefined)?.levels[finding.ruleId] ??
      gate.levels[finding.ruleId] ??
      finding.level;
    const minLevel = own.findLast((each) => each.minLevel !== undefined)?.minLevel ?? gate.minLevel;
    const minConfidence = own.findLast((each) => each.minConfidence !== undefined)?.minConfidence ?? gate.minConfidence;
    const counts =
      level !== "off" &&
      levelRank[level] >= levelRank[minLevel] &&
      confidenceRank[finding.confidence] >= confidenceRank[minConfidence];
    if (!counts) return [];
    return [level === finding.level ? finding : { ...finding, level }];
  };
  const findings = result.findings.flatMap(pass);
  const { review } = result;
  if (review === undefined) return { ...result, findings };
  const accepted = review.accepted.flatMap((each) => pass(each.finding).map((finding) => ({ ...each, finding })));
  return { ...result, findings, review: { ...review, accepted } };
}
