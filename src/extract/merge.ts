import type { ts } from "ts-morph";
import { NodeKind } from "../model/module-graph.ts";
import type { Environment } from "./environment.ts";
import type { Extractor } from "./extractor.ts";
import type { Binding } from "./names/bindings.ts";

/**
 * Joins branches of the same point into `base`: a variable that differs gets one version that is any of them.
 * Branches that were left (return, throw, break, continue) do not reach the join. When all that it may be are constants, which
 * one it is tells what the branch was decided by, the node `decidedBy`.
 */
export function mergeBranches(
  x: Extractor,
  base: Environment,
  branches: readonly Environment[],
  at: ts.Node,
  decidedBy = -1,
): void {
  const reaching = branches.filter((branch) => !branch.left);
  if (reaching.length === 0) {
    if (branches.length > 0) base.left = true;
    return;
  }
  const changed = new Set<Binding>();
  for (const branch of reaching) for (const binding of branch.own.keys()) changed.add(binding);
  for (const binding of changed) {
    const versions = new Set<number>();
    for (const branch of reaching) {
      const version = branch.get(binding);
      if (version !== undefined) versions.add(version);
    }
    const [first] = versions;
    if (first === undefined) continue;
    if (versions.size === 1) {
      base.set(binding, first);
      continue;
    }
    const joined = x.node(NodeKind.variable, binding.name, at);
    for (const version of versions) x.copy(version, joined);
    base.set(binding, joined);
    if (![...versions].every((version) => x.constants.has(version))) continue;
    x.constants.add(joined);
    x.derive(decidedBy, joined, "choice");
  }
}
