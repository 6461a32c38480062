import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { strongComponents } from "../../src/util/strong-components.ts";

// One seed, so that a run can be repeated.
fc.configureGlobal({ seed: 1 });

type Graph = readonly (readonly number[])[];

const graph: fc.Arbitrary<Graph> = fc
  .integer({ min: 1, max: 12 })
  .chain((count) => fc.array(fc.array(fc.nat(count - 1), { maxLength: 4 }), { minLength: count, maxLength: count }));

function componentsOf(successors: Graph): Int32Array {
  return strongComponents(successors.length, (node) => successors[node] ?? []);
}

/** The nodes that a walk from a node comes to, with the node itself. */
function reachable(successors: Graph, start: number): ReadonlySet<number> {
  const seen = new Set([start]);
  for (const node of seen) for (const next of successors[node] ?? []) seen.add(next);
  return seen;
}

describe("strongComponents", () => {
  test("two nodes are in one component when each is reached from the other", () => {
    fc.assert(
      fc.property(graph, (successors) => {
        const component = componentsOf(successors);
        const reached = successors.map((_, node) => reachable(successors, node));
        for (const [from, others] of reached.entries())
          for (const [to, back] of reached.entries())
            expect(component[from] === component[to]).toBe(others.has(to) && back.has(from));
      }),
    );
  });

  test("an edge between two components goes to the lower number", () => {
    fc.assert(
      fc.property(graph, (successors) => {
        const component = componentsOf(successors);
        for (const [from, targets] of successors.entries())
          for (const to of targets) expect(component[to]).toBeLessThanOrEqual(component[from] ?? -1);
      }),
    );
  });

  test("a long chain needs no stack", () => {
    const count = 100_000;
    const component = strongComponents(count, (node) => (node + 1 < count ? [node + 1] : []));
    expect([component[0], component[count - 1]]).toEqual([count - 1, 0]);
  });

  test("no nodes have no components", () => {
    expect(componentsOf([])).toHaveLength(0);
  });
});
