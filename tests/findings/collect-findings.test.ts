import { describe, expect, test } from "vitest";
import { houseRules } from "../taint/house-rules.ts";
import { check, findingsOf, resultOf } from "./check.ts";

function consentOf(source: string): (readonly [string, string])[] {
  return findingsOf(source).map(({ consent, level }) => [consent.kind === "guarded" ? consent.by : "none", level]);
}

describe("consent", () => {
  test.for([
    [`send(getDiagnosis());`, [["none", "error"]]],
    [`if (hasConsent()) send(getDiagnosis());`, [["hasConsent", "error"]]],
    [`if (hasConsent()) report(getDiagnosis());`, [["hasConsent", "warning"]]],
    [`function f() { if (!hasConsent()) return; report(getDiagnosis()); } f();`, [["hasConsent", "warning"]]],
    [`const ok = hasConsent(); if (ok) report(getDiagnosis());`, [["hasConsent", "warning"]]],
    [`hasConsent() && report(getDiagnosis());`, [["hasConsent", "warning"]]],
    [`if (hasConsent() && isReady) report(getDiagnosis());`, [["hasConsent", "warning"]]],
    [`if (isReady && hasConsent()) report(getDiagnosis());`, [["hasConsent", "warning"]]],
    [`if (isReady) report(getDiagnosis());`, [["none", "error"]]],
    [`if (hasConsent()) open(); report(getDiagnosis());`, [["none", "error"]]],
    [`if (!hasConsent()) report(getDiagnosis());`, [["none", "error"]]],
    [`if (hasConsent() || isReady) report(getDiagnosis());`, [["none", "error"]]],
    [`function f(x) { if (!hasConsent() && x) return; report(getDiagnosis()); } f();`, [["none", "error"]]],
    [`function f(x) { if (!hasConsent() || x) return; report(getDiagnosis()); } f();`, [["none", "error"]]],
    [`if (hasConsent()) report(getEmail());`, [["hasConsent", "note"]]],
    [`if (hasConsent()) [getDiagnosis()].forEach((dx) => report(dx));`, [["hasConsent", "warning"]]],
    [
      `function f(list) { if (!hasConsent()) return; list.forEach((dx) => report(dx)); } f([getDiagnosis()]);`,
      [["hasConsent", "warning"]],
    ],
    [`if (!hasConsent()) [getDiagnosis()].forEach((dx) => report(dx));`, [["none", "error"]]],
    [
      `function f() { const ok = hasConsent(); const go = () => { if (ok) report(getDiagnosis()); }; go(); } f();`,
      [["hasConsent", "warning"]],
    ],
    [`function f(ok) { const go = () => { if (ok) report(getDiagnosis()); }; go(); } f(true);`, [["none", "error"]]],
  ] as const)("%s", ([source, expected]) => {
    expect(consentOf(source)).toEqual(expected);
  });

  test("a check inside a function that forwards guards its callers", () => {
    expect(consentOf(`function track(data) { if (hasConsent()) report(data); } track(getDiagnosis());`)).toEqual([
      ["hasConsent", "warning"],
    ]);
  });
});

describe("what decides whether a call runs", () => {
  test.for([
    [`if (ill) {\nsend("open");\n}`, "ill"],
    [`ill &&\nsend("open");`, "ill"],
    [`ill ?\nsend("open") : 0;`, "ill"],
    [`[1].forEach(() => { if (ill) {\nsend("open");\n} });`, "ill"],
  ] as const)("%s: the step is at the condition", ([statement, expected]) => {
    const source = `const ill = getDiagnosis();\nlog(ill);\n${statement}`;
    const steps = findingsOf(source).flatMap(({ flows }) => flows.flatMap((flow) => flow.steps));
    const places = steps
      .filter(({ kind }) => kind === "condition")
      .map(({ location }) => {
        const line = source.split("\n")[location.line - 1] ?? "";
        return [location.line, line.slice(location.column - 1, location.endColumn - 1)];
      });
    expect(places).toEqual([[3, expected]]);
  });
});

