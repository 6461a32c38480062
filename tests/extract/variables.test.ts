import { describe, test } from "vitest";
import { check } from "./check.ts";

describe("versions of a variable", () => {
  test("assigning kills the old value", () => {
    check(
      `function track(visit) { let reason = visit.reason; reason = "none"; send({ reason, step: 2 }); }`,
      `reason = visit.reason
       reason#2 = "none"
       send({ reason: reason#2, step: 2 })`,
    );
  });

  test("branches join in one version that is any of theirs", () => {
    check(
      `function track(visit, isNew) { let reason = visit.reason; if (isNew) reason = "new"; send(reason); }`,
      `reason = visit.reason
       reason#2 = "new"
       reason#3 = reason
       reason#3 = reason#2
       send(reason#3)`,
    );
  });

  test("when both branches assign, the value before does not reach the join", () => {
    check(
      `function track(visit, isNew) { let reason = visit.reason; if (isNew) { reason = "new"; } else { reason = visit.note; } send(reason); }`,
      `reason = visit.reason
       reason#2 = "new"
       reason#3 = visit.note
       reason#4 = reason#2
       reason#4 = reason#3
       send(reason#4)`,
    );
  });

  test("a branch that returns does not reach what follows", () => {
    check(
      `function track(visit) { let plan = "free"; if (visit.isOver) { plan = visit.plan; return plan; } send(plan); }`,
      `plan = "free"
       plan#2 = visit.plan
       track:return = plan#2
       send(plan) unless visit.isOver`,
    );
  });

  test("a conditional expression assigns in branches of their own", () => {
    check(
      `function track(visit) { let plan = "free"; const kind = visit.paid ? (plan = visit.plan) : "guest"; send(plan, kind); }`,
      `plan = "free"
       plan#2 = visit.plan
       plan#3 = plan
       plan#3 = plan#2
       kind = (visit.plan | "guest")
       send(plan#3, kind)`,
    );
  });

  test("`var` declared twice is one variable", () => {
    check(
      `var plan = "free"; var plan = visit.plan; send(plan);`,
      `plan = "free"
       plan#2 = global visit.plan
       send(plan#2)`,
    );
  });

  test("a name in an inner block is a variable of its own", () => {
    check(
      `function track(visit) { const reason = "none"; { const reason = visit.reason; keep(reason); } send(reason); }`,
      `reason = "none"
       reason#2 = visit.reason
       keep(reason#2)
       send(reason)`,
    );
  });

  test("an operator that assigns makes a version", () => {
    check(
      `function track(visit) { let text = "a"; text += visit.a; text ||= visit.b; text &&= visit.c; text ??= visit.d; return text; }`,
      `text = "a"
       text#2 = text(text, visit.a)
       text#3 = (text#2 | visit.b)
       text#4 = (text#3 | visit.c)
       text#5 = (text#4 | visit.d)
       track:return = text#5`,
    );
  });

  test("assigning a name that nobody declares writes a global", () => {
    check(
      `plan = ask(); window.later = plan; send(plan);`,
      `global plan = ask()
       global window.later = global plan
       send(global plan)`,
    );
  });
});

describe("fields of variables", () => {
  test("writing a field makes a version that has it instead of the old one", () => {
    check(
      `function save(user) { user.dx = user.next; send(user); }`,
      `user#2 = user without dx
       user#2.dx = user.next
       send(user#2)`,
    );
  });

  test("a write deep in an object reaches its root", () => {
    check(
      `function save(visit) { visit.patient.email = "x"; return visit; }`,
      `visit#2 = visit without patient
       visit#2.patient = { ...visit.patient without email, email: "x" }
       save:return = visit#2`,
    );
  });

  test("`delete` leaves the object without the field", () => {
    check(
      `function save(visit) { delete visit.email; delete visit["plan"]; send(visit); }`,
      `visit#2 = visit without email
       visit#3 = visit#2 without plan
       send(visit#3)`,
    );
  });

  test("counting up and adding change the field", () => {
    check(
      `function save(visit) { visit.count += visit.step; visit.total++; send(visit); }`,
      `visit#2 = visit without count
       visit#2.count = text(visit.count, visit.step)
       visit#3 = visit#2 without total
       visit#3.total = arithmetic(visit#2.total)
       send(visit#3)`,
    );
  });

  test("a second name for an object sees what the first is given", () => {
    check(
      `function save(visit) { const first = visit; first.reason = "new"; send(visit); }`,
      `first = visit
       first#2 = first without reason
       first#2.reason = "new"
       send(first#2)`,
    );
  });

  test("an object taken out of another one is still part of it", () => {
    check(
      `function save(state) { const { user } = state; user.email = "x"; send(state); }`,
      `user = state.user
       user#2 = user without email
       user#2.email = "x"
       state#2 = state without user
       state#2.user = user#2
       send(state#2)`,
    );
  });

  test("a call may change what it is given, so the value after it is another", () => {
    check(
      `function save(user) { fill(user); send(user); }`,
      `user after fill = user
       fill(user)
       send(user after fill)
       save:user' = user after send`,
    );
  });

  test("a method may change its receiver", () => {
    check(
      `function save(visit) { const list = []; list.push(visit.reason); return list; }`,
      `list = []
       list after list.push = list
       list.push(visit.reason) on list
       save:return = list after list.push`,
    );
  });
});

describe("variables that functions share", () => {
  test("a captured variable is a field of the closure", () => {
    check(
      `function book() { const reason = ask(); return () => send(reason); }`,
      `reason = ask()
       reason#2 = ():closure.$$reason
       cell reason = reason
       function ().$$reason = cell reason
       book:return = function ()
       send(reason#2)`,
    );
  });

  test("a closure in a closure hands it on", () => {
    check(
      `function book() { const reason = ask(); return function outer() { return function inner() { send(reason); }; }; }`,
      `reason = ask()
       reason#2 = outer:closure.$$reason
       reason#3 = inner:closure.$$reason
       function outer.$$reason = cell reason
       function inner.$$reason = reason#2
       send(reason#3)`,
    );
  });

  test("a variable that a closure assigns is one cell for both", () => {
    check(
      `function book() { let reason = ask(); const set = (next) => { reason = next; }; set("new"); send(reason); }`,
      `reason = ask()
       reason#2 = next
       cell reason = reason
       cell reason = reason#2
       cell reason = reason after send if changed
       send(cell reason)`,
    );
  });

  test("functions see a top-level variable without capturing it", () => {
    check(
      `let plan = ask(); function change(next) { plan = next; } function book() { keep(plan.name); }`,
      `plan = ask()
       plan#2 = next
       cell plan = plan
       cell plan = plan#2
       keep(cell plan.name)`,
    );
  });

  test("a function may be used before the text that declares it", () => {
    check(
      `function book() { save(later()); function later() { return "x"; } }`,
      `later() by function later
       later:return = "x"
       save(later())`,
    );
  });

  test("a function expression can call itself by its own name", () => {
    check(`const book = function again(visit) { again(visit.next); };`, `again(visit.next) by function again#2`);
  });
});
