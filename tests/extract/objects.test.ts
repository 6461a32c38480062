import { describe, test } from "vitest";
import { check } from "./check.ts";

describe("object literals", () => {
  test("keys of every form", () => {
    check(
      `function book(visit) { send({ reason: visit.reason, "plan name": visit.plan, 7: visit.day, note() {} }); }`,
      `send({ reason: visit.reason, plan name: visit.plan, 7: visit.day, note: function note })`,
    );
  });

  test("a computed key that is a constant is exact, another is dynamic", () => {
    check(
      `const field = "dx"; function book(visit) { send({ [field]: visit.reason, ["step"]: 2, [visit.key]: visit.note }); }`,
      `send({ dx: visit.reason, step: 2, [visit.key]: visit.note })`,
    );
  });

  test("fields after a spread replace those of the spread", () => {
    check(
      `function book(visit, extra) { send({ ...visit, email: "x", ...extra, plan: visit.plan }); }`,
      `send({ ...visit without email,plan, email: "x", ...extra without plan, plan: visit.plan })`,
    );
  });

  test("accessors are fields of their own names", () => {
    check(
      `const patient = { get reason() { return ask(); }, set reason(next) { keep(next); } };`,
      `patient = { get reason: function reason, set reason: function reason#2 }`,
    );
  });

  test("a method reads its own object", () => {
    check(`const patient = { label() { return this.reason; } };`, `label:return = label:this.reason`);
  });

  test("an enum is an object of constants", () => {
    check(
      `enum Plan { Free = "free", Paid = 2, Trial }`,
      `Plan.Free = "free"
       Plan.Paid = 2
       Plan.Trial = Trial
       Plan#2 = Plan`,
    );
  });

  test("a namespace is an object of what it exports", () => {
    check(
      `namespace clinic { export const name = "x"; export function open() {} } send(clinic.name);`,
      `clinic.name = name
       clinic.open = function open
       clinic#2 = clinic
       clinic#3 = clinic#2 without name
       clinic#3.name = name after send
       send(clinic#2.name)`,
    );
  });

  test("what a namespace exports, the module does not", () => {
    check(`namespace clinic { export const name = "x"; } export const plan = "free";`, `export plan = cell plan`);
  });
});

describe("arrays", () => {
  test("elements have their index until a spread", () => {
    check(
      `function book(visit) { send([visit.a, visit.b, ...visit.list, visit.c]); }`,
      `send([0: visit.a, 1: visit.b, []: visit.list[], []: visit.c])`,
    );
  });

  test("an index that is a constant is exact, another is dynamic", () => {
    check(
      `function book(visits, i) { const both = [visits[0], visits[i]]; visits[1] = "x"; visits[i] = "y"; return visits; }`,
      `both = [0: visits.0, 1: visits[i]]
       visits#2 = visits without 1
       visits#2.1 = "x"
       visits#3 = visits#2
       visits#3[i] = "y"
       book:return = visits#3`,
    );
  });

  test("what a call does to an element is in the list afterwards", () => {
    check(
      `function book(visits) { fill(visits[0]); return visits; }`,
      `visits#2 = visits without 0
       visits#2.0 = value after fill
       book:return = visits#2`,
    );
  });

  test("a changed result of a local function that gives a variable is that variable", () => {
    check(
      `function book(reason) { const visit = {}; const current = () => visit; current().reason = reason; return visit; }`,
      `book:return = { ...current() without reason, reason: reason }`,
    );
  });

  test("under a computed key it comes to what the list had", () => {
    check(
      `function book(days, day, reason) { days[day].push(reason); days[next()].push(reason); return days; }`,
      `days#2 = days
       days#2[day] = value after days[].push
       days#3 = days#2
       days#3.* = value after days[].push#2
       book:return = days#3`,
    );
  });

  test("`.length` says how much, not what", () => {
    check(
      `function book(visit) { const { length } = visit.notes; return [visit.notes.length, length]; }`,
      `book:return = [0: length(visit.notes), 1: length]
       length = length(visit.notes)`,
    );
  });
});
