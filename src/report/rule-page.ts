import type { RuleSpec } from "../model/rule-set.ts";

/** The page of one rule as Markdown, final line break included: what it is, why, what to do, and its long help. */
export function rulePage({ id, title, level, severity, summary, remedy, help }: RuleSpec): string {
  const grade = `\`${id}\`, level ${level}, severity ${severity.toFixed(1)} of 10`;
  return `${[`# ${title}`, grade, summary, remedy, help.trim()].join("\n\n")}\n`;
}
