import type { AnalysisResult, Confidence, Finding } from "../model/finding.ts";
import type { Level } from "../model/rule-set.ts";

const levelRank: Readonly<Record<Level, number>> = { note: 0, warning: 1, error: 2 };
const confidenceRank: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

export interface Thresholds {
  readonly minLevel: Level;
  readonly minConfidence: Confidence;
}

/** Leaves out the findings below a threshold. Order, diagnostics and coverage stay. */
export function applyThresholds(result: AnalysisResult, thresholds: Thresholds): AnalysisResult {
  return { ...result, findings: result.findings.filter((finding) => isShown(finding, thresholds)) };
}

function isShown(finding: Finding, { minLevel, minConfidence }: Thresholds): boolean {
  return (
    levelRank[finding.level] >= levelRank[minLevel] &&
    confidenceRank[finding.confidence] >= confidenceRank[minConfidence]
  );
}
