import { describe, test } from "vitest";
import { check } from "./check.ts";

describe("parameters", () => {
  test("a default joins what is passed", () => {
    check(
      `function book(visit, plan = "free") { send(plan); }`,
      `plan#2 = plan
       plan#2 = "free"
       send(plan#2)`,
    );
  });

  test("a rest parameter", () => {
    check(
      `function book(visit, ...notes) { send(notes); }`,
      `function module()
       function book(visit, notes) rest
       send(notes)`,
    );
  });

  test("`arguments` holds every parameter", () => {
    check(
      `function book(visit, note) { send(arguments[1], arguments.length); }`,
      `arguments.0 = visit
       arguments.1 = note
       send(arguments.1, length(arguments))`,
    );
  });

  test("a declared `this` is no parameter", () => {
    check(
      `function book(this: Clinic, visit) { this.send(visit); }`,
      `function module()
       function book(visit)
       this.send(visit) by book:this.send on book:this`,
    );
  });

  test("overloads are one function", () => {
    check(
      `function book(visit: string): void; function book(visit: number): void; function book(visit) { send(visit); }`,
      `function module()
       function book(visit)`,
    );
  });
});

describe("calls", () => {
  test("each argument, the receiver and a spread", () => {
    check(
      `function book(client, visits) { client.send("a", ...visits, "b"); }`,
      `client.send("a", ...[[]: visits[], []: "b"]) on client`,
    );
  });

  test("`new`", () => {
    check(`function book(visit) { return new Visit(visit); }`, `new Visit(visit)\nbook:return = Visit()`);
  });

  test("`call` and `apply` also call the function", () => {
    check(
      `function book(api, list) { send.call(api, "a"); send.apply(api, ["b"]); }`,
      `send("a") on api after send.call
       send("b") on api after send.apply`,
    );
  });

  test("`bind` makes a function that calls the one bound, with what is fixed and then what it is given", () => {
    check(
      `function book(api) { const later = send.bind(api, "a"); later("b"); }`,
      `later = send.bind()
       send.bind() = function send
       send.bind(api, "a") on global send
       send(send:closure.$$bound0, ...send:arg0) by send:closure.$$bound on send:closure.$$receiver
       later("b")`,
    );
  });

  test("written names leave casts and `?.` out", () => {
    check(
      `function book(list) { (window as any).fbq("a"); window["fbq"]("b"); api?.client().send?.("c"); list[0]("d"); (() => "e")(); }`,
      `window.fbq("a") on global window
       window.fbq("b") on global window
       api.client() on global api
       api.client().send("c") on api.client()
       list[]("d") by list.0 on list
       ()() by function ()`,
    );
  });
});

describe("generators, promises, exceptions", () => {
  test("what a generator yields are the elements of what it returns", () => {
    check(
      `function* notes(visit) { yield visit.a; yield* visit.list; return visit.end; }`,
      `notes:return[] = visit.a
       notes:return[] = visit.list[]
       notes:return.$$returned = visit.end`,
    );
  });

  test("a promise and its value are the same", () => {
    check(
      `async function load(api) { const visit = await api.get(); return visit; }`,
      `visit = api.get()
       load:return = visit
       load:return.$$rejected = load:throw
       function module()
       function load(api) async`,
    );
  });

  test("what is thrown leaves the function", () => {
    check(
      `function book(visit) { throw new ClinicError(visit.reason); }`,
      `book:throw = ClinicError()
       new ClinicError(visit.reason)`,
    );
  });

  test("a catch clause receives what its block throws", () => {
    check(
      `function book(visit) { try { throw visit.reason; } catch (error) { log(error); } }`,
      `error = visit.reason
       error#2 = error
       log(error#2)
       book:throw = nothing`,
    );
  });

  test("the exception may come before any assignment of the block", () => {
    check(
      `function book(visit) { let state = "new"; try { state = send(visit); } catch { keep(state); } }`,
      `state = "new"
       state#2 = send()
       state#3 = state
       state#3 = state#2
       state#4 = state#2
       state#4 = state after keep
       keep(state#3)`,
    );
  });

  test("`finally` runs after both", () => {
    check(
      `function book(visit) { let state = "new"; try { state = "sent"; } catch { state = "failed"; } finally { keep(state); } }`,
      `state = "new"
       state#2 = "sent"
       state#3 = state
       state#3 = state#2
       state#4 = "failed"
       state#5 = state#2
       state#5 = state#4
       keep(state#5)`,
    );
  });

  test("an object made here that an inner function gives to a call may be changed there", () => {
    check(
      `function book() { const visit = {}; const other = {}; const load = () => fill(visit, other.id); return [visit, load]; }`,
      `visit = {}
       visit = visit after fill if changed
       visit#2 = load:closure.$$visit`,
    );
  });
});
