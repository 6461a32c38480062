import { CallFlag } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";
import { exactly } from "./access-paths.ts";
import type { CalleeOrigins, CalleeOriginsSearch } from "./callee-origins.ts";
import type { PassedValues } from "./passed-values.ts";
import type { CalleeHop, PortPath } from "./ports.ts";

/** Hops from one call to a function; a longer way counts as unknown. */
const maximumHops = 5;
/** Chains of callers looked at to find out who passes a function to a call. */
const maximumChains = 2000;

/** For calls of what a function is given, which function each call of that function gives. */
export class CalleeHops {
  private readonly program: Program;
  private readonly passed: PassedValues;
  private readonly origins: CalleeOriginsSearch;
  private readonly first = new Map<number, CalleeHop | undefined>();
  private readonly next = new Map<CalleeHop, Map<number, CalleeHop>>();
  private readonly given = new Map<number, ReadonlyMap<number, readonly CalleeHop[]> | undefined>();
  private count = 0;

  constructor(program: Program, passed: PassedValues, origins: CalleeOriginsSearch) {
    this.program = program;
    this.passed = passed;
    this.origins = origins;
  }

  /** A call of one of several functions that the function around it is given; undefined for any other call. */
  of(call: number): CalleeHop | undefined {
    if (this.first.has(call)) return this.first.get(call);
    const hop = this.make(call);
    this.first.set(call, hop);
    return hop;
  }

  private make(call: number): CalleeHop | undefined {
    const record = this.program.calls[call];
    if (!record || (record.flags & CallFlag.construct) !== 0 || record.callee < 0) return undefined;
    if ((this.program.targets[call]?.functions.length ?? 0) < 2) return undefined;
    const origins = this.origins.of(record.callee, exactly, record.owner);
    if (!origins.isKnown || origins.ports.length === 0) return undefined;
    return this.hop(call, undefined, origins);
  }

  /** What a call of the function around `inner` gives. */
  through(call: number, inner: CalleeHop): CalleeHop {
    let byCall = this.next.get(inner);
    if (!byCall) this.next.set(inner, (byCall = new Map<number, CalleeHop>()));
    let hop = byCall.get(call);
    if (!hop) byCall.set(call, (hop = this.hop(call, inner, this.originsAt(call, inner))));
    return hop;
  }

  private originsAt(call: number, inner: CalleeHop): CalleeOrigins | undefined {
    let length = 1;
    for (let hop = inner.inner; hop; hop = hop.inner) length++;
    const owner = this.program.calls[call]?.owner ?? -1;
    const fn = this.program.calls[inner.call]?.owner ?? -1;
    if (length >= maximumHops) return undefined;
    const functions: number[] = [];
    const ports: PortPath[] = [];
    for (const { port, path } of inner.ports) {
      for (const value of this.passed.to(call, fn, port, path)) {
        if (value.node < 0) continue;
        const origins = this.origins.of(value.node, value.path, owner);
        if (!origins.isKnown) return undefined;
        functions.push(...origins.functions);
        ports.push(...origins.ports);
      }
    }
    return { functions, ports, isKnown: true };
  }

  /** @param origins  undefined when the callee may be anything that the call at the end of the hops may call */
  private hop(call: number, inner: CalleeHop | undefined, origins: CalleeOrigins | undefined): CalleeHop {
    const id = this.count++;
    if (!origins) {
      let last = inner;
      while (last?.inner) last = last.inner;
      return { id, call, inner, functions: this.program.targets[last?.call ?? -1]?.functions ?? [], ports: [] };
    }
    // A recursion that hands the function on gives nothing new.
    for (let hop = inner; hop; hop = hop.inner)
      if (hop.call === call && isSame(hop.ports, origins.ports)) return { id, call, inner, functions: [], ports: [] };
    return { id, call, inner, functions: [...new Set(origins.functions)], ports: origins.ports };
  }

  /** Who gives each function to a call: for each, the hops at which it is given. Undefined when that is not known of all. */
  givers(hop: CalleeHop): ReadonlyMap<number, readonly CalleeHop[]> | undefined {
    if (this.given.has(hop.call)) return this.given.get(hop.call);
    const givers = this.findGivers(hop);
    this.given.set(hop.call, givers);
    return givers;
  }

  private findGivers(first: CalleeHop): ReadonlyMap<number, readonly CalleeHop[]> | undefined {
    const givers = new Map<number, CalleeHop[]>();
    const hops = [first];
    for (const hop of hops) {
      if (hops.length > maximumChains) return undefined;
      for (const fn of hop.functions) {
        const known = givers.get(fn);
        if (known) known.push(hop);
        else givers.set(fn, [hop]);
      }
      if (hop.ports.length === 0) continue;
      const callers = this.program.callers[this.program.calls[hop.call]?.owner ?? -1] ?? [];
      // What nobody passes may be any function.
      if (callers.length === 0) return undefined;
      for (const call of callers) hops.push(this.through(call, hop));
    }
    return givers;
  }
}

function isSame(one: readonly PortPath[], other: readonly PortPath[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ port, path }) =>
      other.some(
        (same) =>
          same.path === path &&
          same.port.kind === port.kind &&
          (port.kind !== "parameter" || same.port.kind !== "parameter" || same.port.index === port.index),
      ),
    )
  );
}
