import { describe, test } from "vitest";
import { check } from "./check.ts";
import { houseRules } from "./house-rules.ts";

const rules = await houseRules(`
sources:
  - { id: form/read, api: "npm:form#read", named: arg0, ports: [return] }
  - { id: form/typed, callee: "form.typed", named: arg0.name, ports: [return, arg0.onLeave.callback.arg0] }
propagators:
  - { id: box/put, api: "npm:box#put", from: arg1, to: "store(box).[arg0.key]" }
  - { id: box/take, api: "npm:box#take", from: "store(box).[arg0.key]", to: return }
  - { id: box/all, api: "npm:box#values", when: { arg0: { absent: true } }, from: store(box), to: return }
  - { id: box/one, api: "npm:box#values", when: { arg0: { absent: false } }, from: "store(box).[arg0]", to: return }
  - { id: box/add, api: "npm:box#add", when: { arg0: [copy, 1] }, from: arg1, to: "store(box).added" }
  - { id: draft/make, api: "npm:draft#make", flows: [{ from: arg0, to: arg1.callback.arg0 }, { from: arg1.callback.arg0.after, to: return }] }
  - { id: unit/define, api: "npm:unit#define", flows: [{ from: "arg0.[each].callback.this.after", to: [return, arg0.$self] }, { from: arg0.$self, to: "arg0.[each].callback.this" }, { from: "return.[each].callback.arg0", to: "arg0.[each].callback.arg0" }, { from: arg0, to: return }] }
  - { id: slice/make, api: "npm:slice#make", flows: [{ from: "return.actions.[each].callback.arg0", to: "arg0.reducers.[each].callback.arg1" }, { from: "arg0.reducers.[each].callback.return", to: "return.[useEachResult].callback.return" }] }
  - { id: form/use, api: "npm:form#useForm", from: return.set.callback.arg1, to: "return.values.[callback.arg0]" }
  - { id: echo/make, api: "npm:echo#make", from: return.callback.arg0, to: return.callback.return.said }
  - { id: hook/make, api: "npm:hook#make", from: arg0, to: return.$kept }
  - { id: typed/get, api: "npm:typed#get", from: type0, to: return.data }
  - { id: typed/build, api: "npm:typed#build", from: arg0.callback.arg0.callback.type0, to: arg0.callback.arg0.callback.return }
  - { id: hook/read, api: "npm:hook#make()", from: callee.$kept, to: return }
`);

const storage = await houseRules(`
propagators:
  - { id: storage/write, api: global#setItem, from: arg1, to: "store(items).[arg0]" }
  - { id: storage/read, api: global#getItem, from: "store(items).[arg0]", to: return }
`);

const imports = `import { read } from "form"; import { put, take, values, add } from "box"; `;

describe("a name given by a constant", () => {
  test("names what a call returns", () => {
    check(
      `${imports} const key = "diagnosis"; send(read("diagnosis")); send(read(key)); send(read("room")); send(read(location.hash)); send(form.typed({ name: "diagnosis" }));`,
      `send(read("diagnosis")) ← health.condition
       send(read(key)) ← health.condition
       send(read("room")) ← nothing
       send(read(location.hash)) ← nothing
       send(form.typed({ name: "diagnosis" })) ← health.condition`,
      rules,
    );
  });

  test("names what a function written there is called with, not what a shared one is", () => {
    check(
      `form.typed({ name: "diagnosis", onLeave: (text) => send(text) }); form.typed({ name: "room", onLeave: (text) => send(text, 1) });
       const leave = (text) => send(text, 2); form.typed({ name: "diagnosis", onLeave: leave }); form.typed({ name: "room", onLeave: leave });`,
      `send(text) ← health.condition
       send(text, 1) ← nothing
       send(text, 2) ← nothing`,
      rules,
    );
  });

  test("is not said of a function of the project", () => {
    check(
      `const form = { typed: ({ name }) => name + "!" }; send(form.typed({ name: "diagnosis" }));`,
      `send(form.typed({ name: "diagnosis" })) ← nothing`,
      rules,
    );
  });

  test("is the field named by a constant at a field", () => {
    check(
      `${imports} put({ key: "a" }, getDiagnosis()); put({ key: "b" }, 1); send(take({ key: "a" })); send(take({ key: "b" })); send(take({ key: "diagnosis" }));`,
      `send(take({ key: "a" })) ← health.condition
       send(take({ key: "b" })) ← nothing
       send(take({ key: "diagnosis" })) ← health.condition`,
      rules,
    );
  });
});

describe("conditions", () => {
  test("that an argument is absent, or there", () => {
    check(
      `${imports} put({ key: "a" }, getDiagnosis()); put({ key: "b" }, 1); send(values()); send(values("a")); send(values("b"));`,
      `send(values()) ← health.condition
       send(values("a")) ← health.condition
       send(values("b")) ← nothing`,
      rules,
    );
  });

  test("that an argument is a constant; one that is not known may be it", () => {
    check(`${imports} add("drop", getDiagnosis()); send(values("added"));`, `send(values("added")) ← nothing`, rules);
    for (const given of [`"copy"`, `1`, `location.hash`])
      check(
        `${imports} add(${given}, getDiagnosis()); send(values("added"));`,
        `send(values("added")) ← health.condition`,
        rules,
      );
  });
});

