import { expect, test } from "vitest";
import type { Limits } from "../../src/model/options.ts";
import { solve } from "./check.ts";
import { houseRules } from "./house-rules.ts";

const withEndpoints = await houseRules(`
httpClients:
  - { id: ask, callee: ask, address: arg0, body: arg1 }
sinks:
  - { id: ads/events, vendor: acme-ads, endpoint: { host: ads.example, path: "/**" }, ports: { body: payload } }
`);

/** `said` is what a diagnostic says of the bound that was met; with the default limits none may be met. */
function check(source: string, limits: Partial<Limits>, said: string, rules = withEndpoints): void {
  expect(messages(source, {}, rules)).toEqual([]);
  expect(messages(source, limits, rules)).toEqual([expect.stringContaining(said)]);
}

function messages(source: string, limits: Partial<Limits>, rules = withEndpoints): string[] {
  return solve(source, limits, rules).taint.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

test("a search that is cut at one place is reported", () => {
  check(`const a = getCity(); const b = [a]; const c = [b]; send(c);`, { factsPerPlace: 2 }, "limits.factsPerPlace");
});

test("a search from a vendor call that is cut is reported", () => {
  check(`const a = getCity(); const b = [a]; const c = [b]; send(c);`, { factsPerSink: 2 }, "limits.factsPerSink");
});

/** A diagnosis that is put into a list again and again before it is sent. */
function wrapped(times: number): string {
  const steps = Array.from({ length: times }, (_, index) => `const a${String(index + 1)} = [a${String(index)}];`);
  return `const a0 = getDiagnosis(); ${steps.join(" ")} send(a${String(times)});`;
}

test("outside a health product a search from a vendor call is cut at a quarter", () => {
  const found = (times: number, isHealthProduct: boolean): number =>
    solve(wrapped(times), { factsPerSink: 40, accessPathLength: 40 }, withEndpoints, isHealthProduct).taint.flows
      .length;
  expect(found(12, true)).toBe(1);
  expect(found(12, false)).toBe(0);
  expect(found(2, false)).toBe(1);
});

test("each further place that composes a payload adds to what a search may visit", () => {
  const callers = Array.from(
    { length: 30 },
    (_, index) => `function ask${String(index)}(visit) { report({ dx: visit.diagnosis }); }`,
  );
  const { taint } = solve(
    `function report(data) { send(data); } ${callers.join(" ")}`,
    { factsPerSink: 20 },
    withEndpoints,
  );
  expect(taint.diagnostics).toEqual([]);
  expect(new Set(taint.flows.map(({ place }) => place)).size).toBe(30);
});

test("the whole search that is cut is reported", () => {
  check(
    `send(getCity()); send(getPlan()); send(getDiagnosis());`,
    { factsPerProgram: 1 },
    "1 vendor call was searched in part or not at all",
  );
});

test("a search for what decides a call that is cut is reported", () => {
  check(
    `const a = getDiagnosis(); const b = [a]; const c = [b]; if (c[0][0] === "x") send("open");`,
    { factsPerDecision: 2 },
    "What decides whether 1 vendor call runs was searched in part (limits.factsPerDecision)",
  );
});

test("conditions of callers that are not looked at are reported", () => {
  check(
    `function open() { send("open"); } open(); if (getDiagnosis() === "x") open();`,
    { decisionsPerSink: 2 },
    "Some conditions of the calls that lead to 1 vendor call were not looked at (limits.decisionsPerSink)",
  );
});

test("callers without conditions are nothing that was left out", () => {
  expect(messages(`function open() { send("open"); } open(); open(); open();`, { decisionsPerSink: 1 })).toEqual([]);
});

test("callers of a request that are not told apart are reported", () => {
  check(
    `function post(url, data) { ask(url, data); } post("/a", 1); post("/b", 2); post("https://ads.example/x", getDiagnosis());`,
    { callerChains: 2 },
    "The callers of 1 HTTP request were told apart by address in part",
  );
});

test("a result that is too deep in what gives it back is reported", () => {
  expect(
    messages(
      `function last(year) { return year.months.weeks.days.visits; } const all = {}; last(all).reason = getDiagnosis(); send(all);`,
      {},
    ),
  ).toEqual([expect.stringContaining("What 1 call gives back was followed in part")]);
});
