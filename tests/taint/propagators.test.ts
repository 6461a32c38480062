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
