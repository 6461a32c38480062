import { describe, test } from "vitest";
import { check } from "./check.ts";

describe("declarations by pattern", () => {
  test("fields, nested fields and a new name", () => {
    check(
      `const { email, address: { city }, plan: tier } = user; send(email, city, tier);`,
      `email = global user.email
       city = global user.address.city
       tier = global user.plan
       send(email, city, tier)`,
    );
  });

  test("the rest is the object without what was taken", () => {
    check(`const { email, plan, ...rest } = user;`, `rest = global user without email,plan`);
  });

  test("a default joins the field", () => {
    check(
      `const { plan = "free" } = user; send(plan);`,
      `plan = global user.plan
       plan = "free"
       plan#2 = plan
       send(plan#2)`,
    );
  });

  test("a computed key that is a constant is exact, another is dynamic", () => {
    check(
      `const key = "reason"; function book(visit, other) { const { [key]: text, [other]: more, ...rest } = visit; send(text, more, rest); }`,
      `text = visit.reason
       more = visit[other]
       rest = visit without reason
       send(text, more, rest)`,
    );
  });

  test("elements of an array and what is left of it", () => {
    check(
      `const [first, , third, ...others] = visits;`,
      `first = global visits.0
       third = global visits.2
       others = { ...global visits without 0,1,2 }`,
    );
  });
});

describe("assignments by pattern", () => {
  test("to variables, with defaults", () => {
    check(
      `function book(pair) { let a; let b; [a, b = "x"] = pair; ({ a, b: b = "y" } = pair); send(a, b); }`,
      `a = pair.0
       b = (pair.1 | "x")
       a#2 = pair.a
       b#2 = (pair.b | "y")
       send(a#2, b#2)`,
    );
  });

  test("to fields: a swap", () => {
    check(
      `function book(visit) { [visit.a, visit.b] = [visit.b, visit.a]; send(visit); }`,
      `visit#2 = visit without a
       visit#2.a = [0: visit.b, 1: visit.a].0
       visit#3 = visit#2 without b
       visit#3.b = [0: visit.b, 1: visit.a].1
       send(visit#3)`,
    );
  });
});

describe("parameters by pattern", () => {
  test("fields of the parameter keep its pattern", () => {
    check(
      `function book({ email, address: { city }, plan = "free", ...rest }) { send(email, city, plan, rest); }`,
      `function book(book:arg0)
       plan = book:arg0.plan
       plan = "free"
       send(book:arg0.email, book:arg0.address.city, plan, book:arg0 without address,email,plan)
       function module()`,
    );
  });

  test("elements of the parameter", () => {
    check(`function book([first, second]) { send(first, second); }`, `send(book:arg0.0, book:arg0.1)`);
  });

  test("a default for the whole parameter", () => {
    check(`function book({ plan } = { plan: "free" }) { send(plan); }`, `send((book:arg0 | { plan: "free" }).plan)`);
  });
});
