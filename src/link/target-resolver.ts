import { canonicalApi } from "../model/api-path.ts";
import type { ConstantEvaluator } from "../model/constants.ts";
import type { CalleeMatcher } from "../model/match-callee.ts";
import { CallFlag, EdgeKind, FunctionFlag, NodeKind } from "../model/module-graph.ts";
import type { Limits } from "../model/options.ts";
import type { IncomingEdges, Program, ProgramCall } from "../model/program.ts";
import type { PropagatorSpec } from "../model/rule-set.ts";
import type { TypeTable } from "../model/type-table.ts";
import { IntLists } from "../util/int-lists.ts";
import { PairMap } from "../util/pair-map.ts";
import { ClassMembers } from "./class-members.ts";
import { Heap } from "./heap.ts";
import { memberOfApi, PointsTo, TokenKind, type Hook } from "./points-to.ts";
import { PropagatorExpander } from "./propagator-expander.ts";

/** Hand-overs that are followed whatever they cost. */
const surelyFollowed = 3;

/** What a read of a member of an outside API gives: its token (-1 when no rule speaks of it), and the global it is, or -1. */
interface ApiMember {
  readonly token: number;
  readonly global: number;
}

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
export class TargetResolver {
  readonly program: Program;
  readonly points: PointsTo;
  /** The number of hand-overs at which the search ended early; undefined when it was complete. */
  stoppedAt: number | undefined;
  steps = 0;
  private readonly heap: Heap;
  private readonly members: ClassMembers;
  private readonly outStart: Int32Array;
  private readonly outEdge: Int32Array;
  private readonly writesStart: Int32Array;
  private readonly writesEdge: Int32Array;
  private readonly addedOut = new IntLists();
  private readonly addedWrites = new IntLists();
  /** Copies for call targets only: parameters, results and heap fields; taint follows calls with their contexts instead. */
  private readonly extraCopies = new IntLists();
  private readonly copied: PairMap;
  private readonly plainCopies = new IntLists();
  /** Reads for call targets only: field and reading node in turn. */
  private readonly extraReads = new IntLists();
  /** Pairs of field and reading node, numbered; and who has them already. */
  private readonly readNumbers = new PairMap();
  private readonly readLaterKeys = new PairMap();
  private readonly spreads = new IntLists();
  private readonly callsOf = new IntLists();
  private readonly added: number[] = [];
  private readonly superclassNodes = new IntLists();
  private readonly activated = new Set<number>();
  private readonly accessorCalls = new Set<string>();
  private readonly sharedGlobals = new Map<string, number>();
  private readonly apiMemberIndex = new PairMap();
  private readonly apiMembers: ApiMember[] = [];
  private readonly propagators: CalleeMatcher<PropagatorSpec>;
  private readonly isKnownApi: (path: string) => boolean;
  private readonly isSinkApi: (path: string) => boolean;
  private readonly incoming: IncomingEdges;
  private readonly expander: PropagatorExpander;
  private readonly limits: Limits;

  constructor(
    program: Program,
    incoming: IncomingEdges,
    evaluator: ConstantEvaluator,
    propagators: CalleeMatcher<PropagatorSpec>,
    {
      isKnownApi,
      isSinkApi,
    }: { readonly isKnownApi: (path: string) => boolean; readonly isSinkApi: (path: string) => boolean },
    limits: Limits,
  ) {
    this.isKnownApi = isKnownApi;
    this.program = program;
    this.incoming = incoming;
    this.propagators = propagators;
    this.isSinkApi = isSinkApi;
    this.limits = limits;
    this.points = new PointsTo(limits);
    this.copied = new PairMap(program.nodeCount);
    this.heap = new Heap(program);
    this.members = new ClassMembers(this);
    [this.outStart, this.outEdge] = packEdges(program, (edge) => program.edgeFrom[edge] ?? 0);
    [this.writesStart, this.writesEdge] = packEdges(program, (edge) =>
      program.edgeKind[edge] === EdgeKind.write ? (program.edgeTo[edge] ?? 0) : -1,
    );
    this.expander = new PropagatorExpander(this, evaluator, incoming);
    for (let edge = 0; edge < program.edgeCount; edge++) {
      const to = program.edgeTo[edge] ?? -1;
      const kind = program.edgeKind[edge];
      const isSpread =
        (kind === EdgeKind.copy || kind === EdgeKind.without) && program.nodeKind[to] === NodeKind.object;
      if (isSpread) this.spreads.append(to, program.edgeFrom[edge] ?? -1);
    }
    program.classes.forEach((info, index) => {
      if (info.superclass >= 0) this.superclassNodes.append(info.superclass, index);
    });
  }

