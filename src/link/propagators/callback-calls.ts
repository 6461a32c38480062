import { CallFlag, EdgeKind, NodeKind } from "../../model/module-graph.ts";
import type { SyntheticCalls } from "../targets/synthetic-calls.ts";
import type { TargetSearch } from "../targets/target-search.ts";
import type { FieldNodes } from "./field-nodes.ts";

export interface CallbackCall {
  readonly index: number;
  readonly arguments: number[];
  /** What the function leaves in its arguments, as far as a rule asks for it. */
  readonly argumentsAfter: number[];
  receiver: number;
  receiverAfter: number;
  readonly result: number;
}

/** The calls that outside APIs make of functions they are given: `visits.map(f)` calls `f`. One for each call and function. */
export class CallbackCalls {
  private readonly search: TargetSearch;
  private readonly calls: SyntheticCalls;
  private readonly fields: FieldNodes;
  private readonly made = new Map<string, CallbackCall>();
  private readonly instances = new Map<string, { readonly receiver: number; readonly result: number }>();

  constructor(search: TargetSearch, calls: SyntheticCalls, fields: FieldNodes) {
    this.search = search;
    this.calls = calls;
    this.fields = fields;
  }

  /** The call that the outside API makes of a function it was given. */
  callOf(call: number, callee: number): CallbackCall {
    const key = `${String(call)}:${String(callee)}`;
    let made = this.made.get(key);
    if (!made) {
      const values: number[] = [];
      const argumentsAfter: number[] = [];
      const result = this.fields.newNode(call, NodeKind.value);
      const index = this.calls.add(callee, -1, values, result, result, "", 0, argumentsAfter);
      made = { index, arguments: values, argumentsAfter, receiver: -1, receiverAfter: -1, result };
      this.made.set(key, made);
    }
    return made;
  }

  /** The node of one argument of that call, into which propagators write. */
  slot(call: number, callee: number, position: number): number {
    const made = this.callOf(call, callee);
    while (made.arguments.length <= position) {
      const argument = this.fields.newNode(call, NodeKind.value);
      made.arguments.push(argument);
      made.argumentsAfter.push(-1);
      this.calls.addArgument(made.index, made.arguments.length - 1, argument);
    }
    return made.arguments[position] ?? -1;
  }

  /** What the function leaves in that argument. */
  afterSlot(call: number, callee: number, position: number): number {
    const before = this.slot(call, callee, position);
    const made = this.callOf(call, callee);
    let after = made.argumentsAfter[position] ?? -1;
    if (after < 0) made.argumentsAfter[position] = after = this.afterNode(call, made.index, before);
    return after;
  }

  /** That call, with a receiver. */
  receiverOf(call: number, callee: number): CallbackCall {
    const made = this.callOf(call, callee);
    if (made.receiver < 0) {
      made.receiver = this.fields.newNode(call, NodeKind.value);
      made.receiverAfter = this.afterNode(call, made.index, made.receiver);
      this.calls.setReceiver(made.index, made.receiver, made.receiverAfter);
    }
    return made;
  }

  /** The `new` by which a framework makes the instance of a class that it was given; its receiver is what it puts in there. */
  instanceOf(call: number, callee: number): { readonly receiver: number; readonly result: number } {
    const key = `${String(call)}:${String(callee)}`;
    let made = this.instances.get(key);
    if (!made) {
      const receiver = this.fields.newNode(call, NodeKind.value);
      const result = this.fields.newNode(call, NodeKind.value);
      this.calls.add(callee, receiver, [], result, result, "", CallFlag.construct);
      made = { receiver, result };
      this.instances.set(key, made);
    }
    return made;
  }

  private afterNode(call: number, index: number, before: number): number {
    const after = this.fields.newNode(call, NodeKind.after, undefined, index);
    this.search.addEdge(EdgeKind.copy, before, after);
    return after;
  }
}
