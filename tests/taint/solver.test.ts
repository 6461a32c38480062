import { describe, expect, test } from "vitest";
import { check, solve } from "./check.ts";

describe("calls and returns match", () => {
  test("what enters a function through one call does not leave through another", () => {
    check(
      `function same(value) { return value; } send(same(getDiagnosis())); send(same("none"));`,
      `send(same(getDiagnosis())) ← health.condition
       send(same("none")) ← nothing`,
    );
  });

  test("through several functions", () => {
    check(
      `function inner(value) { return { value }; } function outer(value) { return inner(value).value; } send(outer(getDiagnosis())); send(outer(getPlan()));`,
      `send(outer(getDiagnosis())) ← health.condition
       send(outer(getPlan())) ← nothing`,
    );
  });

  test("what a function leaves in its argument", () => {
    check(
      `function fill(visit, value) { visit.value = value; } const a = {}; const b = {}; fill(a, getDiagnosis()); fill(b, "none"); send(a); send(b);`,
      `send(a) ← health.condition
       send(b) ← nothing`,
    );
  });

  test("a callback is the one that a call passes", () => {
    check(
      `function using(work) { return work(getVisit()); } function getVisit() { return { reason: getDiagnosis(), room: 4 }; } send(using((visit) => visit.reason)); send(using((visit) => visit.room));`,
      `send(using((visit) => visit.reason)) ← health.condition
       send(using((visit) => visit.room)) ← nothing`,
    );
  });

  test("what a function sends in a callback comes from the calls that pass it", () => {
    check(
      `function using(visit, work) { work(visit); } using(getDiagnosis(), (visit) => send({ visit })); using("none", (visit) => send([visit]));`,
      `send({ visit }) ← health.condition
       send([visit]) ← nothing`,
    );
  });

  test("functions that hand each other on", () => {
    check(
      `function run(works, value) { return works.reduce((all, work) => work(all), value); } send(run([(text) => text, (text) => [text]], getDiagnosis())); send(run([(text) => text, (text) => [text]], "none"));`,
      `send(run([(text) => text, (text) => [text]], getDiagnosis())) ← health.condition
       send(run([(text) => text, (text) => [text]], "none")) ← nothing`,
    );
  });

  test("recursion is a fixpoint", () => {
    check(
      `function last(list, value) { return list.length > 0 ? last(list.slice(1), value) : value; } send(last([1], getDiagnosis())); send(last([1], "none"));`,
      `send(last([1], getDiagnosis())) ← health.condition
       send(last([1], "none")) ← nothing`,
    );
  });

  test("functions that call each other", () => {
    check(
      `function even(n, value) { return n === 0 ? value : odd(n - 1, value); } function odd(n, value) { return n === 0 ? "none" : even(n - 1, value); } send(even(3, getDiagnosis())); send(odd(3, "x"));`,
      `send(even(3, getDiagnosis())) ← health.condition
       send(odd(3, "x")) ← nothing`,
    );
  });

  test("what a callee throws arrives in the catch clause around the call", () => {
    check(
      `function book(visit) { throw visit; } try { book(getDiagnosis()); } catch (error) { send(error); } try { book("none"); } catch (problem) { send(problem); }`,
      `send(error) ← health.condition
       send(problem) ← nothing`,
    );
  });

  test("each closure has what it captured", () => {
    check(
      `function keep(value) { return () => value; } const a = keep(getDiagnosis()); const b = keep("none"); send(a()); send(b());`,
      `send(a()) ← health.condition
       send(b()) ← nothing`,
    );
  });

  test("spread and rest keep positions", () => {
    check(
      `function second(...values) { return values[1]; } send(second("x", getDiagnosis())); send(second(getDiagnosis(), "x")); const list = ["x", getDiagnosis()]; send(second(...list));`,
      `send(second("x", getDiagnosis())) ← health.condition
       send(second(getDiagnosis(), "x")) ← nothing
       send(second(...list)) ← health.condition`,
    );
  });
});

