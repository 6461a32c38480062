import { describe, test } from "vitest";
import { check } from "./check.ts";

describe("loops have a head", () => {
  test("for … of", () => {
    check(
      `function list(visits) { let all = ""; for (const visit of visits) all += visit.dx; return all; }`,
      `all = ""
       all#2 = all
       all#2 = all#3
       all#3 = text(all#2, visit.dx)
       visit = visits[]
       list:return = all#2`,
    );
  });

  test("what the body does to an element is in the list afterwards", () => {
    check(
      `function list(visits, dx) { for (const visit of visits) visit.reason = dx; return visits; }`,
      `visits#2 = visits
       visits#3 = visits#2
       visits#3[] = (visit#2)
       list:return = visits#3`,
    );
  });

  test("what a call may do to an element, if it does", () => {
    check(
      `function list(visits) { for (const visit of visits) fill(visit); return visits; }`,
      `visits#2 = visits
       visits#3 = visits#2
       visits#3[] = visit after fill if changed
       list:return = visits#3`,
    );
  });

  test("while", () => {
    check(
      `function list(next) { let last = next(); while (last.more) { last = next(last.id); } save(last.id); }`,
      `last = next()
       last#2 = last
       last#2 = last#4
       last#3 = last#2 without id
       last#3.id = id after next
       last#4 = next()#2
       last#5 = last#2 without id
       last#5.id = id after save
       save(last#2.id)`,
    );
  });

  test("do … while", () => {
    check(
      `function list(visits) { let last = "none"; do { last = visits.next; } while (last); save(last); }`,
      `last = "none"
       last#2 = last
       last#2 = last#3
       last#3 = visits#2.next
       save(last#2)`,
    );
  });

  test("for", () => {
    check(
      `function list(visits) { for (let i = 0; i < visits.count; i++) send(visits[i]); }`,
      `i = 0
       i#2 = i
       i#2 = i#3
       i#3 = arithmetic(i#2)
       send(visits#2[i#2]) if compare(i#2, visits#2.count)`,
    );
  });

  test("for … in reads any field", () => {
    check(`function list(form) { for (const name in form) send(form[name]); }`, `send(form#2[name])`);
  });

  test("for await", () => {
    check(`async function list(api) { for await (const visit of api.list()) send(visit); }`, `visit = api.list()[]`);
  });

  test("`break` out of two loops carries its version to the end", () => {
    check(
      `function book(visits) { let last = "none"; outer: for (const visit of visits) { for (const note of visit.notes) { if (note.stop) { last = note.text; break outer; } } } send(last); }`,
      `last = "none"
       last#2 = last
       last#2 = last#3
       last#2 = last#4
       last#3 = last#2
       last#4 = note.text
       send(last#2)`,
    );
  });
});

describe("conditions of callbacks", () => {
  test("a callback runs under the conditions of the call it is written in", () => {
    check(
      `function list(visits, isOn) { if (isOn) visits.forEach((visit) => { if (visit.dx) send(visit); }); }`,
      `send(visit) if (isOn) if visit.dx`,
    );
  });

  test("so does a function that is called on the spot, and what follows an early return", () => {
    check(
      `function list(visit, isOn) { if (!isOn) return; (function () { send(visit); })(); later(async () => log(visit)); }`,
      `send(visit#2) unless boolean(isOn)
       log(visit#3) unless boolean(isOn)`,
    );
  });

  test("a function with a name has its own conditions only", () => {
    check(`function list(visit, isOn) { if (isOn) { const go = () => send(visit); go(); } }`, `send(visit#2)`);
  });
});

describe("a constant that a branch chooses", () => {
  test("tells what decided it", () => {
    check(
      `function book(score) { let level = "mild"; if (score > 20) level = "severe"; return { level }; }`,
      `level = "mild"
       level#2 = "severe"
       level#3 = level
       level#3 = level#2
       level#3 = choice(compare(score, 20))
       book:return = { level: level#3 }`,
    );
  });

  test("says nothing when it is decided by whether there is a value, or is no constant", () => {
    check(
      `function book(visit) { let a = "x"; if (visit.reason) a = "y"; let b = "x"; if (visit.b > 1) b = visit.b; return [a, b]; }`,
      `a = "x"
       a#2 = "y"
       a#3 = a
       a#3 = a#2
       b = "x"
       b#2 = visit.b
       b#3 = b
       b#3 = b#2
       book:return = [0: a#3, 1: b#3]`,
    );
  });

  test("is returned", () => {
    check(
      `function level(score) { if (score > 20) return "severe"; return "mild"; }`,
      `level:return = "severe"
       level:return = "mild"
       level:return = choice(compare(score, 20))`,
    );
  });
});

