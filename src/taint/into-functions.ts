import { Via } from "./facts.ts";
import type { Context } from "./contexts.ts";
import type { OutOfFunctions } from "./out-of-functions.ts";
import type { Search } from "./search.ts";

/** Steps into a function: the context that answers the question is found or made, and its exits are passed to who asks. */
export class IntoFunctions {
  private readonly search: Search;
  private readonly out: OutOfFunctions;

  constructor(search: Search, out: OutOfFunctions) {
    this.search = search;
    this.out = out;
  }

  /**
   * From a fact into a function, at one of its outgoing ports or at a value in it; `entry` and `from` are those of `Caller`.
   */
  enter(
    context: Context,
    fact: number,
    entry: number,
    fn: number,
    port: number,
    path: number,
    mask: number,
    from = -1,
  ): void {
    if (port < 0) return;
    const { contexts } = this.search;
    let callee = contexts.answering(port, path, mask);
    if (!callee) {
      callee = contexts.createFor(fn, port, path, mask);
      this.search.add(callee, port, path, mask, -1, Via.seed, 0, -1);
    }
    const before = from >= 0 ? from : fact;
    if (context.fn >= 0) context.children.push({ context: callee.id, fact: before });
    if (context.fn < 0) this.activate(callee.id, before, this.search.facts.place(fact));
    else for (const place of this.search.entries.get(context.id)?.keys() ?? []) this.activate(callee.id, before, place);
    const [seed] = callee.order;
    if (seed !== undefined) context.edges.push(before, seed);
    callee.callers.push({ fact, entry, from });
    for (const exit of [...callee.exits]) {
      if (this.search.isExhausted()) return;
      this.out.passExit(callee, exit, fact, entry);
    }
  }

  /** Contexts computed for earlier sinks are used again; the run notes how it came to each. */
  private activate(context: number, fact: number, place: number): void {
    const stack: [number, number][] = [[context, fact]];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const [id, entry] = next;
      let places = this.search.entries.get(id);
      if (!places) this.search.entries.set(id, (places = new Map<number, number>()));
      if (places.has(place)) continue;
      places.set(place, entry);
      for (const child of this.search.contexts.all[id]?.children ?? []) stack.push([child.context, child.fact]);
    }
  }
}
