import type { CalleeMatcher } from "../../model/match-callee.ts";
import { CallFlag, EdgeKind, FunctionFlag, handleField, NodeKind } from "../../model/module-graph.ts";
import type { Limits } from "../../model/options.ts";
import type { Program, ProgramCall, ProgramClass } from "../../model/program.ts";
import type { PropagatorSpec } from "../../model/rule-set.ts";
import type { HandOvers } from "./hand-overs.ts";
import type { ObjectFields } from "./object-fields.ts";
import type { OutsideApis } from "./outside-apis.ts";
import { TokenKind, type PointsTo } from "./points-to.ts";
import type { PropagatorExpander } from "../propagators/propagator-expander.ts";
import type { SyntheticCalls } from "./synthetic-calls.ts";
import type { TargetSearch } from "./target-search.ts";

/** What joining calls takes besides the search itself. */
export interface CallLinkerParts {
  readonly handOvers: HandOvers;
  readonly calls: SyntheticCalls;
  readonly apis: OutsideApis;
  readonly fields: ObjectFields;
  readonly expander: PropagatorExpander;
  readonly propagators: CalleeMatcher<PropagatorSpec>;
}

/**
 * Joins calls to what they call. Arguments go to parameters, results come back, `new` makes an instance, rules are applied to calls
 * of outside APIs.
 */
export class CallLinker {
  private readonly search: TargetSearch;
  private readonly program: Program;
  private readonly points: PointsTo;
  private readonly limits: Limits;
  private readonly handOvers: HandOvers;
  private readonly calls: SyntheticCalls;
  private readonly apis: OutsideApis;
  private readonly fields: ObjectFields;
  private readonly expander: PropagatorExpander;
  private readonly propagators: CalleeMatcher<PropagatorSpec>;
  private readonly accessorCalls = new Set<string>();

  constructor(
    search: TargetSearch,
    { handOvers, calls, apis, fields, expander, propagators }: CallLinkerParts,
    limits: Limits,
  ) {
    this.search = search;
    this.program = search.program;
    this.points = search.points;
    this.limits = limits;
    this.handOvers = handOvers;
    this.calls = calls;
    this.apis = apis;
    this.fields = fields;
    this.expander = expander;
    this.propagators = propagators;
  }

  /** The callee of a call may be what a token stands for. */
  resolve(index: number, token: number): void {
    const call = this.program.calls[index];
    if (!call) return;
    const { points } = this;
    switch (points.kindOf(token)) {
      case TokenKind.function: {
        const fn = points.indexOf(token);
        this.link(index, fn);
        if ((call.flags & CallFlag.construct) !== 0)
          this.handOvers.copy(this.program.functions[fn]?.receiver ?? -1, call.result);
        return;
      }
      case TokenKind.class:
        this.construct(index, call, points.indexOf(token));
        return;
      case TokenKind.api:
        this.callApi(index, points.apiOf(token));
        return;
      case TokenKind.hook: {
        const hook = points.hookOf(token);
        if (hook) this.expander.hooks.called(index, hook);
        return;
      }
      case TokenKind.instance:
      case TokenKind.prototype:
      case TokenKind.object:
      case undefined:
    }
  }

  private construct(index: number, call: ProgramCall, classIndex: number): void {
    const info = this.program.classes[classIndex];
    if (!info || info.constructorFunction < 0) return;
    if ((call.flags & (CallFlag.construct | CallFlag.jsx | CallFlag.superCall)) === 0) {
      // A function that is used as a class may be called as a function too: `Visit.call(this, reason)`.
      const flags = this.program.functions[info.constructorFunction]?.flags ?? 0;
      if ((flags & FunctionFlag.constructor) === 0) this.link(index, info.constructorFunction);
      return;
    }
    if (call.synthetic) {
      this.shareInstance(call, info);
      return;
    }
    this.link(index, info.constructorFunction);
    if ((call.flags & CallFlag.construct) !== 0) {
      this.points.add(call.result, this.points.token(TokenKind.instance, classIndex));
    } else if ((call.flags & CallFlag.jsx) !== 0) {
      const props = call.arguments[0] ?? -1;
      this.search.addEdge(EdgeKind.write, props, info.instance, this.program.string("props"));
      this.search.addEdge(EdgeKind.write, info.instance, call.result, this.program.string(handleField));
    }
  }