describe("switch", () => {
  test("cases, a fall through and a default", () => {
    check(
      `function book(visit) { let label = "none"; switch (visit.kind) { case "a": label = visit.a; break; case "b": label = visit.b; case "c": keep(); break; default: label = "other"; } save(label.text); }`,
      `label = "none"
       label#2 = visit.a
       label#3 = visit.b
       label#4 = label
       label#4 = label#3
       label#5 = "other"
       label#6 = label#2
       label#6 = label#4
       label#6 = label#5
       label#7 = label#6 without text
       label#7.text = text after save
       save(label#6.text)`,
    );
  });

  test("without a default the value before may stay", () => {
    check(
      `function book(visit) { let label = "none"; switch (visit.kind) { case "a": label = visit.a; } save(label); }`,
      `label = "none"
       label#2 = visit.a
       label#3 = label
       label#3 = label#2
       save(label#3)`,
    );
  });
});

describe("conditions of calls", () => {
  test.for([
    [`if (visit.a) send(1); else send(2);`, `send(1) if visit.a\nsend(2) unless visit.a`],
    [`if (visit.a) { if (visit.b) send(1); }`, `send(1) if visit.a if visit.b`],
    [`if (!visit.a) return; send(1);`, `send(1) unless boolean(visit.a)`],
    [`if (visit.a) { return; } else { keep(); } send(1);`, `send(1) unless visit.a`],
    [`visit.a && send(1);`, `send(1) if visit.a`],
    [`visit.a || send(1);`, `send(1) unless visit.a`],
    [`visit.a ? send(1) : send(2);`, `send(1) if visit.a\nsend(2) unless visit.a`],
    [
      `switch (visit.kind) { case "a": send(1); break; default: send(2); }`,
      `send(1) if compare(visit.kind, "a")\nsend(2) unless compare(visit.kind)`,
    ],
    [`for (const note of visit.notes) { if (note.skip) continue; send(1); }`, `send(1) unless note.skip`],
    [`if (visit.a) { keep(); } send(1);`, `send(1)`],
    [`if (visit.a && visit.b) send(1);`, `send(1) if (visit.b | boolean(visit.a))`],
  ] as const)("%s", ([statement, printed]) => {
    check(`function book(visit) { ${statement} }`, printed);
  });
});

describe("guards", () => {
  test("a branch has versions that name the check", () => {
    check(
      `function book(row) { if (isClean(row)) send(row); else keep(row); }`,
      `row after isClean = row
       row#2 = row after isClean where isClean is true
       row#3 = row after isClean where isClean is false
       row#4 = row after keep
       row#4 = row after send
       send(row#2) if isClean()
       keep(row#3) unless isClean()`,
    );
  });

  test("leaving when the check fails guards what follows", () => {
    check(
      `function book(row) { if (!isClean(row)) return; send(row.dx); }`,
      `row#2 = row after isClean where isClean is false
       row#3 = row after isClean where isClean is true
       row#4 = row#3 without dx
       row#4.dx = dx after send
       send(row#3.dx) unless boolean(isClean())`,
    );
  });

  test("both sides of `&&` guard", () => {
    check(
      `function book(row, plan) { return isClean(row) && isFree(plan) ? [row.dx, plan.name] : "none"; }`,
      `book:return = ([0: row#4.dx, 1: plan#3.name] | "none")
       plan after isFree = plan
       plan#2 = plan
       plan#2 = plan after isFree
       plan#3 = plan#2 where isFree is true
       plan#4 = plan#2
       plan#4 = plan#3`,
    );
  });
});

describe("what cannot run", () => {
  test("statements behind a return, a throw or a break", () => {
    check(
      `function f(a) { return a; send(a); } function g(a) { throw a; send(a); } for (const a of list) { break; send(a); }`,
      `f:return = a#2`,
    );
  });

  test("a branch of a constant condition", () => {
    check(
      `const isOn = false; function book(row) { if (isOn) send(row.dx); else send(row.room); return isOn ? row.dx : row.room; }`,
      `book:return = row#2.room
       send(row.room)`,
    );
  });

  test("what a `finally` that returns takes the place of", () => {
    check(`function book(row) { try { return row.dx; } finally { return row.room; } }`, `book:return = row.room`);
  });
});
