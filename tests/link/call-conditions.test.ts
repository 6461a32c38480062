import { describe, expect, test } from "vitest";
import { mayHold } from "../../src/link/propagators/call-conditions.ts";
import { ConstantEvaluator } from "../../src/model/constants.ts";
import type { Port } from "../../src/model/port.ts";
import type { Condition, PresenceCondition } from "../../src/model/rule-set.ts";
import { link } from "./check.ts";

/** The port `arg<index>` with fields below it. */
function argument(index: number, ...fields: readonly string[]): Port {
  return { root: { kind: "argument", index }, steps: fields.map((name) => ({ kind: "field", name })) };
}

/** Whether a condition may hold for the call of `book`. */
function holds(source: string, condition: Condition | PresenceCondition): boolean {
  const { program } = link(source);
  const call = program.calls.find(({ written }) => written === "book");
  if (!call) throw new Error("no call of book");
  return mayHold(call, condition, new ConstantEvaluator(program, program.incoming()));
}

describe("a constant that is asked for", () => {
  const isRoom = { port: argument(0), values: ["room", 4] };

  test("is there", () => {
    expect(holds(`book("room");`, isRoom)).toBe(true);
    expect(holds(`const kind = 4; book(kind);`, isRoom)).toBe(true);
  });

  test("is another, or missing", () => {
    expect(holds(`book("visit");`, isRoom)).toBe(false);
    expect(holds(`book();`, isRoom)).toBe(false);
  });

  test("may be anything when it is not known", () => {
    expect(holds(`book(kindOf(visit));`, isRoom)).toBe(true);
    expect(holds(`book(...visits);`, isRoom)).toBe(true);
  });
});

describe("something that is given or not", () => {
  const isGiven = { port: argument(1), absent: false };
  const isMissing = { port: argument(1), absent: true };

  test("an argument", () => {
    expect([holds(`book(visit);`, isGiven), holds(`book(visit);`, isMissing)]).toEqual([false, true]);
    expect([holds(`book(visit, note);`, isGiven), holds(`book(visit, note);`, isMissing)]).toEqual([true, false]);
  });

  test("of a list that is spread, it may be missing", () => {
    expect([holds(`book(...visits);`, isGiven), holds(`book(...visits);`, isMissing)]).toEqual([true, true]);
  });

  test("a field of an object that is not known may be missing", () => {
    const hasNoNote = { port: argument(0, "note"), absent: true };
    expect(holds(`book(visit);`, hasNoNote)).toBe(true);
    expect(holds(`book({ room: 4 });`, hasNoNote)).toBe(true);
    expect(holds(`book({ note: "late" });`, hasNoNote)).toBe(false);
  });
});
