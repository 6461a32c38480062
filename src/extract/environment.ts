import type { Binding } from "./names/bindings.ts";

/**
 * Which version of each variable is current, at one point of a function.
 *
 *   let dx = form.diagnosis;      // { dx: 1 }
 *   if (skip) dx = "none";        // a layer { dx: 2 } over it; joined afterwards: dx is 1 or 2
 *
 * Branches work on a layer of their own, so entering one costs nothing.
 */
export class Environment {
  readonly own = new Map<Binding, number>();
  /** Set after return, throw, break or continue: the versions here do not reach what follows. */
  left = false;
  readonly parent: Environment | undefined;

  constructor(parent?: Environment) {
    this.parent = parent;
  }

  get(binding: Binding): number | undefined {
    const own = this.own.get(binding);
    if (own !== undefined) return own;
    for (let layer = this.parent; layer; layer = layer.parent) {
      const node = layer.own.get(binding);
      if (node !== undefined) return node;
    }
    return undefined;
  }

  set(binding: Binding, node: number): void {
    this.own.set(binding, node);
  }

  /** What changed since `base`, the innermost change winning. */
  changesSince(base: Environment): Map<Binding, number> {
    const changes = new Map(this.own);
    for (let layer = this.parent; layer && layer !== base; layer = layer.parent) {
      for (const [binding, node] of layer.own) if (!changes.has(binding)) changes.set(binding, node);
    }
    return changes;
  }
}

/** A layer over `base` with some changes. */
export function layerOf(base: Environment, changes: ReadonlyMap<Binding, number>): Environment {
  const layer = new Environment(base);
  for (const [binding, version] of changes) layer.set(binding, version);
  return layer;
}
