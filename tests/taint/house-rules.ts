import { loadRuleSet } from "../../src/ruleset/load-rule-set.ts";
import { parseRuleDocument } from "../../src/ruleset/rule-document.ts";
import type { RuleSet } from "../../src/model/rule-set.ts";

/** Rules of an imaginary clinic: nothing of the built-in vendors and words, so that tests speak of the engine alone. */
const text = `
vendors:
  - { id: acme-ads, name: Acme Ads, class: advertising }
  - { id: acme-stats, name: Acme Stats, class: analytics }
sources:
  - { id: clinic/diagnosis, callee: getDiagnosis, ports: [return], labels: [health.condition] }
  - { id: clinic/email, callee: getEmail, ports: [return], labels: [identifier.email] }
  - { id: clinic/words, name: [diagnosis, hasDepression], labels: [health.condition] }
sinks:
  - { id: ads/send, vendor: acme-ads, callee: send, ports: { args: payload } }
  - { id: ads/named, vendor: acme-ads, callee: trackEvent, when: { arg0: [track, custom] }, ports: { arg1: event-name, arg2: payload } }
  - { id: ads/person, vendor: acme-ads, callee: identify, ports: { arg0: identity, arg0.plan: config, arg1.email: identity } }
  - { id: stats/report, vendor: acme-stats, callee: report, ports: { args: payload } }
sanitizers:
  - { id: clinic/redact, callee: redact, removes: all }
  - { id: clinic/no-email, callee: withoutPerson, removes: [identifier] }
  - { id: clinic/guard, guard: { callee: isClean, argument: 0, when: true }, removes: all }
consent:
  - { callee: hasConsent }
`;

/** The house rules with what further rule files say. */
export async function houseRules(...further: readonly string[]): Promise<RuleSet> {
  const documents = [text, ...further].map((content, index) =>
    parseRuleDocument(`house-${String(index)}.yml`, content),
  );
  return loadRuleSet({ presets: [], documents });
}
