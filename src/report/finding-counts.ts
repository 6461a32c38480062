import type { Finding } from "../model/finding.ts";
import type { Level } from "../model/rule-set.ts";

interface FindingCounts {
  readonly total: number;
  readonly byLevel: Readonly<Record<Level, number>>;
  /** Files that at least one finding points into. */
  readonly files: number;
}

/** Counts findings by level and the files they point into. */
export function countFindings(findings: readonly Finding[]): FindingCounts {
  const byLevel: Record<Level, number> = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) byLevel[finding.level] += 1;
  return { total: findings.length, byLevel, files: new Set(findings.map((finding) => finding.location.file)).size };
}
