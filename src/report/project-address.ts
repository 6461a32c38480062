/** Where phi-lint is documented; SARIF viewers link there. */
export const projectAddress = "https://github.com/phi-lint/phi-lint";

/** The page of one rule. */
export function ruleAddress(ruleId: string): string {
  return `${projectAddress}/blob/main/docs/rules/${encodeURIComponent(ruleId)}.md`;
}
