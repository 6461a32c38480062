import { describe, test } from "vitest";
import { check } from "./check.ts";

describe("a finding points where the payload is composed", () => {
  test("at the vendor call itself", () => {
    check(
      `function book(visit) { send({ dx: getDiagnosis() }); }`,
      `health-to-advertising acme-ads: send({ dx: getDiagnosis() })`,
    );
  });

  test.for([
    ["whole", `function track(data) { send(data); }`],
    ["spread", `function track(data) { send({ ...data, version: 2 }); }`],
    ["wrapped", `function track(data) { send({ event: { data } }); }`],
    ["by another name", `function track(data) { const payload = data; send(payload); }`],
    ["taken apart", `function track({ data, step }) { send({ data, step }); }`],
    ["serialised", `function track(data) { send(JSON.stringify(data)); }`],
    ["from a callback inside that an array calls", `function track(data) { [1].forEach(() => send(data)); }`],
    ["from a callback inside that a timer calls", `function track(data) { setTimeout(() => send(data), 10); }`],
    ["from a callback inside that something unknown calls", `function track(data) { schedule(() => send(data)); }`],
    ["by default", `function track(data = {}) { send(data); }`],
    ["with the rest", `function track(...data) { send(...data); }`],
    ["in an arrow", `const track = (data) => send(data);`],
  ] as const)("past a function that only forwards its parameter: %s", ([, forwarding]) => {
    check(
      `${forwarding}\ntrack({ data: getDiagnosis() });`,
      `health-to-advertising acme-ads: track({ data: getDiagnosis() })`,
    );
  });

  test("past several functions and files", () => {
    check(
      {
        "vendor.ts": `export const post = (data) => send(data);`,
        "track.ts": `import { post } from "./vendor"; export function track(name, data) { post({ name, ...data }); }`,
        "page.ts": `import { track } from "./track";\ntrack("Lead", { dx: getDiagnosis() });`,
      },
      `health-to-advertising acme-ads: track("Lead", { dx: getDiagnosis() })`,
    );
  });

  test("a method that forwards", () => {
    check(
      `class Tracker { track(data) { send(data); } }\nnew Tracker().track(getDiagnosis());`,
      `health-to-advertising acme-ads: new Tracker().track(getDiagnosis())`,
    );
  });

  test("a function that reads something of its parameter composes", () => {
    check(
      `function track(visit) { send({ why: visit.reason }); }\ntrack({ reason: getDiagnosis() });`,
      `health-to-advertising acme-ads: send({ why: visit.reason })`,
    );
  });

  test("each call of a forwarding function is a place of its own: fields", () => {
    check(
      `function track(data) { send(data); }\nfunction book(visit) {\n track(visit.diagnosis);\n track("open");\n track({ on: visit.hasDepression });\n}`,
      `health-to-advertising acme-ads: track(visit.diagnosis)
       health-to-advertising acme-ads: track({ on: visit.hasDepression })`,
    );
  });

  test("each call of a forwarding function is a place of its own: calls of one source", () => {
    check(
      `function track(data) { send(data); }\ntrack(getDiagnosis());\ntrack("open");\ntrack({ dx: getDiagnosis() });`,
      `health-to-advertising acme-ads: track(getDiagnosis())
       health-to-advertising acme-ads: track({ dx: getDiagnosis() })`,
    );
  });

  test("each call of a forwarding function is a place of its own: one value in both", () => {
    check(
      `function track(data) { send(data); }\nfunction book(visit) {\n const dx = visit.diagnosis;\n track({ dx });\n track({ dx, again: true });\n}`,
      `health-to-advertising acme-ads: track({ dx })
       health-to-advertising acme-ads: track({ dx, again: true })`,
    );
  });
});

describe("one finding for each rule, vendor and place", () => {
  test("two fields of one call are two flows", () => {
    check(
      `send({ a: getDiagnosis(), b: getDiagnosis() });`,
      `health-to-advertising acme-ads: send({ a: getDiagnosis(), b: getDiagnosis() })`,
    );
  });

  test("two rules, two vendors", () => {
    check(
      `function track(data) { send(data); report(data); }\ntrack({ a: getDiagnosis(), b: getEmail() });`,
      `health-to-advertising acme-ads: track({ a: getDiagnosis(), b: getEmail() })
       health-to-analytics acme-stats: track({ a: getDiagnosis(), b: getEmail() })
       identifier-to-advertising acme-ads: track({ a: getDiagnosis(), b: getEmail() })
       identifier-to-analytics acme-stats: track({ a: getDiagnosis(), b: getEmail() })`,
    );
  });

  test("findings are sorted by place", () => {
    check(
      { "b.ts": `send(getDiagnosis());`, "a.ts": `send(1);\nsend(getDiagnosis()); report(getDiagnosis());` },
      `health-to-advertising acme-ads: send(getDiagnosis())
       health-to-analytics acme-stats: report(getDiagnosis())
       health-to-advertising acme-ads: send(getDiagnosis())`,
    );
  });

  test("outside a health product identifiers are no problem, health data is", () => {
    check(`send(getEmail()); send(getDiagnosis());`, `health-to-advertising acme-ads: send(getDiagnosis())`, {
      healthContext: "no",
    });
  });
});
