import type { Program } from "../model/program.ts";
import type { CallChains } from "./call-chains.ts";
import type { CalleeHops } from "./callee-hops.ts";
import type { CalleeHop, Exit, ExitPort, InwardPort, OutwardPort } from "./ports.ts";
import type { Context } from "./contexts.ts";
import type { IntoFunctions } from "./into-functions.ts";
import type { MutationCheck } from "./mutation.ts";
import type { OutOfFunctions } from "./out-of-functions.ts";
import type { PassedValues } from "./passed-values.ts";
import type { Search } from "./search.ts";

type CallbackExit = Exit & { readonly port: ExitPort & { readonly kind: "callback" } };

/** A step into a function, as `IntoFunctions.enter` takes it. */
interface Step {
  readonly context: Context;
  readonly fact: number;
  readonly entry: number;
  readonly fn: number;
  readonly port: number;
  readonly path: number;
  readonly mask: number;
  readonly from: number;
}

export interface CallbackStepParts {
  readonly program: Program;
  readonly search: Search;
  readonly hops: CalleeHops;
  readonly chains: CallChains;
  readonly passed: PassedValues;
  readonly mutation: MutationCheck;
  readonly throwing: ReadonlySet<number>;
  readonly into: IntoFunctions;
  readonly out: OutOfFunctions;
}

/**
 * Steps into a function that the function around a call was given, and out of it again, for one caller at a time:
 *
 *   function using(work) { return work(visit); }
 *   using((visit) => visit.room);        asks what its own arrow makes of `visit`, and
 *   using((visit) => visit.reason);      does not get what this one does
 *
 * The call in `using` asks as an exit does: each caller enters the function that it passes itself. What that asks of `visit` is
 * asked of `using` as entered through the same caller.
 */
export class CallbackSteps {
  private readonly parts: CallbackStepParts;
  private readonly passedOn = new Set<string>();
  private readonly entered = new Set<string>();
  /** Steps that are still to be made: one leads to the next, as long as functions hand functions on. */
  private readonly pending: Step[] = [];
  private readonly opened = new Set<number>();

  constructor(parts: CallbackStepParts) {
    this.parts = parts;
  }

  /** From a fact at what a call hands out into the functions that it may call. */
  enter(context: Context, fact: number, call: number, out: OutwardPort, path: number, mask: number): void {
    const hop = this.parts.hops.of(call);
    if (!hop) {
      this.enterAll(context, fact, call, out, path, mask);
      return;
    }
    for (const fn of hop.functions) this.enterOne(context, fact, call, fn, out, path, mask);
    const exit: CallbackExit = { port: { kind: "callback", hop, out, asked: fact }, path, mask, fact };
    if (context.fn >= 0) this.parts.out.addExit(context, exit.port, path, mask, fact);
    else this.askCallers(context, fact, exit);
  }

  private enterAll(context: Context, fact: number, call: number, out: OutwardPort, path: number, mask: number): void {
    for (const fn of this.parts.program.targets[call]?.functions ?? [])
      this.enterOne(context, fact, call, fn, out, path, mask);
  }

  private enterOne(
    context: Context,
    fact: number,
    call: number,
    fn: number,
    out: OutwardPort,
    path: number,
    mask: number,
  ): void {
    this.parts.into.enter(context, fact, call, fn, this.portOf(fn, out), path, mask);
  }

  /** Makes the steps that are still to be made. */
  settle(): void {
    for (let step = this.pending.pop(); step; step = this.pending.pop()) {
      const { context, fact, entry, fn, port, path, mask, from } = step;
      if (!this.parts.search.isExhausted()) this.parts.into.enter(context, fact, entry, fn, port, path, mask, from);
    }
  }

  private plan(step: Step): void {
    if (step.port < 0) return;
    const { fact, entry, port, path, mask } = step;
    const key = [fact, entry, port, path, mask].join(":");
    this.parts.search.countAttempt();
    if (this.entered.has(key)) return;
    this.entered.add(key);
    this.pending.push(step);
  }

  /** The node of a port; -1 when a function says nothing there. */
  private portOf(fn: number, out: OutwardPort): number {
    const { program, mutation, throwing } = this.parts;
    const info = program.functions[fn];
    if (!info) return -1;
    switch (out) {
      case "returned":
        return info.returned;
      case "thrown":
        return throwing.has(fn) ? info.thrown : -1;
      default: {
        const port = out === "receiver" ? info.receiverOut : (info.parametersOut[out] ?? -1);
        return port >= 0 && mutation.mutates(port) ? port : -1;
      }
    }
  }