describe("ports", () => {
  test("what a function leaves in its argument", () => {
    check(
      `import { make } from "draft"; const next = make({ a: 1 }, (draft) => { draft.b = getDiagnosis(); }); send(next.a); send(next.b);`,
      `send(next.a) ← nothing
       send(next.b) ← health.condition`,
      rules,
    );
  });

  test("what methods leave in the receiver that they share", () => {
    check(
      `import { define } from "unit"; const unit = define({ fill(visit) { this.reason = visit; this.room = 4; }, tell() { send(this.reason); send(this.room); } }); unit.fill(getDiagnosis()); send(unit.reason);`,
      `send(this.reason) ← health.condition
       send(this.room) ← nothing
       send(unit.reason) ← health.condition`,
      rules,
    );
  });

  test("the field of the same name on both sides, and a name made of it", () => {
    check(
      `import { make } from "slice"; const reducers = { wrote: (state, text) => ({ text }), turned: (state, page) => ({ page }) };
       const slice = make({ reducers }); const { wrote, turned } = slice.actions; wrote(getDiagnosis()); turned(1);
       send(slice.useWroteResult()); send(slice.useTurnedResult());`,
      `send(slice.useWroteResult()) ← health.condition
       send(slice.useTurnedResult()) ← nothing`,
      rules,
    );
  });

  test("the field named by the constant that a function of the library is called with", () => {
    check(
      `import { useForm } from "form"; const form = useForm(); form.set("reason", getDiagnosis()); form.set("room", 4); send(form.values.reason); send(form.values.room);`,
      `send(form.values.reason) ← health.condition
       send(form.values.room) ← nothing`,
      rules,
    );
  });

  test("one call of a function of the library is one", () => {
    check(
      `import { make } from "echo"; const echo = make(); send(echo(getDiagnosis()).said); send(echo("none").said);`,
      `send(echo(getDiagnosis()).said) ← health.condition
       send(echo("none").said) ← nothing`,
      rules,
    );
  });

  test("what is kept in the function that is called", () => {
    check(
      `import { make } from "hook"; const use = make(getDiagnosis()); const other = make("none"); send(use()); send(other());`,
      `send(use()) ← health.condition
       send(other()) ← nothing`,
      rules,
    );
  });
});

describe("types that a call is written with", () => {
  const types = `interface Visit { diagnosis: string; room: number } interface Room { room: number } `;

  test("type what a call of a library returns, or a function of the library", () => {
    check(
      `import { get, build } from "typed"; ${types} send(get<Visit>().data); send(get<Room>().data); send(get<Visit>().data.room); build((make) => { send(make<Visit>()); send(make<Room>()); });`,
      `send(get<Visit>().data) ← health.condition
       send(get<Room>().data) ← nothing
       send(get<Visit>().data.room) ← nothing
       send(make<Visit>()) ← health.condition
       send(make<Room>()) ← nothing`,
      rules,
    );
  });

  test("type what a generic function of the project returns", () => {
    check(
      `${types} async function load<T>(path: string): Promise<T> { return (await fetch(path)).json(); } class Api { first<T>(path: string): T[] { return read(path); } } const api = new Api();
       send(await load<Visit>("a")); send(await load<Room>("b")); send(api.first<Visit>("c")); send(api.first<Room>("d"));`,
      `send(await load<Visit>("a")) ← health.condition
       send(await load<Room>("b")) ← nothing
       send(api.first<Visit>("c")) ← health.condition
       send(api.first<Room>("d")) ← nothing`,
      rules,
    );
  });
});

describe("keys given to a helper", () => {
  test("are those of each caller, through several helpers", () => {
    check(
      `const keep = (key, value) => setItem(key, [value]); const keepAll = (key, value) => { keep(key, value); };
       const load = (key) => getItem(key); const loadAll = (key) => ({ found: load(key) });
       keep("a", getDiagnosis()); keepAll("b", "none"); keepAll("c", getDiagnosis()); setItem("d", "none");
       send(load("a")); send(load("b")); send(loadAll("c").found); send(getItem("d"), keep("a", getDiagnosis())); send(getItem("a"));`,
      `send(load("a")) ← health.condition
       send(load("b")) ← nothing
       send(loadAll("c").found) ← health.condition
       send(getItem("d"), keep("a", getDiagnosis())) ← nothing
       send(getItem("a")) ← health.condition`,
      storage,
    );
  });

  test("of a helper that nothing calls are any", () => {
    check(
      `export const keep = (key, value) => setItem(key, value); export function fill() { unknown(keep); } keep(location.hash, getDiagnosis()); send(getItem("a"));`,
      `send(getItem("a")) ← health.condition`,
      storage,
    );
    check(
      `export const keep = (key) => setItem(key, getDiagnosis()); send(getItem("a"));`,
      `send(getItem("a")) ← health.condition`,
      storage,
    );
  });

  test("may be something that a module makes once", () => {
    check(
      `const reason = Symbol("reason"); const room = Symbol("room"); setItem(reason, getDiagnosis()); setItem(room, 4); send(getItem(reason)); send(getItem(room)); send(getItem("a"));`,
      `send(getItem(reason)) ← health.condition
       send(getItem(room)) ← nothing
       send(getItem("a")) ← nothing`,
      storage,
    );
  });
});