describe("allow", () => {
  const allow = (labels: string, until = "2999-12-31"): string =>
    `allow: [{ vendor: acme-ads, labels: [${labels}], reason: "Agreement of 2026", until: ${until} }]`;
  const source = `send(getDiagnosis()); send(getEmail()); report(getDiagnosis());`;

  test("a vendor may receive a label", async () => {
    check(
      source,
      `identifier-to-advertising acme-ads: send(getEmail())
       health-to-analytics acme-stats: report(getDiagnosis())`,
      { ruleSet: await houseRules(allow("health.condition")) },
    );
  });

  test("what is allowed is counted, also when it is nothing", async () => {
    const ruleSet = await houseRules(allow("health.condition"), allow("identifier.phone"));
    expect(resultOf(source, { ruleSet }).coverage.allowances).toEqual([
      { place: "house-1.yml:1", vendor: "acme-ads", labels: ["health.condition"], flows: 1 },
      { place: "house-2.yml:1", vendor: "acme-ads", labels: ["identifier.phone"], flows: 0 },
    ]);
  });

  test("a label covers those below it", async () => {
    check(
      source,
      `health-to-advertising acme-ads: send(getDiagnosis())\nhealth-to-analytics acme-stats: report(getDiagnosis())`,
      {
        ruleSet: await houseRules(allow("identifier")),
      },
    );
  });

  test("a label does not cover one that only begins the same", async () => {
    const ruleSet = await houseRules(allow("health.cond"));
    expect(findingsOf(source, { ruleSet }).map(({ ruleId }) => ruleId)).toContain("health-to-advertising");
  });
});

describe("what a finding says", () => {
  test("message, function, sink, flows", () => {
    const [finding] = findingsOf(`class Page {\n  save() { const dx = getDiagnosis(); send({ dx }); }\n}`);
    expect(finding).toMatchObject({
      ruleId: "health-to-advertising",
      level: "error",
      functionPath: "Page.save",
      message: "`getDiagnosis()` reaches Acme Ads as event data through `send()`.",
      confidence: "high",
      sink: { id: "ads/send", callee: "send", role: "payload" },
      flowCount: 1,
    });
    expect(finding?.flows[0]?.steps.map(({ kind }) => kind)).toEqual(["source", "sink"]);
  });

  test("flows are the shortest first and not more than the limit", () => {
    const source = `function far(value) {\n const copy = value;\n return copy;\n}\nfunction book(visit) {\n send({ b: far(visit.hasDepression), a: visit.diagnosis, c: far(visit.spouse.diagnosis) });\n}`;
    const [finding] = findingsOf(source, { limits: { flowsPerFinding: 2 } });
    expect(finding?.flows).toHaveLength(2);
    expect(finding?.flowCount).toBe(3);
    const lengths = finding?.flows.map(({ steps }) => steps.length) ?? [];
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  });

  test("flows beyond the limit are named all the same", () => {
    const fields = Array.from({ length: 12 }, (_, index) => `visit.child${String(index)}.diagnosis`).join(", ");
    const [finding] = findingsOf(`function book(visit) { send([${fields}]); }`);
    expect(finding?.flows).toHaveLength(8);
    expect(new Set(finding?.identities.map(({ fingerprint }) => fingerprint)).size).toBe(12);
    expect(finding?.flows.map(({ fingerprint }) => fingerprint)).toEqual(
      finding?.identities.slice(0, 8).map(({ fingerprint }) => fingerprint),
    );
  });

  test("each call of one source in a payload is a flow", () => {
    const [finding] = findingsOf(`send({ a: getDiagnosis(),\n b: getDiagnosis() });`);
    expect(finding?.flowCount).toBe(2);
  });

  test("every flow begins with its source and ends with the vendor call", () => {
    const findings = findingsOf(
      `function track(data) { send(data); }\nfunction book(visit) { track({ dx: visit.diagnosis, on: visit.hasDepression }); }`,
    );
    const ends = findings.flatMap(({ flows }) =>
      flows.map(({ steps }) => [steps[0]?.kind, steps.at(-1)?.kind, steps.at(-1)?.location.line]),
    );
    expect(ends).toEqual([
      ["source", "sink", 1],
      ["source", "sink", 1],
    ]);
  });

  test("a call that nothing is known of on the way makes it less sure", () => {
    const confidence = (source: string): string | undefined => findingsOf(source)[0]?.confidence;
    expect(confidence(`send(getDiagnosis());`)).toBe("high");
    expect(confidence(`send(unheardOf(getDiagnosis()));`)).toBe("medium");
    expect(confidence(`function book(patient) { if (patient.hasDepression) send("open"); }`)).toBe("medium");
  });
});
