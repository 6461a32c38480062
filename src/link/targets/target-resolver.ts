import type { ConstantEvaluator } from "../../model/constants.ts";
import type { CalleeMatcher } from "../../model/match-callee.ts";
import { EdgeKind, NodeKind } from "../../model/module-graph.ts";
import type { Limits } from "../../model/options.ts";
import type { IncomingEdges, Program } from "../../model/program.ts";
import type { PropagatorSpec } from "../../model/rule-set.ts";
import type { TypeTable } from "../../model/type-table.ts";
import { IntLists } from "../../util/int-lists.ts";
import type { ExportedCall } from "../exported-calls.ts";
import { CallLinker } from "./call-linker.ts";
import { guessMethods } from "./guess-methods.ts";
import { HandOvers } from "./hand-overs.ts";
import { lastName } from "./last-name.ts";
import { ObjectFields } from "./object-fields.ts";
import { OutsideApis, type ApiRules } from "./outside-apis.ts";
import { packEdges } from "./pack-edges.ts";
import { PointsTo, TokenKind } from "./points-to.ts";
import { PropagatorExpander } from "../propagators/propagator-expander.ts";
import { SyntheticCalls } from "./synthetic-calls.ts";
import type { TargetSearch } from "./target-search.ts";
import { TokenSeeds } from "./token-seeds.ts";

/** Hand-overs that are followed whatever they cost. */
const surelyFollowed = 3;

/**
 * Call targets: functions, classes, objects and outside APIs are sent through the graph until nothing changes.
 *
 *   const t = window.fbq;      // the API global#fbq flows into t
 *   run(t);                    // … into the parameter of run
 *   function run(send) { send("track"); }   // … so this call is a call of global#fbq
 *
 * A subset-based points-to analysis (Andersen 1994), field-sensitive on the place where an object is made, with outside
 * APIs as objects whose members are made on demand. Call targets and flow of functions depend on each other, so both grow together.
 */
export class TargetResolver implements TargetSearch {
  readonly program: Program;
  readonly points: PointsTo;
  /** The number of hand-overs at which the search ended early; undefined when it was complete. */
  stoppedAt: number | undefined;
  steps = 0;
  private readonly incoming: IncomingEdges;
  private readonly limits: Limits;
  private readonly propagators: CalleeMatcher<PropagatorSpec>;
  private readonly handOvers: HandOvers;
  private readonly synthetic: SyntheticCalls;
  private readonly apis: OutsideApis;
  private readonly fields: ObjectFields;
  readonly expander: PropagatorExpander;
  private readonly linker: CallLinker;
  /** Edges by where they begin, and writes by where they end: those of the modules, and those added meanwhile. */
  private readonly outStart: Int32Array;
  private readonly outEdge: Int32Array;
  private readonly writesStart: Int32Array;
  private readonly writesEdge: Int32Array;
  private readonly addedOut = new IntLists();
  private readonly addedWrites = new IntLists();
  /** For each node, the calls whose callee it is, and the classes that extend it. */
  private readonly callsOf = new IntLists();
  private readonly subclassesOf = new IntLists();
  private readonly activated = new Set<number>();

  constructor(
    program: Program,
    incoming: IncomingEdges,
    evaluator: ConstantEvaluator,
    rules: ApiRules,
    limits: Limits,
  ) {
    this.program = program;
    this.incoming = incoming;
    this.limits = limits;
    const { propagators } = rules;
    this.propagators = propagators;
    this.points = new PointsTo(limits, program.nodeCount);
    const handOvers = new HandOvers(this.points, program);
    const calls = new SyntheticCalls(program, handOvers, this.callsOf);
    const apis = new OutsideApis(this, rules, calls);
    const fields = new ObjectFields(this, incoming, handOvers, apis);
    const expander = new PropagatorExpander(this, calls, evaluator, incoming);
    this.linker = new CallLinker(this, { handOvers, calls, apis, fields, expander, propagators }, limits);
    this.handOvers = handOvers;
    this.synthetic = calls;
    this.apis = apis;
    this.fields = fields;
    this.expander = expander;
    [this.outStart, this.outEdge] = packEdges(program, (edge) => program.edgeFrom[edge] ?? 0);
    [this.writesStart, this.writesEdge] = packEdges(program, (edge) =>
      program.edgeKind[edge] === EdgeKind.write ? (program.edgeTo[edge] ?? 0) : -1,
    );
    program.classes.forEach((info, index) => {
      if (info.superclass >= 0) this.subclassesOf.append(info.superclass, index);
    });
  }

  /** @param exported  calls that frameworks make of exports, with their API paths */
  run(outsideImports: ReadonlyMap<number, string>, types: TypeTable, exported: readonly ExportedCall[]): void {
    const { program } = this;
    program.calls.forEach((call, index) => {
      if (call.callee >= 0) this.callsOf.append(call.callee, index);
    });
    const deferred = this.expandWritten();
    new TokenSeeds(this, this.apis, types).run(outsideImports);
    for (const { call, api } of exported) this.linker.callApi(call, api);
    const budget = this.budget();
    this.drain(budget);
    if (this.expandDeferred(deferred)) this.drain(budget);
    const isGuessed = guessMethods(this.program, (call, fn) => {
      this.linker.link(call, fn);
    });
    if (isGuessed) this.drain(this.budget());
    this.expander.finish();
  }

  private budget(): number {
    return this.points.arrivals + this.limits.targetSteps + this.program.nodeCount / 2;
  }

  private drain(budget: number): void {
    const stoppedAt = this.points.drain(
      (node, token) => {
        this.process(node, token);
      },
      budget,
      surelyFollowed,
    );
    this.stoppedAt ??= stoppedAt;
  }