  /** A framework makes one instance for all, and puts something in those of its fields that are not the class's own. */
  private shareInstance({ receiver, result }: ProgramCall, { instance, ownFields, module, node }: ProgramClass): void {
    this.search.addEdge(EdgeKind.copy, instance, result);
    const given = this.program.addNode(NodeKind.value, undefined, module, this.program.nodeOwner[node] ?? 0, 0, 0);
    this.search.addEdge(EdgeKind.without, receiver, given, ownFields);
    this.search.addEdge(EdgeKind.copy, given, instance);
  }

  /** A call is one of an outside API. */
  callApi(index: number, path: string): void {
    const call = this.program.calls[index];
    const targets = this.program.targets[index];
    if (!call || !targets || targets.apis.includes(path)) return;
    targets.apis.push(path);
    this.expander.expand(index, this.propagators.byApi(path));
    this.apis.add(call.result, `${path}()`);
  }

  /** Joins a call to a function of the project. */
  link(index: number, fn: number): void {
    const call = this.program.calls[index];
    const targets = this.program.targets[index];
    const callee = this.program.functions[fn];
    if (!call || !targets || !callee || targets.functions.includes(fn)) return;
    targets.functions.push(fn);
    this.program.callers[fn]?.push(index);
    this.expander.callerKeys.linked(index, fn);
    // Methods of classes have their shared instance as receiver from the start.
    if (callee.class < 0 || (callee.flags & FunctionFlag.static) !== 0)
      this.handOvers.copy(call.receiver, callee.receiver);
    this.handOvers.copy(callee.returned, call.result);
    this.handOvers.copy(callee.thrown, call.thrown);
    const rest = (callee.flags & FunctionFlag.rest) !== 0 ? callee.parameters.length - 1 : -1;
    call.arguments.forEach((argument, position) => {
      if (call.spread >= 0 && position >= call.spread) {
        const element = this.program.addNode(NodeKind.value, undefined, call.module, call.owner, call.start, call.end);
        if (position === call.spread) this.fields.readLater(argument, this.fields.element, element);
        this.handOvers.copy(argument, element);
        for (let parameter = position; parameter < callee.parameters.length; parameter++)
          this.handOvers.copy(element, callee.parameters[parameter] ?? -1);
      } else if (rest >= 0 && position >= rest) {
        const parameter = callee.parameters[rest] ?? -1;
        if (this.points.countOf(argument) > 0) this.search.makeObject(parameter);
        this.handOvers.copy(
          argument,
          this.fields.heapNode(this.points.token(TokenKind.object, parameter), this.fields.element),
        );
      } else {
        this.copyArgument(fn, argument, callee.parameters[position] ?? -1);
      }
    });
  }

  /**
   * Arguments of functions that half of the program calls (a button, a request helper) tell nothing of what their callbacks
   * do for one caller, and would make every value stand for everything. Only the first callers pass functions on there;
   * outside APIs and shared instances always pass. Taint itself follows every caller, with its context.
   */
  private copyArgument(fn: number, from: number, to: number): void {
    if ((this.program.callers[fn]?.length ?? 0) <= this.limits.callersPassingFunctions) this.handOvers.copy(from, to);
    else this.handOvers.copyApis(from, to);
  }

  /** A getter (no values) or setter runs; `at` gets what it gives. */
  accessorCall(fn: number, receiver: number, values: readonly number[], at: number): void {
    const key = `${String(fn)}:${String(at)}:${String(values[0] ?? -1)}`;
    if (this.accessorCalls.has(key)) return;
    this.accessorCalls.add(key);
    // What a setter leaves in its receiver is the object after the write, as what a constructor leaves is the new object.
    const call = this.calls.add(-1, receiver, values, at, at, "", values.length === 0 ? 0 : CallFlag.construct);
    this.link(call, fn);
  }
}