  run(outsideImports: ReadonlyMap<number, string>, types: TypeTable): void {
    const { program } = this;
    program.calls.forEach((call, index) => {
      if (call.callee >= 0) this.callsOf.append(call.callee, index);
    });
    const deferred = this.expandWritten();
    this.seed(outsideImports, types);
    const budget = this.budget();
    this.drain(budget);
    if (this.expandDeferred(deferred)) this.drain(budget);
    if (this.guessByName()) this.drain(this.budget());
    this.expander.callerKeys.finish();
  }

  private budget(): number {
    return this.points.arrivals + this.limits.targetSteps + 2 * this.program.nodeCount;
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

  // ── used by the expander ───────────────────────────────────────────────────────────────────────────────────────────

  addEdge(kind: number, from: number, to: number, label = 0): void {
    const edge = this.program.addEdge(kind, from, to, label);
    if (edge < 0) return;
    this.addedOut.append(from, edge);
    if (kind === EdgeKind.write) {
      this.addedWrites.append(to, edge);
      this.points.forEach(to, (token) => {
        this.write(token, edge);
      });
    }
    this.points.forEach(from, (token) => {
      this.follow(token, edge);
    });
  }

  addCall(call: ProgramCall): number {
    const index = this.program.addCall(call);
    if (call.callee >= 0) {
      this.callsOf.append(call.callee, index);
      this.added.push(index);
    }
    return index;
  }

  /** Resolves the calls that were added by what their callees stand for already. */
  resolveAdded(): void {
    for (let index = this.added.pop(); index !== undefined; index = this.added.pop()) {
      const call = index;
      this.points.forEach(this.program.calls[call]?.callee ?? -1, (token) => {
        this.resolveCall(call, token);
      });
    }
  }

  /** Lets a node hold a function that only an outside API calls. */
  addHook(node: number, hook: Hook): void {
    this.points.add(node, this.points.hookToken(hook));
  }

  /** Lets the members of a node be told apart, as those of an object literal are. */
  makeObject(node: number): void {
    this.points.add(node, this.points.token(TokenKind.object, node));
  }

  // ── seeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────

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

  private seed(outsideImports: ReadonlyMap<number, string>, types: TypeTable): void {
    const { program, points } = this;
    const count = program.nodeCount;
    for (let node = 0; node < count; node++) {
      const payload = program.nodePayload[node] ?? -1;
      switch (program.nodeKind[node]) {
        case NodeKind.function:
          points.add(node, points.token(TokenKind.function, payload));
          break;
        case NodeKind.class:
          points.add(node, points.token(TokenKind.class, payload));
          break;
        case NodeKind.instance:
          points.add(node, points.token(TokenKind.instance, payload));
          break;
        case NodeKind.global: {
          const name = program.nameOf(node) ?? "";
          if (!name.startsWith("jsx#") && !this.sharedGlobals.has(name)) this.sharedGlobals.set(name, node);
          this.addApi(node, name.startsWith("jsx#") ? name : `global#${name}`);
          break;
        }
        default:
      }
    }
    // A closure's environment is the function value itself, which has what it captures as fields.
    program.functions.forEach((fn, index) => {
      points.add(fn.environment, points.token(TokenKind.function, index));
    });
    for (const [node, api] of outsideImports) this.addApi(node, api);
    for (const node of program.nodeTypes.keys()) this.seedType(node, types);
  }

  /** A value declared as a class is its shared instance; one declared as an interface, that of its implementers. */
  private seedType(node: number, types: TypeTable): void {
    const declared = types.typeOf(node);
    if (!declared) return;
    for (const name of types.namesOf(declared.type)) {
      const found = types.lookUp(declared.module, name);
      if (found?.kind === "class") {
        const instance = this.program.classes[found.class]?.instance ?? -1;
        this.addEdge(EdgeKind.copy, instance, node);
      } else if (found?.kind === "outside") {
        this.addApi(node, `${found.api}()`);
      } else if (found?.kind === "declared") {
        for (const instance of this.implementersOf(name, types, found.type.module))
          this.addEdge(EdgeKind.copy, instance, node);
      }
    }
  }

  private implementers: Map<string, number[]> | undefined;

  private implementersOf(name: string, types: TypeTable, module: number): readonly number[] {
    if (!this.implementers) {
      this.implementers = new Map();
      for (const info of this.program.classes) {
        for (const printed of info.implements) {
          const type = JSON.parse(printed) as readonly unknown[];
          const implemented = typeof type[1] === "string" ? type[1] : "";
          const found = types.lookUp(info.module, implemented);
          if (found?.kind === "declared")
            pushToText(this.implementers, `${String(found.type.module)}:${implemented}`, info.instance);
        }
      }
    }
    return this.implementers.get(`${String(module)}:${name}`) ?? [];
  }

  // ── the fixpoint ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Outside APIs are followed by name only as far as some rule speaks of them. */
  private addApi(node: number, path: string): void {
    const canonical = canonicalApi(path);
    if (this.isKnownApi(canonical)) this.points.add(node, this.points.apiToken(canonical));
  }

  private process(node: number, token: number): void {
    this.steps++;
    if (node + 1 < this.outStart.length) {
      for (let slot = this.outStart[node] ?? 0; slot < (this.outStart[node + 1] ?? 0); slot++)
        this.follow(token, this.outEdge[slot] ?? 0);
      for (let slot = this.writesStart[node] ?? 0; slot < (this.writesStart[node + 1] ?? 0); slot++)
        this.write(token, this.writesEdge[slot] ?? 0);
    }
    const { addedOut, addedWrites, extraCopies, plainCopies, extraReads, callsOf, superclassNodes, points } = this;
    for (let slot = addedOut.first(node); slot >= 0; slot = addedOut.next(slot))
      this.follow(token, addedOut.value(slot));
    for (let slot = addedWrites.first(node); slot >= 0; slot = addedWrites.next(slot))
      this.write(token, addedWrites.value(slot));
    const isPlain = this.isPlain(token);
    const hops = isPlain ? points.hops : points.hops + 1;
    for (let slot = extraCopies.first(node); slot >= 0; slot = extraCopies.next(slot))
      points.add(extraCopies.value(slot), token, hops);
    if (isPlain)
      for (let slot = plainCopies.first(node); slot >= 0; slot = plainCopies.next(slot))
        points.add(plainCopies.value(slot), token);
    for (let slot = extraReads.first(node); slot >= 0; slot = extraReads.next(slot)) {
      const field = extraReads.value(slot);
      slot = extraReads.next(slot);
      this.read(token, field, extraReads.value(slot));
    }
    for (let slot = callsOf.first(node); slot >= 0; slot = callsOf.next(slot))
      this.resolveCall(callsOf.value(slot), token);
    for (let slot = superclassNodes.first(node); slot >= 0; slot = superclassNodes.next(slot))
      this.extend(superclassNodes.value(slot), token);
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
        this.read(token, this.program.edgeLabel[edge] ?? -1, to);
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

  /**
   * Arguments of functions that half of the program calls (a button, a request helper) tell nothing of what their callbacks
   * do for one caller, and would make every value stand for everything. Only the first callers pass functions on there;
   * outside APIs and shared instances always pass. Taint itself follows every caller, with its context.
   */
  private copyArgument(fn: number, from: number, to: number): void {
    if ((this.program.callers[fn]?.length ?? 0) <= this.limits.callersPassingFunctions) this.copy(from, to);
    else this.copyPlain(from, to);
  }

  private copyPlain(from: number, to: number): void {
    if (from < 0 || to < 0) return;
    this.plainCopies.append(from, to);
    this.points.forEach(from, (token, hops) => {
      if (this.isPlain(token)) this.points.add(to, token, hops);
    });
  }

  /** Outside APIs are few and may travel far; all else is handed over a bounded number of times. */
  private isPlain(token: number): boolean {
    return this.points.kindOf(token) === TokenKind.api;
  }

  private copy(from: number, to: number): void {
    if (from < 0 || to < 0 || from === to || !this.copied.add(from, to)) return;
    this.extraCopies.append(from, to);
    this.points.forEach(from, (token, hops) => {
      this.points.add(to, token, this.isPlain(token) ? hops : hops + 1);
    });
  }

  // ── fields ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  private read(token: number, field: number, to: number): void {
    const { points } = this;
    switch (points.kindOf(token)) {
      case TokenKind.object:
      case TokenKind.function:
        this.readHeap(token, field, to);
        return;
      case TokenKind.class: {
        const index = points.indexOf(token);
        if (this.program.strings[field] === "prototype") points.add(to, points.token(TokenKind.prototype, index));
        else this.readHeap(token, field, to);
        for (const superclass of this.program.superclasses.get(index) ?? [])
          this.read(points.token(TokenKind.class, superclass), field, to);
        return;
      }
      case TokenKind.prototype:
        // `super.text` runs an accessor for the receiver of the method around it.
        this.members.readInherited(
          points.indexOf(token),
          field,
          to,
          this.program.functions[this.program.nodeOwner[to] ?? -1]?.receiver,
        );
        return;
      case TokenKind.instance:
        this.members.readInstance(points.indexOf(token), token, field, to);
        return;
      case TokenKind.api:
        this.readApi(token, field, to);
        return;
      case TokenKind.hook:
      case undefined:
    }
  }

  readApi(token: number, field: number, to: number): void {
    if (field === this.heap.unknown || field === this.heap.element) return;
    let index = this.apiMemberIndex.get(token, field);
    if (index < 0) {
      index = this.apiMembers.length;
      this.apiMembers.push(this.apiMember(token, field));
      this.apiMemberIndex.set(token, field, index);
    }
    const member = this.apiMembers[index];
    if (!member) return;
    if (member.token >= 0) this.points.add(to, member.token);
    if (member.global >= 0) this.addEdge(EdgeKind.copy, member.global, to);
  }

  private apiMember(token: number, field: number): ApiMember {
    const path = memberOfApi(this.points.apiOf(token), this.program.strings[field] ?? "");
    const name = globalName(path);
    return {
      token: this.isKnownApi(path) ? this.points.apiToken(path) : -1,
      global: name === undefined ? -1 : this.sharedGlobal(name),
    };
  }

  private sharedGlobal(name: string): number {
    let node = this.sharedGlobals.get(name);
    if (node === undefined) {
      node = this.program.addNode(NodeKind.global, name, 0, 0, 0, 0);
      this.sharedGlobals.set(name, node);
    }
    return node;
  }

  /** `class Sub extends …` some value. */
  private extend(subclass: number, token: number): void {
    const kind = this.points.kindOf(token);
    if (kind === TokenKind.class) this.members.extend(subclass, this.points.indexOf(token));
    if (kind === TokenKind.api)
      this.members.extendApi(subclass, this.points.apiToken(canonicalApi(`${this.points.apiOf(token)}()`)));
  }

  readHeap(token: number, field: number, to: number): void {
    const { heap, points } = this;
    const isObject = points.kindOf(token) === TokenKind.object;
    const object = points.indexOf(token);
    // `{ ...base }` is an object of its own: its fields are looked up in `base` when they are read.
    if (isObject)
      for (let slot = this.spreads.first(object); slot >= 0; slot = this.spreads.next(slot))
        this.readLater(this.spreads.value(slot), field, to);
    if (field === heap.unknown || field === heap.element) {
      heap.readAny(token, field, to, (node) => {
        this.copy(node, to);
      });
      return;
    }
    this.copy(this.heapNode(token, field), to);
    if (heap.isHidden(field)) return;
    this.copy(this.heapNode(token, heap.unknown), to);
    if (heap.isPosition(field)) this.copy(this.heapNode(token, heap.element), to);
    const isClass = points.kindOf(token) === TokenKind.class;
    if (!isObject && !isClass) return;
    this.forAccessors(token, "get", field, (fn) => {
      this.accessorCall(fn, isClass ? this.readFrom(to) : object, [], to);
    });
  }

  /** The value that a field was read from. */
  private readFrom(to: number): number {
    for (let slot = this.incoming.start[to] ?? 0; slot < (this.incoming.start[to + 1] ?? 0); slot++)
      if (this.incoming.kind[slot] === EdgeKind.read) return this.incoming.from[slot] ?? -1;
    return -1;
  }

  /** The functions that are the getter or setter of a field of an object literal. */
  private forAccessors(token: number, kind: "get" | "set", field: number, handle: (fn: number) => void): void {
    if (!this.heap.hasAccessors(token)) return;
    const name = this.program.findString(`${kind} ${this.program.strings[field] ?? ""}`);
    const node = name < 0 ? -1 : this.heap.find(token, name);
    this.points.forEach(node, (accessor) => {
      if (this.points.kindOf(accessor) === TokenKind.function) handle(this.points.indexOf(accessor));
    });
  }

  private readLater(from: number, field: number, to: number): void {
    let number = this.readNumbers.get(field, to);
    if (number < 0) this.readNumbers.set(field, to, (number = this.readNumbers.size));
    if (!this.readLaterKeys.add(from, number)) return;
    this.extraReads.append(from, field);
    this.extraReads.append(from, to);
    this.points.forEach(from, (token) => {
      this.read(token, field, to);
    });
  }

  private heapNode(token: number, field: number): number {
    return this.heap.node(token, field, (node, reader) => {
      this.copy(node, reader);
    });
  }

  private write(token: number, edge: number): void {
    const field = this.program.edgeLabel[edge] ?? -1;
    const from = this.program.edgeFrom[edge] ?? -1;
    const to = this.program.edgeTo[edge] ?? -1;
    switch (this.points.kindOf(token)) {
      case TokenKind.object:
        this.forAccessors(token, "set", field, (fn) => {
          this.accessorCall(fn, -1, [from], to);
        });
        this.copy(from, this.heapNode(token, field));
        return;
      case TokenKind.function:
      case TokenKind.class:
        this.copy(from, this.heapNode(token, field));
        return;
      case TokenKind.instance: {
        const info = this.program.classes[this.points.indexOf(token)];
        const setter = info?.members.get(`set ${this.program.strings[field] ?? ""}`);
        if (setter !== undefined) this.accessorCall(setter, info?.instance ?? -1, [from], to);
        else this.copy(from, this.heapNode(token, field));
        return;
      }
      case TokenKind.api:
        this.writeApi(this.points.apiOf(token), this.program.strings[field] ?? "", from, edge);
        return;
      case TokenKind.prototype:
      case TokenKind.hook:
      case undefined:
    }
  }

  /** `window.track = …` is a global; `new Image().src = url` is something that a rule may want to see as a call. */
  private writeApi(path: string, field: string, from: number, edge: number): void {
    const member = memberOfApi(path, field);
    const global = globalName(member);
    if (global !== undefined) {
      this.addEdge(EdgeKind.copy, from, this.sharedGlobal(global));
      return;
    }
    if (!this.isSinkApi(member) && this.propagators.byApi(member).length === 0) return;
    const key = `${member}@${String(edge)}`;
    if (this.accessorCalls.has(key)) return;
    this.accessorCalls.add(key);
    const to = this.program.edgeTo[edge] ?? -1;
    const callee = this.program.addNode(
      NodeKind.value,
      field,
      this.program.nodeModule[to] ?? 0,
      this.program.nodeOwner[to] ?? 0,
      this.program.nodeStart[to] ?? 0,
      this.program.nodeEnd[to] ?? 0,
    );
    this.addSynthetic(callee, to, [from], -1, to, `${path.replace(/^.*#/, "")}.${field}`);
    this.resolveAdded();
    this.addApi(callee, member);
  }

  accessorCall(fn: number, receiver: number, values: readonly number[], at: number): void {
    const key = `${String(fn)}:${String(at)}:${String(values[0] ?? -1)}`;
    if (this.accessorCalls.has(key)) return;
    this.accessorCalls.add(key);
    // What a setter leaves in its receiver is the object after the write, as what a constructor leaves is the new object.
    const call = this.addSynthetic(-1, receiver, values, at, at, "", values.length === 0 ? 0 : CallFlag.construct);
    this.link(call, fn);
  }

  /** A call that the text does not show, at the place of a node. */
  addSynthetic(
    callee: number,
    receiver: number,
    values: readonly number[],
    result: number,
    at: number,
    written: string,
    flags = 0,
    argumentsAfter: readonly number[] = values.map(() => -1),
  ): number {
    const { program } = this;
    return this.addCall({
      callee,
      receiver,
      receiverAfter: -1,
      arguments: values,
      argumentsAfter,
      spread: -1,
      result,
      resultAfter: -1,
      thrown: -1,
      written,
      flags,
      owner: program.nodeOwner[at] ?? 0,
      module: program.nodeModule[at] ?? 0,
      start: program.nodeStart[at] ?? 0,
      end: program.nodeEnd[at] ?? 0,
      conditions: [],
      synthetic: true,
    });
  }

  // ── calls ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  private resolveCall(index: number, token: number): void {
    const call = this.program.calls[index];
    if (!call) return;
    const { points } = this;
    switch (points.kindOf(token)) {
      case TokenKind.function: {
        const fn = points.indexOf(token);
        this.link(index, fn);
        if ((call.flags & CallFlag.construct) !== 0) this.copy(this.program.functions[fn]?.receiver ?? -1, call.result);
        return;
      }
      case TokenKind.class:
        this.construct(index, call, points.indexOf(token));
        return;
      case TokenKind.api:
        this.callApi(index, call, points.apiOf(token));
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
    this.link(index, info.constructorFunction);
    if ((call.flags & CallFlag.construct) !== 0) {
      this.points.add(call.result, this.points.token(TokenKind.instance, classIndex));
    } else if ((call.flags & CallFlag.jsx) !== 0) {
      const props = call.arguments[0] ?? -1;
      this.addEdge(EdgeKind.write, props, info.instance, this.program.string("props"));
    }
  }

  private callApi(index: number, call: ProgramCall, path: string): void {
    const targets = this.program.targets[index];
    if (!targets || targets.apis.includes(path)) return;
    targets.apis.push(path);
    this.expander.expand(index, this.propagators.byApi(path));
    this.addApi(call.result, `${path}()`);
  }

  /** Joins a call to a function of the project. */
  private link(index: number, fn: number): void {
    const call = this.program.calls[index];
    const targets = this.program.targets[index];
    const callee = this.program.functions[fn];
    if (!call || !targets || !callee || targets.functions.includes(fn)) return;
    targets.functions.push(fn);
    this.program.callers[fn]?.push(index);
    this.expander.callerKeys.linked(index, fn);
    // Methods of classes have their shared instance as receiver from the start.
    if (callee.class < 0 || (callee.flags & FunctionFlag.static) !== 0) this.copy(call.receiver, callee.receiver);
    this.copy(callee.returned, call.result);
    this.copy(callee.thrown, call.thrown);
    const rest = (callee.flags & FunctionFlag.rest) !== 0 ? callee.parameters.length - 1 : -1;
    call.arguments.forEach((argument, position) => {
      if (call.spread >= 0 && position >= call.spread) {
        const element = this.program.addNode(NodeKind.value, undefined, call.module, call.owner, call.start, call.end);
        if (position === call.spread) this.readLater(argument, this.heap.element, element);
        this.copy(argument, element);
        for (let parameter = position; parameter < callee.parameters.length; parameter++)
          this.copy(element, callee.parameters[parameter] ?? -1);
      } else if (rest >= 0 && position >= rest) {
        const parameter = callee.parameters[rest] ?? -1;
        if (this.points.countOf(argument) > 0) this.makeObject(parameter);
        this.copy(argument, this.heapNode(this.points.token(TokenKind.object, parameter), this.heap.element));
      } else {
        this.copyArgument(fn, argument, callee.parameters[position] ?? -1);
      }
    });
  }

  setReceiver(index: number, receiver: number, receiverAfter: number): void {
    const call = this.program.calls[index];
    if (!call) return;
    this.program.calls[index] = { ...call, receiver, receiverAfter };
    for (const fn of this.program.targets[index]?.functions ?? []) {
      const callee = this.program.functions[fn];
      if (callee && (callee.class < 0 || (callee.flags & FunctionFlag.static) !== 0))
        this.copy(receiver, callee.receiver);
    }
  }

  /** Adds an argument to a synthetic call that is already joined to functions. */
  linkArgument(index: number, position: number, argument: number): void {
    for (const fn of this.program.targets[index]?.functions ?? []) {
      const callee = this.program.functions[fn];
      if (callee) this.copy(argument, callee.parameters[position] ?? callee.parameters.at(-1) ?? -1);
    }
  }

  /**
   * A method call whose receiver nothing is known of may be the only method, or one of two, of that name in the program.
   * Returns whether anything was added.
   */
  private guessByName(): boolean {
    const methods = new Map<string, number[]>();
    this.program.functions.forEach((fn, index) => {
      if (
        (fn.flags & FunctionFlag.method) !== 0 &&
        (fn.flags & (FunctionFlag.getter | FunctionFlag.setter)) === 0 &&
        fn.name.length > 3
      ) {
        pushToText(methods, fn.name, index);
      }
    });
    let added = false;
    const count = this.program.calls.length;
    for (let index = 0; index < count; index++) {
      const call = this.program.calls[index];
      const targets = this.program.targets[index];
      if (
        !call ||
        !targets ||
        call.receiver < 0 ||
        call.synthetic ||
        targets.functions.length > 0 ||
        targets.apis.length > 0 ||
        targets.propagated
      )
        continue;
      const candidates = methods.get(lastName(call.written)) ?? [];
      if (candidates.length === 0 || candidates.length > 2) continue;
      targets.guessed = true;
      for (const candidate of candidates) this.link(index, candidate);
      added = true;
    }
    return added;
  }
}

function lastName(written: string): string {
  return written.slice(written.lastIndexOf(".") + 1);
}

/** The name of a global that an API path is, not one of its members or results. */
function globalName(path: string): string | undefined {
  return path.startsWith("global#") && !/[.(]/.test(path) ? path.slice("global#".length) : undefined;
}

function packEdges(program: Program, endOf: (edge: number) => number): [Int32Array, Int32Array] {
  const count = program.nodeCount;
  const start = new Int32Array(count + 1);
  const total = program.edgeCount;
  for (let edge = 0; edge < total; edge++) {
    const end = endOf(edge);
    if (end >= 0) start[end + 1] = (start[end + 1] ?? 0) + 1;
  }
  for (let node = 0; node < count; node++) start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0);
  const next = start.slice();
  const edges = new Int32Array(start[count] ?? 0);
  for (let edge = 0; edge < total; edge++) {
    const end = endOf(edge);
    if (end < 0) continue;
    const slot = next[end] ?? 0;
    edges[slot] = edge;
    next[end] = slot + 1;
  }
  return [start, edges];
}

function pushToText(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
