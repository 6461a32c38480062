import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PairMap } from "../../src/util/pair-map.ts";

// One seed, so that a run can be repeated.
fc.configureGlobal({ seed: 1 });

const number = fc.oneof(fc.nat(5), fc.nat(1_000_000));

describe("PairMap", () => {
  test("is a map of pairs, whatever it has grown through", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, fc.nat()), { maxLength: 300 }), number, (entries, other) => {
        const pairs = new PairMap(1);
        const expected = new Map<string, number>();
        for (const [first, second, value] of entries) {
          pairs.set(first, second, value);
          expected.set(`${String(first)}:${String(second)}`, value);
        }
        expect(pairs.size).toBe(expected.size);
        for (const [first, second] of entries) {
          expect(pairs.get(first, second)).toBe(expected.get(`${String(first)}:${String(second)}`));
          expect(pairs.has(first, other)).toBe(expected.has(`${String(first)}:${String(other)}`));
        }
      }),
    );
  });

  test("a pair has an order, and one that is not there is -1", () => {
    const pairs = new PairMap();
    pairs.set(0, 1, 7);
    expect([pairs.get(0, 1), pairs.get(1, 0), pairs.get(0, 0)]).toEqual([7, -1, -1]);
  });

  test("add says whether a pair is new", () => {
    const pairs = new PairMap();
    expect([pairs.add(3, 4), pairs.add(3, 4), pairs.add(4, 3)]).toEqual([true, false, true]);
    expect([pairs.size, pairs.has(4, 3), pairs.has(4, 4)]).toEqual([2, true, false]);
  });
});
