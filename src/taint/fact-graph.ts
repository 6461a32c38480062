import type { Run } from "./search.ts";
import type { Solver } from "./solver.ts";

/** How the facts of a run were reached from each other, over all ways and not only the first. */
export interface FactGraph {
  /** For each fact, the facts nearer to the sink. */
  readonly nearer: ReadonlyMap<number, number[]>;
  /** For each fact, the facts nearer to the source. */
  readonly farther: ReadonlyMap<number, number[]>;
}

/** Made when it is first asked for: most runs find no name that speaks of data. */
export function factGraph(solver: Solver, run: Run): FactGraph {
  let built: FactGraph | undefined;
  return {
    get nearer() {
      return (built ??= buildFactGraph(solver, run)).nearer;
    },
    get farther() {
      return (built ??= buildFactGraph(solver, run)).farther;
    },
  };
}

function buildFactGraph(solver: Solver, run: Run): FactGraph {
  const nearer = new Map<number, number[]>();
  const farther = new Map<number, number[]>();
  for (const id of [run.root.id, ...run.entries.keys()]) {
    const edges = solver.contexts[id]?.edges ?? [];
    for (let index = 0; index < edges.length; index += 2) {
      const near = edges[index] ?? -1;
      const far = edges[index + 1] ?? -1;
      push(nearer, far, near);
      push(farther, near, far);
    }
  }
  return { nearer, farther };
}

/** All facts from which one of `targets` is reached, the targets among them. */
export function reachBack(
  graph: FactGraph,
  targets: readonly number[],
  passes: (from: number) => boolean,
): Set<number> {
  const reached = new Set(targets);
  const work = [...targets];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (!passes(next)) continue;
    for (const near of graph.nearer.get(next) ?? []) {
      if (reached.has(near)) continue;
      reached.add(near);
      work.push(near);
    }
  }
  return reached;
}

function push(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
