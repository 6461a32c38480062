import type { Program } from "../model/program.ts";
import type { Context } from "./contexts.ts";
import type { Exit, ExitPort, InwardPort } from "./ports.ts";
import { Via } from "./facts.ts";
import type { FunctionValues } from "./function-values.ts";
import type { CallersByFunction } from "./match-endpoint-calls.ts";
import type { PassedValues } from "./passed-values.ts";
import type { Search } from "./search.ts";

/** What is asked of functions that a function was given, as far as steps out of functions need it (`CallbackSteps`). */
export interface CallbackExits {
  /** From a parameter of a function that other functions were given; false when it was not. */
  leaveToGivers(
    context: Context,
    fact: number,
    fn: number,
    port: InwardPort,
    call: number,
    path: number,
    mask: number,
  ): boolean;
  passExit(
    context: Context,
    exit: Exit & { readonly port: ExitPort & { readonly kind: "callback" } },
    fact: number,
    entry: number,
  ): void;
  leaveChain(
    context: Context,
    fn: number,
    exit: Exit & { readonly port: InwardPort },
    fact: number,
    chain: number,
  ): void;
}

/** Steps out of a function, from its parameters, receiver and environment to what its callers pass. */
export class OutOfFunctions {
  /** Of the current run, for functions around the vendor call. */
  callers: CallersByFunction | undefined;
  /** Set once all steps are made; they take each other. */
  callbacks: CallbackExits | undefined;
  private readonly program: Program;
  private readonly search: Search;
  private readonly passed: PassedValues;
  private readonly functionValues: FunctionValues;

  constructor(program: Program, search: Search, passed: PassedValues, functionValues: FunctionValues) {
    this.program = program;
    this.search = search;
    this.passed = passed;
    this.functionValues = functionValues;
  }

  /** A parameter, receiver or environment was reached: in a context it is an exit, without one every caller is asked. */
  leave(context: Context, fact: number, fn: number, port: InwardPort, path: number, mask: number): void {
    if (context.fn >= 0) {
      if (port.kind === "environment" && this.hasNoCalleeValue(fn)) {
        for (const value of this.functionValues.of(fn))
          this.addExit(context, { kind: "shared", node: value }, path, mask, fact);
      } else {
        this.addExit(context, port, path, mask, fact);
      }
      return;
    }
    if (port.kind === "environment") {
      for (const value of this.functionValues.of(fn))
        this.search.add(context, value, path, mask, fact, Via.shared, 0, -1);
      return;
    }
    for (const call of this.program.callers[fn] ?? []) {
      if (!this.isAllowed(fn, call)) continue;
      if (this.callbacks?.leaveToGivers(context, fact, fn, port, call, path, mask) === true) continue;
      for (const { node, path: passed } of this.passed.to(call, fn, port, path))
        this.search.add(context, node, passed, mask, fact, Via.exit, call, -1);
    }
  }

  /** Whether a call of a function counts in this run. */
  isAllowed(fn: number, call: number): boolean {
    return this.callers?.get(fn)?.has(call) !== false;
  }

  /** Methods and constructors are found through their class, not through a value that carries what they capture. */
  private hasNoCalleeValue(fn: number): boolean {
    return (this.program.functions[fn]?.class ?? -1) >= 0;
  }

  addExit(context: Context, port: ExitPort, path: number, mask: number, fact: number): void {
    this.search.countAttempt();
    const exit = { port, path, mask, fact };
    context.exits.push(exit);
    for (const caller of [...context.callers]) {
      if (this.search.isExhausted()) return;
      this.passExit(context, exit, caller.fact, caller.entry);
    }
  }

  /** Continues at what one caller passes. */
  passExit(callee: Context, exit: Exit, callerFact: number, entry: number): void {
    const context = this.search.contexts.all[this.search.facts.context(callerFact)];
    if (!context) return;
    if (exit.port.kind === "shared") {
      this.passShared(context, exit, exit.port, callerFact, entry);
      return;
    }
    if (context.fn < 0 && context !== this.search.root) return;
    if (exit.port.kind === "callback") {
      this.callbacks?.passExit(context, { ...exit, port: exit.port }, callerFact, entry);
    } else if (entry === -1) {
      this.passInnerExit(context, callee.fn, { ...exit, port: exit.port }, callerFact);
    } else if (entry < -1) {
      this.callbacks?.leaveChain(context, callee.fn, { ...exit, port: exit.port }, callerFact, entry);
    } else {
      for (const { node, path } of this.passed.to(entry, callee.fn, exit.port, exit.path))
        this.search.add(context, node, path, exit.mask, callerFact, Via.exit, entry, exit.fact);
    }
  }

  private passShared(
    context: Context,
    exit: Exit,
    port: ExitPort & { readonly kind: "shared" },
    callerFact: number,
    entry: number,
  ): void {
    const isOwn = entry === -1 && context.fn >= 0 && this.program.nodeOwner[port.node] === context.fn;
    if (isOwn || context === this.search.root) {
      this.search.add(context, port.node, exit.path, exit.mask, callerFact, Via.shared, 0, exit.fact);
    } else if (context.fn >= 0 && !context.sharedExits.has(exit.fact)) {
      context.sharedExits.add(exit.fact);
      this.addExit(context, port, exit.path, exit.mask, exit.fact);
    }
  }

  /**
   * Out of a function that was entered through a variable it shares with the function around it: what it captures and what it is
   * called with there belong to the same call of that function; calls of it elsewhere belong to any.
   */
  private passInnerExit(
    context: Context,
    fn: number,
    exit: Exit & { readonly port: InwardPort },
    callerFact: number,
  ): void {
    const { program } = this;
    if (exit.port.kind === "environment") {
      for (const value of this.functionValues.of(fn))
        if (program.nodeOwner[value] === context.fn)
          this.search.add(context, value, exit.path, exit.mask, callerFact, Via.shared, 0, exit.fact);
      return;
    }
    let isCalledElsewhere = false;
    for (const call of program.callers[fn] ?? []) {
      if (program.calls[call]?.owner !== context.fn) {
        isCalledElsewhere = true;
        continue;
      }
      for (const { node, path } of this.passed.to(call, fn, exit.port, exit.path))
        this.search.add(context, node, path, exit.mask, callerFact, Via.exit, call, exit.fact);
    }
    const port = exit.port.kind === "parameter" ? program.functions[fn]?.parameters[exit.port.index] : undefined;
    if (isCalledElsewhere && port !== undefined && !context.sharedExits.has(exit.fact)) {
      context.sharedExits.add(exit.fact);
      this.addExit(context, { kind: "shared", node: port }, exit.path, exit.mask, exit.fact);
    }
  }
}
