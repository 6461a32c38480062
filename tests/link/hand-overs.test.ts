import { describe, expect, test } from "vitest";
import { HandOvers } from "../../src/link/targets/hand-overs.ts";
import { PointsTo, TokenKind } from "../../src/link/targets/points-to.ts";
import { defaultLimits } from "../../src/model/options.ts";
import { Program } from "../../src/model/program.ts";

interface Search {
  readonly points: PointsTo;
  readonly handOvers: HandOvers;
  /** Passes all arrivals on, and returns the nodes in the order in which they were worked off. */
  readonly drain: () => readonly number[];
}

function search(targetHops: number): Search {
  const points = new PointsTo({ ...defaultLimits, targetHops }, 8);
  const handOvers = new HandOvers(points, new Program([]));
  const drain = (): readonly number[] => {
    const order: number[] = [];
    const pass = (node: number, token: number): void => {
      order.push(node);
      handOvers.pass(node, token);
    };
    expect(points.drain(pass, 1000, 3)).toBeUndefined();
    return order;
  };
  return { points, handOvers, drain };
}

/** Joins each node to the next one. */
function chain(handOvers: HandOvers, last: number): void {
  for (let node = 0; node < last; node++) handOvers.copy(node, node + 1);
}

describe("hand-overs", () => {
  test("a function is handed over as often as the limit says", () => {
    const { points, handOvers, drain } = search(3);
    chain(handOvers, 6);
    points.add(0, points.token(TokenKind.function, 9));
    expect(drain()).toEqual([0, 1, 2, 3]);
  });

  test("an outside API goes on without end", () => {
    const { points, handOvers, drain } = search(3);
    chain(handOvers, 6);
    points.add(0, points.apiToken("global#fbq"));
    expect(drain()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("copyApis hands nothing else over", () => {
    const { points, handOvers, drain } = search(3);
    points.add(0, points.apiToken("global#fbq"));
    points.add(0, points.token(TokenKind.function, 9));
    handOvers.copyApis(0, 1);
    drain();
    expect([points.countOf(0), points.countOf(1)]).toEqual([2, 1]);
  });

  test("what a node stands for already is handed over at once, once", () => {
    const { points, handOvers } = search(3);
    points.add(0, points.token(TokenKind.function, 9));
    handOvers.copy(0, 1);
    handOvers.copy(0, 1);
    handOvers.copy(0, -1);
    expect([points.countOf(1), points.arrivals]).toEqual([1, 2]);
  });

  test("the nearest arrivals are worked off first", () => {
    const { points, handOvers, drain } = search(3);
    handOvers.copy(0, 2);
    points.add(0, points.token(TokenKind.function, 9));
    points.add(1, points.token(TokenKind.function, 8));
    expect(drain()).toEqual([0, 1, 2]);
  });
});
