import { CallFlag, NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program, ProgramCall } from "../model/program.ts";
import { exactly, type AccessPaths } from "./access-paths.ts";
import type { Barriers } from "./barriers.ts";
import type { CallbackSteps } from "./callback-steps.ts";
import type { CallsByOutcome } from "./calls-by-outcome.ts";
import type { Context } from "./contexts.ts";
import type { EdgeSteps } from "./edge-steps.ts";
import { Mask, Via, everything } from "./facts.ts";
import { GivenBack } from "./given-back.ts";
import type { IntoFunctions } from "./into-functions.ts";

export interface CallStepParts {
  readonly program: Program;
  readonly incoming: IncomingEdges;
  readonly barriers: Barriers;
  readonly paths: AccessPaths;
  readonly into: IntoFunctions;
  readonly edges: EdgeSteps;
  readonly callbacks: CallbackSteps;
  readonly callsBy: CallsByOutcome;
}

/** Steps from what a call returns, throws or changes into the functions that it calls, or over an outside call. */
export class CallSteps {
  private readonly program: Program;
  private readonly barriers: Barriers;
  private readonly paths: AccessPaths;
  private readonly into: IntoFunctions;
  private readonly edges: EdgeSteps;
  private readonly callbacks: CallbackSteps;
  private readonly callsBy: CallsByOutcome;
  private readonly givenBack: GivenBack;
  private readonly changesOfShared: ReturnType<GivenBack["changesOfShared"]>;

  constructor(parts: CallStepParts) {
    const { program, incoming } = parts;
    this.program = program;
    this.barriers = parts.barriers;
    this.paths = parts.paths;
    this.into = parts.into;
    this.edges = parts.edges;
    this.callbacks = parts.callbacks;
    this.callsBy = parts.callsBy;
    this.givenBack = new GivenBack(program, incoming, this.callsBy.result);
    this.changesOfShared = this.givenBack.changesOfShared();
  }

  get cutResults(): number {
    return this.givenBack.cut.size;
  }

  /** From a fact at a node into the calls that make it: those that return it, then those that throw it. */
  enter(context: Context, fact: number, node: number, path: number, mask: number): void {
    for (const call of this.callsBy.result.get(node) ?? none) this.result(context, fact, call, path, mask);
    for (const call of this.callsBy.thrown.get(node) ?? none)
      this.callbacks.enter(context, fact, call, "thrown", path, mask);
  }

  private result(context: Context, fact: number, index: number, path: number, mask: number): void {
    const call = this.program.calls[index];
    const targets = this.program.targets[index];
    if (!call || !targets) return;
    const remaining = mask & ~(this.barriers.removedByCall.get(index) ?? 0);
    if ((remaining & everything) === 0) return;
    if ((call.flags & CallFlag.construct) !== 0) {
      for (const fn of targets.functions)
        this.into.enter(context, fact, index, fn, this.program.functions[fn]?.receiverOut ?? -1, path, remaining);
    } else this.callbacks.enter(context, fact, index, "returned", path, remaining);
    if (targets.functions.length === 0 && !targets.propagated && !call.synthetic)
      this.passUnknown(context, fact, call, index, path, remaining);
  }

  /** An outside call that no rule describes: what goes in may come out, but less surely. */
  private passUnknown(
    context: Context,
    fact: number,
    call: ProgramCall,
    index: number,
    path: number,
    mask: number,
  ): void {
    // `f.call(…)` and the like are calls of `f`, which are calls of their own.
    if ((call.flags & CallFlag.jsx) !== 0 || /\.(?:call|apply|bind)$/.test(call.written)) return;
    const owner = this.program.nodeOwner[call.result] ?? -1;
    const guessed = mask | Mask.guessed;
    for (const argument of call.arguments) {
      if (argument >= 0) this.edges.step(context, fact, argument, path, guessed, Via.outside, index, undefined, owner);
    }
    if (call.receiver >= 0 && this.paths.isEnd(path))
      this.edges.step(context, fact, call.receiver, exactly, guessed, Via.outside, index, undefined, owner);
  }

  /** What a call leaves in its arguments or receiver; the value before the call follows by an edge. */
  after(context: Context, fact: number, node: number, path: number, mask: number): void {
    const index = this.program.nodePayload[node] ?? -1;
    const call = this.program.calls[index];
    if (!call || path === exactly) return;
    const position = call.argumentsAfter.indexOf(node);
    if (call.resultAfter >= 0) {
      for (const { kind, at, fields } of this.givenBack.originsOf(index)) {
        if (kind === "port" && at === position)
          this.change(context, fact, call.resultAfter, fields, path, mask, NodeKind.after, call.owner);
      }
    }
    this.callbacks.enter(context, fact, index, position >= 0 ? position : "receiver", path, mask);
  }

  /** What the program writes into the results of calls that give a part of a shared value back. */
  shared(context: Context, fact: number, node: number, path: number, mask: number, kind: number, owner: number): void {
    for (const change of this.changesOfShared.get(node) ?? none)
      this.change(context, fact, change.node, change.fields, path, mask, kind, owner);
  }

  /** What the program writes into the result of a call is in what the result is a part of. */
  private change(
    context: Context,
    fact: number,
    changed: number,
    fields: readonly number[],
    path: number,
    mask: number,
    kind: number,
    owner: number,
  ): void {
    let rest: number | undefined = path;
    for (const field of fields) rest = rest === undefined ? undefined : this.paths.below(rest, field);
    if (rest !== undefined && rest !== exactly)
      this.edges.step(context, fact, changed, rest, mask, Via.copy, 0, kind, owner);
  }
}

const none: readonly never[] = [];
