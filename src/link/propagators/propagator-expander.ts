import { unknownText, type ConstantEvaluator } from "../../model/constants.ts";
import { EdgeKind, NodeKind } from "../../model/module-graph.ts";
import type { IncomingEdges, Program } from "../../model/program.ts";
import type { Port } from "../../model/port.ts";
import type { PortFlow, PropagatorSpec } from "../../model/rule-set.ts";
import { valuesAt } from "../../model/values-at.ts";
import { mayHold } from "./call-conditions.ts";
import { CallbackCalls } from "./callback-calls.ts";
import { CallerKeys } from "./caller-keys.ts";
import { Descriptions } from "./descriptions.ts";
import { GivenOut } from "./given-out.ts";
import { flowsOfEachField, keysWritten } from "./each-field.ts";
import type { SyntheticCalls } from "../targets/synthetic-calls.ts";
import type { TargetSearch } from "../targets/target-search.ts";
import { FieldNodes } from "./field-nodes.ts";
import { Hooks } from "./hooks.ts";
import { KeyNames } from "./key-names.ts";
import { SharedNames } from "./shared-names.ts";
import { Origins } from "./origins.ts";
import { PortReader } from "./port-reader.ts";
import { PortRoots, type Cursor } from "./port-roots.ts";
import { PortWriter } from "./port-writer.ts";

/**
 * Turns what a propagator says of a call into nodes, edges and calls of the program.
 *
 *   visits.map((v) => v.dx)     from this.[] to arg0.callback.arg0:    element -read []- visits; a call of the arrow with it
 *                               from arg0.callback.return to return.[]:   result of that call -write []-> result of map
 *   const [dx, setDx] = useState()   from return.1.callback.arg0 to return.0: member 1 of the result is a hook; what it is
 *                               called with, anywhere in the program, is written to member 0
 */
export class PropagatorExpander {
  readonly hooks: Hooks;
  readonly callerKeys: CallerKeys;
  private readonly sharedNames: SharedNames;
  readonly descriptions: Descriptions;
  private readonly search: TargetSearch;
  private readonly program: Program;
  private readonly evaluator: ConstantEvaluator;
  private readonly incoming: IncomingEdges;
  readonly fields: FieldNodes;
  private readonly roots: PortRoots;
  private readonly callbacks: CallbackCalls;
  private readonly reader: PortReader;
  private readonly writer: PortWriter;
  private readonly done = new Set<string>();
  /** Flows of calls whose results count only when they are given out. */
  private readonly waiting: { readonly call: number; readonly flow: PortFlow }[] = [];

  /** @param incoming  edges as the modules have them */
  constructor(search: TargetSearch, calls: SyntheticCalls, evaluator: ConstantEvaluator, incoming: IncomingEdges) {
    const { program } = search;
    this.search = search;
    this.program = program;
    this.evaluator = evaluator;
    this.incoming = incoming;
    this.fields = new FieldNodes(search, incoming);
    this.roots = new PortRoots(search, this.fields, new Origins(search, incoming, this.fields));
    this.callbacks = new CallbackCalls(search, calls, this.fields);
    this.descriptions = new Descriptions(this.fields);
    this.hooks = new Hooks(search, this.fields);
    const names = new KeyNames(program, evaluator, incoming);
    this.callerKeys = new CallerKeys(search, this.fields, names);
    this.sharedNames = new SharedNames(names);
    const { roots, fields, callbacks, hooks, callerKeys, sharedNames } = this;
    const parts = { program, roots, fields, callbacks, hooks, names, callerKeys, sharedNames };
    this.reader = new PortReader(parts);
    this.writer = new PortWriter(parts);
  }

  /** The search for call targets is over: what waited for all calls to be seen is done. */
  finish(): void {
    this.callerKeys.finish();
    this.sharedNames.finish();
    this.connectGiven();
    this.search.resolveAdded();
  }

  /** Applies propagators to a call, each once. */
  expand(call: number, specs: readonly PropagatorSpec[]): void {
    for (const spec of specs) this.expandOne(call, spec);
    this.search.resolveAdded();
  }

  /** The values at a port of a call. */
  nodesAt(call: number, port: Port): readonly number[] {
    const nodes: number[] = [];
    for (const cursor of this.roots.at(call, port))
      this.reader.follow(call, cursor, port.steps, 0, (node) => {
        nodes.push(node);
      });
    return nodes;
  }

