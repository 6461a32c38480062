import { describe, expect, it } from "vitest";
import { compileRuleSet } from "../../src/ruleset/compile-rule-set.ts";
import { loadRuleSet } from "../../src/ruleset/load-rule-set.ts";
import { parseRuleDocument } from "../../src/ruleset/rule-document.ts";

describe("the built-in rules", () => {
  it("load completely, and every rule has its texts", async () => {
    const ruleSet = await loadRuleSet({ presets: ["phi", "vendors"], documents: [] });
    expect(ruleSet.sinks.length).toBeGreaterThan(0);
    expect(ruleSet.httpClients.length).toBeGreaterThan(0);
    expect(
      [...ruleSet.rules.values()].map(({ id, level, severity }) => `${id} ${level} ${severity.toFixed(1)}`),
    ).toEqual([
      "health-to-advertising error 9.3",
      "health-to-forwarder error 8.6",
      "health-to-analytics error 7.8",
      "health-to-monitoring warning 6.0",
      "identifier-to-advertising error 8.0",
      "identifier-to-forwarder warning 6.4",
      "identifier-to-analytics warning 5.5",
      "identifier-to-monitoring note 3.5",
      "audience-upload error 9.0",
      "health-event-name warning 7.2",
      "health-page-address warning 7.0",
      "health-decides-event warning 6.8",
      "recorder-on-intake warning 6.0",
      "tracker-on-care-page warning 4.5",
    ]);
    for (const rule of ruleSet.rules.values()) {
      expect(rule.help).toMatch(/## What happened elsewhere[^]*\]\(https:[^]*FTC[^]*HIPAA[^]*GDPR[^]*```/u);
      expect(rule.summary).toMatch(/^[A-Z].*\.$/u);
    }
  });

  it("keep the language and the rules when no pack is chosen", async () => {
    const ruleSet = await loadRuleSet({ presets: [], documents: [] });
    expect(ruleSet.sinks).toEqual([]);
    expect(ruleSet.sources).toEqual([]);
    expect(ruleSet.propagators.length).toBeGreaterThan(0);
    expect(ruleSet.rules.size).toBe(14);
    expect(ruleSet.lexicon.matchName("diagnosis")).toEqual([]);
  });
});

describe("the user's rules", () => {
  it("may use built-in vendors and stand beside the packs", async () => {
    const own = parseRuleDocument(
      "house.yml",
      "sources: [{ id: house, callee: getMood, ports: return, labels: health.mental }]",
    );
    const ruleSet = await loadRuleSet({ presets: ["phi"], documents: [own] });
    expect(ruleSet.sources.at(-1)?.id).toBe("house");
  });

  it("give the same lexicon in any order of files", () => {
    const strong = parseRuleDocument("a.yml", "lexicon: { terms: [{ label: health.mental, en: { strong: [mood] } }] }");
    const weak = parseRuleDocument("b.yml", "lexicon: { terms: [{ label: health.mental, en: { weak: [mood] } }] }");
    for (const documents of [
      [strong, weak],
      [weak, strong],
    ]) {
      expect(compileRuleSet(documents).lexicon.matchName("mood")).toMatchObject([{ strength: "strong" }]);
    }
  });
});
