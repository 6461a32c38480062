import { describe, expect, test } from "vitest";
import { flowsOfEachField, keysWritten } from "../../src/link/propagators/each-field.ts";
import type { Port, PortStep } from "../../src/model/port.ts";
import type { PortFlow } from "../../src/model/rule-set.ts";
import { link } from "./check.ts";

const reducers: Port = { root: { kind: "argument", index: 0 }, steps: [{ kind: "field", name: "reducers" }] };

/** The fields of `arg0.reducers` of the call of `slice`. */
function keys(source: string): string[] {
  const { program } = link(source);
  const call = program.calls.find(({ written }) => written === "slice");
  return [...keysWritten(program, program.incoming(), call?.arguments.slice(0, 1) ?? [], reducers)];
}

describe("keysWritten", () => {
  test("gives the fields that the text writes, through variables and spreads", () => {
    expect(keys(`slice({ name: "visit", reducers: { book() {}, cancel() {} } });`)).toEqual(["book", "cancel"]);
    expect(
      keys(`const shared = { reset() {} }; const reducers = { book() {}, ...shared }; slice({ reducers });`).sort(),
    ).toEqual(["book", "reset"]);
  });

  test("gives nothing of an object that is not known", () => {
    expect(keys(`slice({ reducers: reducersOf("visit") });`)).toEqual([]);
    expect(keys(`slice(options);`)).toEqual([]);
  });
});

describe("flowsOfEachField", () => {
  const flow: PortFlow = {
    from: { root: reducers.root, steps: [{ kind: "field-of-each", template: "each" }] },
    to: { root: { kind: "return" }, steps: [{ kind: "field-of-each", template: "useEachQuery" }] },
  };
  /** A field that names what is read from it. */
  const field = (name: string): PortStep => ({ kind: "field", name, naming: true });
  const names = (fields: readonly string[]): unknown[] =>
    flowsOfEachField(flow, new Set(fields)).map(({ from, to }) => [from.steps, to.steps]);

  test("puts the field into the names of both ports", () => {
    expect(names(["visit", "room"])).toEqual([
      [[field("visit")], [field("useVisitQuery")]],
      [[field("room")], [field("useRoomQuery")]],
    ]);
  });

  test("speaks of any field when none is known", () => {
    expect(names([])).toEqual([[[field("*")], [field("*")]]]);
  });
});
