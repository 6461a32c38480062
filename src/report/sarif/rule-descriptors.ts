import type { ReportingDescriptor } from "sarif";
import type { Finding } from "../../model/finding.ts";
import type { Level, RuleSet, RuleSpec } from "../../model/rule-set.ts";
import { ruleAddress } from "../project-address.ts";
import type { Cut } from "./notifications.ts";
import { pascalCase } from "./pascal-case.ts";
import { sentence } from "./sentence.ts";

/** GitHub shows at most this many tags of a rule. */
const maximumTags = 10;

/** CWE-359: private personal information exposed to someone who may not have it; CWE-201: sensitive data in sent data. */
const tags = ["security", "privacy", "health-data", "external/cwe/cwe-359", "external/cwe/cwe-201"];

const problemSeverity: Record<Level, string> = { error: "error", warning: "warning", note: "recommendation" };

/** How often a rule is right, as GitHub sorts by it: graver rules rest on stronger evidence. */
const precision: Record<Level, string> = { error: "high", warning: "medium", note: "medium" };

/**
 * All rules of the rule set, sorted by id, so that the list of a repository does not change with its findings. A rule that appears in a
 * finding and not in the rule set is listed by its id alone.
 */
export function ruleDescriptors(
  ruleSet: Pick<RuleSet, "rules">,
  findings: readonly Finding[],
): { readonly rules: readonly ReportingDescriptor[]; readonly cuts: readonly Cut[] } {
  const ids = new Set([...ruleSet.rules.keys(), ...findings.map((finding) => finding.ruleId)]);
  const cuts: Cut[] = [];
  const rules = [...ids].sort().map((id) => {
    const rule = ruleSet.rules.get(id);
    if (rule === undefined) return { id };
    const count = tagsOf(rule).length - maximumTags;
    if (count > 0) cuts.push({ kind: "tags", count, rule: id });
    return descriptorOf(rule);
  });
  return { rules, cuts };
}

function tagsOf(rule: RuleSpec): readonly string[] {
  return [...new Set([...tags, ...(rule.tags ?? [])])];
}

function descriptorOf(rule: RuleSpec): ReportingDescriptor {
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: sentence(rule.title) },
    fullDescription: { text: sentence(rule.summary) },
    help: { text: `${sentence(rule.summary)} ${sentence(rule.remedy)}`, markdown: rule.help },
    helpUri: ruleAddress(rule.id),
    defaultConfiguration: { level: rule.level },
    properties: {
      tags: tagsOf(rule).slice(0, maximumTags),
      precision: precision[rule.level],
      "problem.severity": problemSeverity[rule.level],
      "security-severity": rule.severity.toFixed(1),
    },
  };
}