  /**
   * Applies the propagators that go by the written name. Calls of a name that the program gives to a function of its own wait
   * until it is known what they call, and are returned.
   */
  private expandWritten(): readonly number[] {
    const { calls, functions } = this.program;
    const own = new Set(functions.map(({ name }) => name));
    const deferred: number[] = [];
    const written = calls.length;
    for (let call = 0; call < written; call++) {
      const name = calls[call]?.written ?? "";
      if (name === "") continue;
      const specs = this.propagators.byWritten(name);
      const waits = specs.length > 0 && own.has(lastName(name));
      if (waits) deferred.push(call);
      this.expander.expand(
        call,
        specs.filter((spec) => !waits || spec.ofOwnFunctions === true),
      );
    }
    return deferred;
  }

  /** A function of the program says itself what it passes on. Returns whether anything was applied. */
  private expandDeferred(calls: readonly number[]): boolean {
    const outside = calls.filter((call) => this.program.targets[call]?.functions.length === 0);
    for (const call of outside)
      this.expander.expand(call, this.propagators.byWritten(this.program.calls[call]?.written ?? ""));
    return outside.length > 0;
  }

  // ── asked for by the parts ─────────────────────────────────────────────────────────────────────────────────────────

  addEdge(kind: number, from: number, to: number, label = 0): void {
    const edge = this.program.addEdge(kind, from, to, label);
    if (edge < 0) return;
    this.addedOut.append(from, edge);
    if (kind === EdgeKind.write) {
      this.addedWrites.append(to, edge);
      this.points.forEach(to, (token) => {
        this.fields.write(token, edge);
      });
    }
    this.points.forEach(from, (token) => {
      this.follow(token, edge);
    });
  }

  makeObject(node: number): void {
    this.points.add(node, this.points.token(TokenKind.object, node));
  }

  accessorCall(fn: number, receiver: number, values: readonly number[], at: number): void {
    this.linker.accessorCall(fn, receiver, values, at);
  }

  resolveAdded(): void {
    for (let index = this.synthetic.takeUnresolved(); index !== undefined; index = this.synthetic.takeUnresolved()) {
      const call = index;
      this.points.forEach(this.program.calls[call]?.callee ?? -1, (token) => {
        this.linker.resolve(call, token);
      });
    }
  }

  // ── the fixpoint ───────────────────────────────────────────────────────────────────────────────────────────────────

  private process(node: number, token: number): void {
    this.steps++;
    if (node + 1 < this.outStart.length) {
      for (let slot = this.outStart[node] ?? 0; slot < (this.outStart[node + 1] ?? 0); slot++)
        this.follow(token, this.outEdge[slot] ?? 0);
      for (let slot = this.writesStart[node] ?? 0; slot < (this.writesStart[node + 1] ?? 0); slot++)
        this.fields.write(token, this.writesEdge[slot] ?? 0);
    }
    const { addedOut, addedWrites, callsOf, subclassesOf } = this;
    for (let slot = addedOut.first(node); slot >= 0; slot = addedOut.next(slot))
      this.follow(token, addedOut.value(slot));
    for (let slot = addedWrites.first(node); slot >= 0; slot = addedWrites.next(slot))
      this.fields.write(token, addedWrites.value(slot));
    this.handOvers.pass(node, token);
    this.fields.pass(node, token);
    for (let slot = callsOf.first(node); slot >= 0; slot = callsOf.next(slot))
      this.linker.resolve(callsOf.value(slot), token);
    for (let slot = subclassesOf.first(node); slot >= 0; slot = subclassesOf.next(slot))
      this.fields.extend(subclassesOf.value(slot), token);
  }

  private follow(token: number, edge: number): void {
    const to = this.program.edgeTo[edge] ?? -1;
    switch (this.program.edgeKind[edge]) {
      case EdgeKind.writeBack:
        // What a loop leaves in an element, or the program in a result, is the object that was there: nothing new to find.
        if (this.program.nodeKind[to] !== NodeKind.value) this.points.add(to, token);
        return;
      case EdgeKind.copy:
      case EdgeKind.without:
      case EdgeKind.guard:
        if (this.program.nodeKind[to] === NodeKind.object) this.makeObject(to);
        else this.points.add(to, token);
        return;
      case EdgeKind.write:
        this.activate(to);
        return;
      case EdgeKind.read:
        this.fields.read(token, this.program.edgeLabel[edge] ?? -1, to);
        return;
      default:
    }
  }

  /**
   * Only objects that hold something callable are worth following. When a function reaches a field of an object, the object
   * becomes a value of its own; for a later version of a variable, the objects that it may be.
   */
  private activate(target: number): void {
    if (this.activated.has(target)) return;
    const { program } = this;
    const work = [target];
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      if (this.activated.has(next)) continue;
      this.activated.add(next);
      const kind = program.nodeKind[next];
      if (kind !== NodeKind.variable && kind !== NodeKind.after && kind !== NodeKind.cell) {
        if (
          kind !== NodeKind.receiver &&
          kind !== NodeKind.instance &&
          kind !== NodeKind.function &&
          kind !== NodeKind.class
        )
          this.makeObject(next);
        continue;
      }
      for (let slot = this.incoming.start[next] ?? 0; slot < (this.incoming.start[next + 1] ?? 0); slot++) {
        const edge = this.incoming.kind[slot];
        if (
          edge === EdgeKind.copy ||
          edge === EdgeKind.without ||
          edge === EdgeKind.guard ||
          edge === EdgeKind.writeBack
        )
          work.push(this.incoming.from[slot] ?? -1);
      }
    }
  }
}