  /** Puts a value at a port of a call. */
  put(call: number, port: Port, value: number): void {
    for (const end of this.roots.at(call, port))
      this.writer.deliver(call, end, port.steps, 0, { value, unnamed: value, transform: undefined, through: [] });
  }

  private expandOne(call: number, spec: PropagatorSpec): void {
    const key = `${String(call)}:${spec.id}`;
    if (this.done.has(key)) return;
    this.done.add(key);
    const record = this.program.calls[call];
    if (!spec.when.every((condition) => record && mayHold(record, condition, this.evaluator))) return;
    const targets = this.program.targets[call];
    if (targets) targets.propagated = true;
    for (const flow of spec.flows.flatMap((written) => this.forEachField(call, written))) {
      if (flow.given) this.waiting.push({ call, flow });
      else this.connect(call, flow);
    }
  }

  private connectGiven(): void {
    if (this.waiting.length === 0) return;
    const givenOut = new GivenOut(this.program);
    for (const { call, flow } of this.waiting)
      if (givenOut.has(this.program.calls[call]?.result ?? -1)) this.connect(call, flow);
  }

  /** What is at the one port is at the other. */
  private connect(call: number, flow: PortFlow): void {
    const { from, to, transform } = flow;
    const names = [...new Set(flow.named?.flatMap((port) => this.textsAt(call, port)))];
    for (const cursor of this.roots.at(call, from)) {
      this.reader.follow(call, cursor, from.steps, 0, (whole) => {
        const node = this.passedOn(call, flow, whole);
        const { through } = this.hooks;
        const named = names.length === 0 ? [node] : names.map((name) => this.fields.named(call, node, name));
        for (const whole of named) {
          const value = flow.alone ? this.fields.alone(call, whole) : whole;
          for (const end of this.roots.at(call, to))
            this.writer.deliver(call, end, to.steps, 0, { value, unnamed: node, transform, through });
        }
      });
      this.carryBack(call, cursor, flow);
    }
  }

  /** What a flow passes on of a value. */
  private passedOn(call: number, { except, describes, typeArgument }: PortFlow, value: number): number {
    if (typeArgument !== undefined) return this.descriptions.add(call, value, [], typeArgument);
    if (describes) return this.descriptions.add(call, value, describes === true ? [] : this.nodesAt(call, describes));
    return except ? this.fields.without(call, value, except) : value;
  }

  /** A flow with `[each]`, once for each field of the object that the call is given. */
  private forEachField(call: number, flow: PortFlow): readonly PortFlow[] {
    const object = flow.each;
    if (!object) return [flow];
    const values = this.roots.at(call, object).flatMap((cursor) => (cursor.kind === "value" ? [cursor.node] : []));
    return flowsOfEachField(flow, keysWritten(this.program, this.incoming, values, object));
  }

  /** The constants at a port; none when one of them is not known. */
  private textsAt(call: number, port: Port): readonly string[] {
    const record = this.program.calls[call];
    const texts = record ? valuesAt(record, port, this.evaluator) : [];
    return texts.some((text) => text.includes(unknownText)) ? [] : texts;
  }

  /** What a callback does to an element it is given is in the list afterwards: `visits.forEach((v) => { v.reason = "…"; })`. */
  private carryBack(call: number, cursor: Cursor, { from, to, transform }: PortFlow): void {
    const [step, ...more] = to.steps;
    const [field, ...deeper] = from.steps;
    if (cursor.kind !== "value" || cursor.after < 0 || transform !== undefined) return;
    if (step?.kind !== "callback-argument" || more.length > 0 || field?.kind !== "field" || deeper.length > 0) return;
    for (const callback of this.roots.at(call, to)) {
      if (callback.kind !== "value") continue;
      this.callbacks.slot(call, callback.node, step.index);
      const made = this.callbacks.callOf(call, callback.node);
      if ((made.argumentsAfter[step.index] ?? -1) >= 0) continue;
      const left = this.fields.newNode(call, NodeKind.after, undefined, made.index);
      made.argumentsAfter[step.index] = left;
      this.search.addEdge(EdgeKind.write, left, cursor.after, this.program.string(field.name));
    }
  }
}
