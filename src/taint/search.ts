import type { Limits } from "../model/options.ts";
import { Contexts, type Context } from "./contexts.ts";
import { everything, type FactTable, type Via } from "./facts.ts";
import type { PayloadPlaces } from "./payload-place.ts";

/** How often, on average, a fact may be proposed again before a search counts as too wide. */
const attemptsPerFact = 10;

/** A utility that a thousand callers use has a thousand places: each but the first adds so many facts to what its search may visit. */
const factsOfPlace = 40;

/** The bound that cut a search short: of one place, of one vendor call, of the whole program. */
export type Cut = "none" | "place" | "sink" | "program";

/** Everything one sink port can be reached from. */
export interface Run {
  readonly root: Context;
  /** Contexts in use: for each, by place, the fact that first entered it. */
  readonly entries: ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly cut: Cut;
}

/** What is known so far: facts and contexts, of the current run what is still to be visited, and how far it may go. */
export class Search {
  readonly contexts = new Contexts();
  readonly facts: FactTable;
  /** The start of the current run. */
  root: Context | undefined;
  /** As in `Run`. */
  entries = new Map<number, Map<number, number>>();
  /** Facts visited in all runs. */
  steps = 0;
  /** Facts of the run in order of discovery; the list grows while it is walked. */
  work: number[] = [];
  private readonly places: PayloadPlaces;
  private readonly limits: Limits;
  private cut: Cut = "none";
  private visited = 0;
  private maximum = 0;
  /** Facts of the run without context, by place. */
  private readonly atPlace = new Map<number, number>();
  private placeLimit = 0;
  /** Facts proposed, new or known; a wide context passes each of its exits to each of its callers. */
  private attempts = 0;
  private attemptLimit = 0;

  constructor(facts: FactTable, places: PayloadPlaces, limits: Limits) {
    this.facts = facts;
    this.places = places;
    this.limits = limits;
  }

  /** Starts a run that may visit so many facts; contexts of earlier runs are used again. */
  begin(maximum: number): Context {
    const root = this.contexts.create(-1);
    this.root = root;
    this.entries = new Map();
    this.work = [];
    this.cut = "none";
    this.visited = 0;
    this.maximum = maximum;
    this.atPlace.clear();
    this.placeLimit = Math.min(maximum, this.limits.factsPerPlace);
    this.attempts = 0;
    this.attemptLimit = attemptsPerFact * maximum;
    return root;
  }

  end(root: Context): Run {
    if (this.isExhausted()) this.cutShort("sink");
    return { root, entries: this.entries, cut: this.cut };
  }

  /** Adds a fact that is new. `inner` is the fact that left a whole function; `start` the place that a run begins at. */
  add(
    context: Context,
    node: number,
    path: number,
    mask: number,
    parent: number,
    via: Via,
    detail: number,
    inner: number,
    start = -1,
  ): void {
    if (node < 0 || (mask & everything) === 0) return;
    if (this.isExhausted()) return;
    this.attempts++;
    const place = context.fn >= 0 ? -1 : start >= 0 ? start : this.places.after(parent, node, via, detail, inner);
    const known = this.facts.find(context.id, place, node, path, mask);
    if (known >= 0) {
      if (parent >= 0) context.edges.push(parent, known);
      if (inner >= 0) context.edges.push(inner, known);
      return;
    }
    if (context.fn < 0) {
      const atPlace = this.atPlace.get(place) ?? 0;
      if (atPlace === 0 && this.atPlace.size > 0) {
        this.maximum += factsOfPlace;
        this.attemptLimit += attemptsPerFact * factsOfPlace;
      }
      if (atPlace >= this.placeLimit) {
        if (this.cut === "none") this.cut = this.placeLimit < this.maximum ? "place" : "sink";
        return;
      }
      this.atPlace.set(place, atPlace + 1);
    }
    const fact = this.facts.add(context.id, place, node, path, mask, parent, via, detail, inner);
    context.order.push(fact);
    if (parent >= 0) context.edges.push(parent, fact);
    if (inner >= 0) context.edges.push(inner, fact);
    this.work.push(fact);
  }

  /** Counts a visit; says whether it is within the bounds. */
  mayVisit(): boolean {
    const isSpent = this.steps++ > this.limits.factsPerProgram;
    if (!isSpent && !this.isExhausted() && this.visited++ <= this.maximum) return true;
    this.cutShort(isSpent ? "program" : "sink");
    return false;
  }

  /** Counts work that may add no fact. */
  countAttempt(): void {
    this.attempts++;
  }

  isExhausted(): boolean {
    return this.attempts > this.attemptLimit;
  }

  /** A run that stops leaves contexts half done; later runs must not take them for complete. */
  private cutShort(by: Cut): void {
    if (this.cut !== "program") this.cut = by;
    this.contexts.forget();
  }
}
