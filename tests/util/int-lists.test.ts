import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IntLists } from "../../src/util/int-lists.ts";

// One seed, so that a run can be repeated.
fc.configureGlobal({ seed: 1 });

function listOf(lists: IntLists, key: number): number[] {
  const values: number[] = [];
  for (let slot = lists.first(key); slot >= 0; slot = lists.next(slot)) values.push(lists.value(slot));
  return values;
}

describe("IntLists", () => {
  test("every key has what was appended to it, in that order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), fc.nat()), { maxLength: 500 }), (entries) => {
        const lists = new IntLists(4);
        for (const [key, value] of entries) lists.append(key, value);
        for (let key = 0; key <= 201; key++)
          expect(listOf(lists, key)).toEqual(entries.filter(([other]) => other === key).map(([, value]) => value));
      }),
    );
  });

  test("values outgrow the arrays they begin in", () => {
    const lists = new IntLists();
    const values = Array.from({ length: 5000 }, (_, index) => index);
    for (const value of values) lists.append(value % 2, value);
    expect(listOf(lists, 1)).toEqual(values.filter((value) => value % 2 === 1));
  });

  test("a walk sees what is appended during it", () => {
    const lists = new IntLists();
    lists.append(0, 3);
    const seen: number[] = [];
    for (let slot = lists.first(0); slot >= 0; slot = lists.next(slot)) {
      const value = lists.value(slot);
      seen.push(value);
      if (value > 0) lists.append(0, value - 1);
    }
    expect(seen).toEqual([3, 2, 1, 0]);
  });
});