  /** Without context every caller is asked. */
  private askCallers(context: Context, fact: number, exit: CallbackExit): void {
    const { program, out } = this.parts;
    const { hop } = exit.port;
    const fn = program.calls[hop.call]?.owner ?? -1;
    const callers = program.callers[fn] ?? [];
    if (callers.length === 0) this.open(exit);
    for (const call of callers) if (out.isAllowed(fn, call)) this.passExit(context, exit, fact, call);
  }

  /** One caller of the function around a hop gives its own function, or was given it. */
  passExit(context: Context, exit: CallbackExit, fact: number, entry: number): void {
    const { chains, hops, out } = this.parts;
    if (this.parts.search.isExhausted()) return;
    if (entry === -1) {
      this.passInner(context, exit, fact);
      return;
    }
    const { port, path, mask } = exit;
    const hop = hops.through(chains.last(entry), port.hop);
    if (hop.functions.length > 0) {
      let chain = entry;
      for (let inner: CalleeHop | undefined = port.hop; inner; inner = inner.inner)
        chain = chains.within(chain, inner.call);
      for (const fn of hop.functions)
        this.plan({ context, fact, entry: chain, fn, port: this.portOf(fn, port.out), path, mask, from: port.asked });
    }
    if (hop.ports.length === 0) return;
    const farther: CallbackExit = { port: { ...port, hop }, path, mask, fact };
    if (chains.isChain(entry)) {
      this.passExit(context, farther, fact, chains.outer(entry));
    } else if (context.fn < 0) {
      this.askCallers(context, fact, farther);
    } else {
      const key = `${String(context.id)}:${String(hop.id)}:${String(port.asked)}`;
      if (this.passedOn.has(key)) return;
      this.passedOn.add(key);
      out.addExit(context, farther.port, path, mask, fact);
    }
  }

  /** The function around a call was entered as an inner one; the calls of it in the function around it give what it is given. */
  private passInner(context: Context, exit: CallbackExit, fact: number): void {
    const { program } = this.parts;
    const fn = program.calls[exit.port.hop.call]?.owner ?? -1;
    const near = (program.callers[fn] ?? []).filter((call) => program.calls[call]?.owner === context.fn);
    if (near.length === 0) this.open(exit);
    for (const call of near) this.passExit(context, exit, fact, call);
  }

  /** Any function that the call may call, for all who ask. */
  private open({ port, path, mask }: CallbackExit): void {
    if (this.opened.has(port.asked)) return;
    this.opened.add(port.asked);
    const { search } = this.parts;
    const context = search.contexts.all[search.facts.context(port.asked)];
    let { hop } = port;
    while (hop.inner) hop = hop.inner;
    if (context) this.enterAll(context, port.asked, hop.call, port.out, path, mask);
  }

  /** Out of a function that was entered through a chain of calls: to what the last of them passes, in the function around that. */
  leaveChain(
    context: Context,
    fn: number,
    exit: Exit & { readonly port: InwardPort },
    fact: number,
    chain: number,
  ): void {
    const { chains, passed } = this.parts;
    const call = chains.last(chain);
    const outer = this.parts.program.calls[call]?.owner ?? -1;
    for (const { node, path } of passed.to(call, fn, exit.port, exit.path))
      this.plan({
        context,
        fact,
        entry: chains.outer(chain),
        fn: outer,
        port: node,
        path,
        mask: exit.mask,
        from: exit.fact,
      });
  }

  /**
   * Out of a function without context, through a call that calls one of several functions that it is given: only to the callers
   * that give this one. Returns false when they are not known.
   */
  leaveToGivers(
    context: Context,
    fact: number,
    fn: number,
    port: InwardPort,
    call: number,
    path: number,
    mask: number,
  ): boolean {
    const { hops, chains, passed, out } = this.parts;
    const first = hops.of(call);
    const givers = first && !first.functions.includes(fn) ? hops.givers(first)?.get(fn) : undefined;
    if (!givers) return false;
    for (const giver of givers) {
      let entry = giver.call;
      let isAllowed = true;
      for (let hop = giver.inner; hop; hop = hop.inner) {
        isAllowed &&= out.isAllowed(this.parts.program.calls[hop.call]?.owner ?? -1, chains.last(entry));
        if (hop.inner) entry = chains.within(entry, hop.call);
      }
      if (!isAllowed) continue;
      const outer = this.parts.program.calls[call]?.owner ?? -1;
      for (const value of passed.to(call, fn, port, path))
        this.plan({ context, fact, entry, fn: outer, port: value.node, path: value.path, mask, from: -1 });
    }
    return true;
  }
}
