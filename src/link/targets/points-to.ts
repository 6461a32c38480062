import { canonicalApi } from "../../model/api-path.ts";
import type { Limits } from "../../model/options.ts";
import { IntLists } from "../../util/int-lists.ts";
import { PairMap } from "../../util/pair-map.ts";

/** What a token is of. The number that goes with it is in the second column. */
export const TokenKind = {
  /** A function of the project: its number. */
  function: 0,
  /** A class of the project: its number. */
  class: 1,
  /** The instance that all objects of a class share: the number of the class. */
  instance: 2,
  /** `Base.prototype`, as `super.method` reads it: members of the class without the overrides of its subclasses. */
  prototype: 3,
  /** An object made at one place: the node of that place. */
  object: 4,
  /** An outside API: an index into the list of paths. */
  api: 5,
  /** A function that an outside API hands to the program: the id of the hook. */
  hook: 6,
} as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** A function that an outside API hands to the program: a state setter, `resolve`, `dispatch`. */
export interface Hook {
  readonly id: number;
  readonly calls: number[];
  readonly handlers: ((call: number) => void)[];
}

/** Sets up to this size are searched as they stand. */
const smallSet = 8;

/**
 * What every value may stand for while call targets are looked for: sets of tokens by node, the hand-overs (call, return,
 * field) that each token had behind it when it arrived, and the queue of arrivals that are still to be worked off, nearest first.
 * Everything is a number, because large programs have millions of arrivals.
 */
export class PointsTo {
  /** Nodes that stand for more tokens than their sets hold (`limits.targetsPerValue`). */
  readonly full = new Set<number>();
  arrivals = 0;
  /** Hand-overs of the token that is being worked off. */
  hops = 0;
  private readonly kinds: TokenKind[] = [];
  private readonly indexes: number[] = [];
  private readonly tokenIndex = new PairMap();
  private readonly apiPaths: string[] = [];
  private readonly apiIndex = new Map<string, number>();
  private readonly hooks = new Map<number, Hook>();
  /** The tokens of each node. An entry, the arrival of a token at a node, has a place in the two arrays below as well. */
  private readonly sets: IntLists;
  private nodes = new Int32Array(1024);
  private distances = new Int32Array(1024);
  private sizes: Int32Array;
  private readonly large = new PairMap();
  /** Arrivals by hand-overs. */
  private readonly queue: number[][] = [];
  private readonly taken: number[] = [];
  private nearest = 0;
  private readonly limits: Limits;

  /** @param nodes  how many nodes to expect; more are possible */
  constructor(limits: Limits, nodes: number) {
    this.limits = limits;
    this.sets = new IntLists(nodes);
    this.sizes = new Int32Array(nodes);
  }

  /** The number of a token; the same kind and index are the same token. */
  token(kind: TokenKind, index: number): number {
    let token = this.tokenIndex.get(kind, index);
    if (token < 0) {
      token = this.kinds.length;
      this.kinds.push(kind);
      this.indexes.push(index);
      this.tokenIndex.set(kind, index, token);
    }
    return token;
  }

  /** The token of an outside API. The path must be canonical. */
  apiToken(path: string): number {
    let index = this.apiIndex.get(path);
    if (index === undefined) {
      index = this.apiPaths.length;
      this.apiPaths.push(path);
      this.apiIndex.set(path, index);
    }
    return this.token(TokenKind.api, index);
  }

  hookToken(hook: Hook): number {
    this.hooks.set(hook.id, hook);
    return this.token(TokenKind.hook, hook.id);
  }

  kindOf(token: number): TokenKind | undefined {
    return this.kinds[token];
  }

  indexOf(token: number): number {
    return this.indexes[token] ?? -1;
  }

  apiOf(token: number): string {
    return this.apiPaths[this.indexOf(token)] ?? "";
  }

  hookOf(token: number): Hook | undefined {
    return this.hooks.get(this.indexOf(token));
  }

  /** The number of tokens of a node. */
  countOf(node: number): number {
    return this.sizes[node] ?? 0;
  }

  /** Lets a node stand for a token that has `hops` hand-overs behind it. */
  add(node: number, token: number, hops = this.hops): void {
    if (node < 0 || hops > this.limits.targetHops) return;
    this.arrivals++;
    const size = this.sizes[node] ?? 0;
    if (size > 0 && (this.full.has(node) || this.holds(node, size, token))) return;
    if (size >= this.limits.targetsPerValue) {
      this.full.add(node);
      return;
    }
    if (node >= this.sizes.length) this.sizes = longer(this.sizes, node);
    this.sizes[node] = size + 1;
    const arrival = this.sets.append(node, token);
    if (arrival >= this.nodes.length) {
      this.nodes = longer(this.nodes, arrival);
      this.distances = longer(this.distances, arrival);
    }
    this.nodes[arrival] = node;
    this.distances[arrival] = hops;
    if (size === smallSet) this.index(node);
    else if (size > smallSet) this.large.add(node, token);
    let level = this.queue[hops];
    if (!level) this.queue[hops] = level = [];
    level.push(arrival);
    if (hops < this.nearest) this.nearest = hops;
  }

  private holds(node: number, size: number, token: number): boolean {
    if (size > smallSet) return this.large.has(node, token);
    const { sets } = this;
    for (let arrival = sets.first(node); arrival >= 0; arrival = sets.next(arrival))
      if (sets.value(arrival) === token) return true;
    return false;
  }

  private index(node: number): void {
    const { sets } = this;
    for (let arrival = sets.first(node); arrival >= 0; arrival = sets.next(arrival))
      this.large.add(node, sets.value(arrival));
  }

  /** Applies something to all that a node stands for now, as if each were being worked off. */
  forEach(node: number, apply: (token: number, hops: number) => void): void {
    const { sets } = this;
    const last = sets.last(node);
    if (last < 0) return;
    const current = this.hops;
    for (let arrival = sets.first(node); arrival >= 0; arrival = sets.next(arrival)) {
      this.hops = this.distances[arrival] ?? 0;
      apply(sets.value(arrival), this.hops);
      if (arrival === last) break;
    }
    this.hops = current;
  }

  /**
   * Works arrivals off, nearest first, so that each token arrives over as few hand-overs as it can. Ends when none is left, or
   * when the arrivals exceed `budget` and all of the first `surely` hand-overs are done.
   *
   * @returns the hand-overs at which it ended early, or undefined
   */
  drain(process: (node: number, token: number) => void, budget: number, surely: number): number | undefined {
    let stoppedAt: number | undefined;
    this.nearest = 0;
    while (this.nearest <= this.limits.targetHops) {
      const level = this.nearest;
      const arrivals = this.queue[level];
      const position = this.taken[level] ?? 0;
      if (!arrivals || position >= arrivals.length) {
        this.nearest++;
        continue;
      }
      if (this.arrivals > budget && level > surely) {
        stoppedAt = level;
        break;
      }
      this.taken[level] = position + 1;
      this.hops = level;
      const arrival = arrivals[position] ?? -1;
      process(this.nodes[arrival] ?? -1, this.sets.value(arrival));
    }
    this.hops = 0;
    this.queue.length = 0;
    this.taken.length = 0;
    return stoppedAt;
  }
}

/** A longer array with the same beginning, which has a place `index`. */
function longer(array: Int32Array, index: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(Math.max(index + 1, 2 * array.length));
  copy.set(array);
  return copy;
}

/** `npm:x` and `track` are `npm:x#track`; beyond the first member, or a call of the package itself, it is a dot. */
export function memberOfApi(path: string, field: string): string {
  return canonicalApi(/[#(]/.test(path) ? `${path}.${field}` : `${path}#${field}`);
}