describe("fields", () => {
  test("are told apart in both directions", () => {
    check(
      `const visit = { reason: getDiagnosis(), city: getCity() }; send({ city: visit.city }); send({ why: visit.reason }); send(visit);`,
      `send({ city: visit.city }) ← nothing
       send({ why: visit.reason }) ← health.condition
       send(visit) ← health.condition`,
    );
  });

  test("what rest leaves out, a spread replaces or `delete` removes is gone", () => {
    check(
      `const visit = { reason: getDiagnosis(), city: getCity() }; const { reason, ...rest } = visit; send(rest); send({ ...visit, reason: "none" }); send({ ...visit }); const copy = { ...visit }; delete copy.reason; send(copy);`,
      `send(rest) ← nothing
       send({ ...visit, reason: "none" }) ← nothing
       send({ ...visit }) ← health.condition
       send(copy) ← nothing`,
    );
  });

  test("a known key of a computed access is exact", () => {
    check(
      `const keys = { why: "reason", where: "city" }; const visit = { reason: getDiagnosis(), city: getCity() }; send(visit[keys.where]); send(visit[keys.why]); send(visit[ask()]);`,
      `send(visit[keys.where]) ← nothing
       send(visit[keys.why]) ← health.condition
       send(visit[ask()]) ← health.condition`,
    );
  });

  test("a path longer than the bound is reported, not lost", () => {
    const source = `const visit = { a: { b: { c: { d: getDiagnosis() } } } }; send(visit.a.b.c.d); send(visit.a.b.c.e);`;
    const { taint } = solve(source, { accessPathLength: 2 });
    expect(taint.diagnostics.map(({ code }) => code)).toEqual(["bound-met"]);
    expect(new Set(taint.flows.map(({ label }) => label))).toEqual(new Set(["health.condition"]));
  });
});

describe("what is done to a value", () => {
  test.for([
    ["`${getEmail()}`", "identifier.email"],
    ["getEmail().length", "nothing"],
    ["!!getEmail()", "nothing"],
    [`getEmail() === "x"`, "nothing"],
    ["getDiagnosis() > 10", "health.condition"],
    ["!!getDiagnosis()", "health.condition"],
    [`getDiagnosis() ? "yes" : "no"`, "health.condition"],
    ["btoa(getEmail())", "identifier.email"],
    ["redact(getEmail())", "nothing"],
    ["redact(getDiagnosis())", "nothing"],
    ["withoutPerson(getEmail())", "nothing"],
    ["withoutPerson(getDiagnosis())", "health.condition"],
    ["unheardOf(getDiagnosis())", "health.condition"],
    ["[getDiagnosis()].map((value) => value)[0]", "health.condition"],
    ["console.log(getDiagnosis())", "nothing"],
  ] as const)("send(%s) ← %s", ([value, labels]) => {
    check(`send(${value});`, `send(${value}) ← ${labels}`);
  });

  test("in the branch of a guard its argument is clean", () => {
    check(
      `function book() { const row = getDiagnosis(); if (isClean(row)) send(row); else send({ row }); }`,
      `send(row) ← nothing
       send({ row }) ← health.condition`,
    );
  });

  test("after leaving when the guard fails", () => {
    check(
      `function book() { const row = getDiagnosis(); if (!isClean(row)) return; send(row); }`,
      `send(row) ← nothing`,
    );
  });
});

describe("decisions", () => {
  test("a call that runs only for one health answer tells it", () => {
    check(
      `function book(patient) { if (patient.hasDepression) send("open"); if (patient.isNew) send("new"); }`,
      `send("open") ← health.condition decides
       send("new") ← nothing`,
    );
  });

  test.for([
    [`if (!patient.hasDepression) return; send("x");`],
    [`patient.hasDepression && send("x");`],
    [`patient.isNew ? send("y") : 0; if (patient.hasDepression) { if (patient.isNew) { send("x"); } }`],
    [`if (patient.isNew && patient.hasDepression) send("x");`],
    [`if (patient.hasDepression && patient.isNew) send("x");`],
  ] as const)("%s", ([body]) => {
    const other = body.includes(`send("y")`) ? `\nsend("y") ← nothing` : "";
    check(`function book(patient) { ${body} }`, `send("x") ← health.condition decides${other}`);
  });
});

describe("ports of sinks", () => {
  test("conditions on constants; a value that is not constant satisfies them", () => {
    check(
      `const d = getDiagnosis(); trackEvent("track", "Lead", d); trackEvent("init", "Lead", d); trackEvent(kind, "Lead", d); trackEvent("track");`,
      `trackEvent("track", "Lead", d) ← health.condition
       trackEvent(kind, "Lead", d) ← health.condition`,
    );
  });

  test("an exact field of an argument, and a whole without a field of its own role", () => {
    check(
      `identify({ id: getDiagnosis() }); identify({ plan: getDiagnosis() }); identify({}, { email: getEmail() }); identify({}, { name: getEmail() });`,
      `identify({ id: getDiagnosis() }) ← health.condition
       identify({ plan: getDiagnosis() }) ← nothing
       identify({}, { email: getEmail() }) ← identifier.email
       identify({}, { name: getEmail() }) ← nothing`,
    );
  });
});
