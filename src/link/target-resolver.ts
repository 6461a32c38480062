import { canonicalApi } from "../model/api-path.ts";
import type { ConstantEvaluator } from "../model/constants.ts";
import type { CalleeMatcher } from "../model/match-callee.ts";
import { CallFlag, EdgeKind, FunctionFlag, NodeKind, elementField, unknownField } from "../model/module-graph.ts";
import type { Limits } from "../model/options.ts";
import type { IncomingEdges, Program, ProgramCall } from "../model/program.ts";
import type { PropagatorSpec } from "../model/rule-set.ts";
import type { TypeTable } from "../model/type-table.ts";
import { PropagatorExpander, type Hook } from "./propagator-expander.ts";

/** What a value can stand for while call targets are looked for. */
type Token =
  | { readonly kind: "function"; readonly index: number }
  | { readonly kind: "class"; readonly index: number }
  | { readonly kind: "instance"; readonly index: number }
  /** `Base.prototype`, as `super.method` reads it: members of the class without the overrides of its subclasses. */
  | { readonly kind: "prototype"; readonly index: number }
  | { readonly kind: "object"; readonly node: number }
  | { readonly kind: "api"; readonly path: string }
  | { readonly kind: "hook"; readonly hook: Hook };

/** Subclasses whose overrides a call on their base class may mean. */
const maximumOverrides = 12;
/** Hand-overs that are followed whatever they cost. */
const surelyFollowed = 4;
const plainFieldPrefix = /^(?:\$|get |set )/;

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
  boundMet = 0;
  /** The number of hand-overs at which the search ended early; undefined when it was complete. */
  stoppedAt: number | undefined;
  steps = 0;
  arrivals = 0;
  private readonly tokens: Token[] = [];
  private readonly tokenIndex = new Map<string, number>();
  private readonly points: (number[] | undefined)[] = [];
  private readonly largeSets = new Map<number, Set<number>>();
  /** Pairs of node and token still to be looked at, by hand-overs so far. */
  private readonly work: number[][] = [];
  private readonly pointHops: (number[] | undefined)[] = [];
  /** Hand-overs of the token that is being processed. */
  private hops = 0;
  private readonly outStart: Int32Array;
  private readonly outEdge: Int32Array;
  private readonly writesStart: Int32Array;
  private readonly writesEdge: Int32Array;
  private readonly addedOut = new Map<number, number[]>();
  private readonly addedWrites = new Map<number, number[]>();
  /** Copies for call targets only: parameters, results and heap fields; taint follows calls with their contexts instead. */
  private readonly extraCopies = new Map<number, number[]>();
  private readonly copyKeys = new Set<number>();
  private readonly plainCopies = new Map<number, number[]>();
  private readonly heap = new Map<number, Map<string, number>>();
  private readonly wildcardReaders = new Map<number, [string, number][]>();
  private readonly extraReads = new Map<number, [string, number][]>();
  private readonly extraReadKeys = new Set<string>();
  private readonly spreads = new Map<number, number[]>();
  private readonly callsOf = new Map<number, number[]>();
  private readonly subclasses = new Map<number, number[]>();
  private readonly superclassApis = new Map<number, string[]>();
  private readonly instanceReads = new Map<number, [string, number][]>();
  private readonly superclassNodes = new Map<number, number[]>();
  private readonly activated = new Set<number>();
  private readonly accessorCalls = new Set<string>();
  private readonly sharedGlobals = new Map<string, number>();
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
    [this.outStart, this.outEdge] = packEdges(program, (edge) => program.edgeFrom[edge] ?? 0);
    [this.writesStart, this.writesEdge] = packEdges(program, (edge) =>
      program.edgeKind[edge] === EdgeKind.write ? (program.edgeTo[edge] ?? 0) : -1,
    );
    this.expander = new PropagatorExpander(this, evaluator);
    program.edgeTo.forEach((to, edge) => {
      const kind = program.edgeKind[edge];
      const isSpread =
        (kind === EdgeKind.copy || kind === EdgeKind.without) && program.nodeKind[to] === NodeKind.object;
      if (isSpread) pushTo(this.spreads, to, program.edgeFrom[edge] ?? -1);
    });
    program.classes.forEach((info, index) => {
      if (info.superclass >= 0) pushTo(this.superclassNodes, info.superclass, index);
    });
  }

  run(outsideImports: ReadonlyMap<number, string>, types: TypeTable): void {
    const { program } = this;
    program.calls.forEach((call, index) => {
      if (call.callee >= 0) pushTo(this.callsOf, call.callee, index);
    });
    const written = program.calls.length;
    for (let call = 0; call < written; call++) this.expandWritten(call);
    this.seed(outsideImports, types);
    this.drain();
    if (this.guessByName()) this.drain();
  }

  // ── used by the expander ───────────────────────────────────────────────────────────────────────────────────────────

  addEdge(kind: number, from: number, to: number, label = 0): void {
    const edge = this.program.addEdge(kind, from, to, label);
    if (edge < 0) return;
    pushTo(this.addedOut, from, edge);
    if (kind === EdgeKind.write) {
      pushTo(this.addedWrites, to, edge);
      this.forPoints(to, (token) => {
        this.write(token, edge);
      });
    }
    this.forPoints(from, (token) => {
      this.follow(token, edge);
    });
  }

  addCall(call: ProgramCall): number {
    const index = this.program.addCall(call);
    if (call.callee >= 0) {
      pushTo(this.callsOf, call.callee, index);
      this.forPoints(call.callee, (token) => {
        this.resolveCall(index, token);
      });
    }
    return index;
  }

  /** Lets a node hold a function that only an outside API calls. */
  addHook(node: number, hook: Hook): void {
    this.addToken(node, this.token(`h${String(hook.id)}`, { kind: "hook", hook }));
  }

  /** Lets the members of a node be told apart, as those of an object literal are. */
  makeObject(node: number): void {
    this.addToken(node, this.token(`o${String(node)}`, { kind: "object", node }));
  }

  // ── seeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  private expandWritten(call: number): void {
    const { written } = this.program.calls[call] ?? { written: "" };
    if (written === "") return;
    for (const spec of this.propagators.byWritten(written)) this.expander.expand(call, spec);
  }

  private seed(outsideImports: ReadonlyMap<number, string>, types: TypeTable): void {
    const { program } = this;
    const count = program.nodeKind.length;
    for (let node = 0; node < count; node++) {
      const payload = program.nodePayload[node] ?? -1;
      switch (program.nodeKind[node]) {
        case NodeKind.function:
          this.addToken(node, this.token(`f${String(payload)}`, { kind: "function", index: payload }));
          break;
        case NodeKind.class:
          this.addToken(node, this.token(`c${String(payload)}`, { kind: "class", index: payload }));
          break;
        case NodeKind.instance:
          this.addToken(node, this.token(`i${String(payload)}`, { kind: "instance", index: payload }));
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
      this.addToken(fn.environment, this.token(`f${String(index)}`, { kind: "function", index }));
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

  private token(key: string, token: Token): number {
    const known = this.tokenIndex.get(key);
    if (known !== undefined) return known;
    const index = this.tokens.length;
    this.tokens.push(token);
    this.tokenIndex.set(key, index);
    return index;
  }

  /** Outside APIs are followed by name only as far as some rule speaks of them. */
  private addApi(node: number, path: string): void {
    const canonical = canonicalApi(path);
    if (!this.isKnownApi(canonical)) return;
    this.addToken(node, this.token(`a${canonical}`, { kind: "api", path: canonical }));
  }

  private addToken(node: number, token: number, hops = this.hops): void {
    if (node < 0 || hops > this.limits.targetHops) return;
    this.arrivals++;
    const list = this.points[node];
    if (!list) {
      this.points[node] = [token];
      this.pointHops[node] = [hops];
    } else {
      if (list.length < 16 ? list.includes(token) : this.largeSet(node, list).has(token)) return;
      if (list.length >= this.limits.targetsPerValue) {
        this.boundMet++;
        return;
      }
      list.push(token);
      this.pointHops[node]?.push(hops);
      this.largeSets.get(node)?.add(token);
    }
    let bucket = this.work[hops];
    if (!bucket) this.work[hops] = bucket = [];
    bucket.push(node, token);
  }

  private largeSet(node: number, list: readonly number[]): Set<number> {
    let set = this.largeSets.get(node);
    if (!set) this.largeSets.set(node, (set = new Set(list)));
    return set;
  }

  /** Nearest first, so that each value arrives over as few hand-overs as it can. */
  private drain(): void {
    const next = this.work.map(() => 0);
    const budget = this.arrivals + this.limits.targetSteps + 2 * this.program.nodeKind.length;
    for (let level = 0; level <= this.limits.targetHops;) {
      const bucket = this.work[level];
      const position = next[level] ?? 0;
      if (!bucket || position >= bucket.length) {
        level++;
        continue;
      }
      if (this.arrivals > budget && level > surelyFollowed) {
        this.stoppedAt = level;
        break;
      }
      next[level] = position + 2;
      this.hops = level;
      const before = this.work.map((other) => other.length);
      this.process(bucket[position] ?? 0, bucket[position + 1] ?? 0);
      // Work that appeared on a nearer level goes first.
      for (let nearer = 0; nearer < level; nearer++) {
        if ((this.work[nearer]?.length ?? 0) > (before[nearer] ?? 0)) {
          level = nearer;
          break;
        }
      }
    }
    this.hops = 0;
    this.work.length = 0;
  }

  private process(node: number, token: number): void {
    this.steps++;
    if (node + 1 < this.outStart.length) {
      for (let slot = this.outStart[node] ?? 0; slot < (this.outStart[node + 1] ?? 0); slot++)
        this.follow(token, this.outEdge[slot] ?? 0);
      for (let slot = this.writesStart[node] ?? 0; slot < (this.writesStart[node + 1] ?? 0); slot++)
        this.write(token, this.writesEdge[slot] ?? 0);
    }
    const added = this.addedOut.get(node);
    if (added) for (const item of added) this.follow(token, item);
    const writes = this.addedWrites.get(node);
    if (writes) for (const item of writes) this.write(token, item);
    const copies = this.extraCopies.get(node);
    if (copies) for (const item of copies) this.addToken(item, token, this.handedOver(token));
    const plain = this.plainCopies.get(node);
    if (plain && this.isPlain(token)) for (const to of plain) this.addToken(to, token);
    const reads = this.extraReads.get(node);
    if (reads) for (const [field, to] of [...reads]) this.read(token, field, to);
    const calls = this.callsOf.get(node);
    if (calls) for (const item of calls) this.resolveCall(item, token);
    const subclasses = this.superclassNodes.get(node);
    if (subclasses) for (const subclass of subclasses) this.extend(subclass, token);
  }

  private follow(token: number, edge: number): void {
    const to = this.program.edgeTo[edge] ?? -1;
    switch (this.program.edgeKind[edge]) {
      case EdgeKind.copy:
      case EdgeKind.without:
      case EdgeKind.guard:
      case EdgeKind.writeBack:
        if (this.program.nodeKind[to] === NodeKind.object) this.makeObject(to);
        else this.addToken(to, token);
        return;
      case EdgeKind.write:
        this.activate(to);
        return;
      case EdgeKind.read:
        this.read(token, this.program.strings[this.program.edgeLabel[edge] ?? -1] ?? unknownField, to);
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
    pushTo(this.plainCopies, from, to);
    this.forPoints(from, (token, hops) => {
      if (this.isPlain(token)) this.addToken(to, token, hops);
    });
  }

  private isPlain(token: number): boolean {
    return this.tokens[token]?.kind === "api";
  }

  /** Applies something to all that a node stands for now, as if it were being processed. */
  private forPoints(node: number, apply: (token: number, hops: number) => void): void {
    const tokens = this.points[node];
    const distances = this.pointHops[node];
    if (!tokens || !distances) return;
    const current = this.hops;
    const count = tokens.length;
    for (let index = 0; index < count; index++) {
      this.hops = distances[index] ?? 0;
      apply(tokens[index] ?? -1, this.hops);
    }
    this.hops = current;
  }

  /** Outside APIs are few and may travel far; all else is handed over a bounded number of times. */
  private handedOver(token: number): number {
    return this.isPlain(token) ? this.hops : this.hops + 1;
  }

  private copy(from: number, to: number): void {
    if (from < 0 || to < 0 || from === to) return;
    const key = from * 0x4000000 + to;
    if (this.copyKeys.has(key)) return;
    this.copyKeys.add(key);
    pushTo(this.extraCopies, from, to);
    this.forPoints(from, (token, hops) => {
      this.addToken(to, token, this.isPlain(token) ? hops : hops + 1);
    });
  }

  // ── fields ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  private read(token: number, field: string, to: number): void {
    const value = this.tokens[token];
    switch (value?.kind) {
      case "object":
      case "function":
        this.readHeap(token, field, to);
        return;
      case "class":
        if (field === "prototype")
          this.addToken(to, this.token(`p${String(value.index)}`, { kind: "prototype", index: value.index }));
        else this.readHeap(token, field, to);
        this.readSuperclassStatic(value.index, field, to);
        return;
      case "prototype":
        this.readInherited(value.index, field, to);
        return;
      case "instance":
        this.readInstance(value.index, token, field, to);
        return;
      case "api":
        this.readApi(value.path, field, to);
        return;
      default:
    }
  }

  private readApi(path: string, field: string, to: number): void {
    if (field === unknownField || field === elementField) return;
    const member = memberOf(path, field);
    const canonical = canonicalApi(member);
    this.addApi(to, canonical);
    if (!canonical.startsWith("global#") || canonical.includes(".") || canonical.includes("(")) return;
    const shared = this.sharedGlobals.get(canonical.slice("global#".length));
    if (shared !== undefined) this.addEdge(EdgeKind.copy, shared, to);
    else if (path.startsWith("global#"))
      this.addEdge(EdgeKind.copy, this.sharedGlobal(canonical.slice("global#".length)), to);
  }

  private sharedGlobal(name: string): number {
    let node = this.sharedGlobals.get(name);
    if (node === undefined) {
      node = this.program.addNode(NodeKind.global, name, 0, 0, 0, 0);
      this.sharedGlobals.set(name, node);
    }
    return node;
  }

  private readInstance(classIndex: number, token: number, field: string, to: number): void {
    const info = this.program.classes[classIndex];
    if (!info) return;
    let reads = this.instanceReads.get(classIndex);
    if (!reads) this.instanceReads.set(classIndex, (reads = []));
    reads.push([field, to]);
    for (const subclass of [...(this.subclasses.get(classIndex) ?? [])].slice(0, maximumOverrides))
      this.readOverride(subclass, field, to);
    if (this.readMember(classIndex, field, to)) return;
    this.readHeap(token, field, to);
    for (const superclass of this.program.superclasses.get(classIndex) ?? []) this.readInherited(superclass, field, to);
    for (const api of this.superclassApis.get(classIndex) ?? []) this.readApi(api, field, to);
  }

  /** A method or accessor that a class itself declares. */
  private readMember(classIndex: number, field: string, to: number): boolean {
    const info = this.program.classes[classIndex];
    const member = info?.members.get(field);
    if (member !== undefined) {
      this.addToken(to, this.token(`f${String(member)}`, { kind: "function", index: member }));
      return true;
    }
    const getter = info?.members.get(`get ${field}`);
    if (!info || getter === undefined) return false;
    this.accessorCall(getter, info.instance, [], to);
    return true;
  }

  /** What an instance has from the class it extends, without the overrides of that class's other subclasses. */
  private readInherited(classIndex: number, field: string, to: number): void {
    if (this.readMember(classIndex, field, to)) return;
    this.readHeap(this.instanceToken(classIndex), field, to);
    for (const superclass of this.program.superclasses.get(classIndex) ?? [])
      if (superclass !== classIndex) this.readInherited(superclass, field, to);
    for (const api of this.superclassApis.get(classIndex) ?? []) this.readApi(api, field, to);
  }

  private readOverride(subclass: number, field: string, to: number): void {
    this.readMember(subclass, field, to);
    for (const further of this.subclasses.get(subclass) ?? [])
      if (further !== subclass) this.readMember(further, field, to);
  }

  /** `class Sub extends Base`: what instances of Sub lack, they have from Base; both share fields. */
  private extend(subclass: number, token: number): void {
    const value = this.tokens[token];
    const info = this.program.classes[subclass];
    if (!info) return;
    if (value?.kind === "api") {
      pushTo(this.superclassApis, subclass, `${value.path}()`);
      for (const [field, to] of [...(this.instanceReads.get(subclass) ?? [])])
        this.readApi(`${value.path}()`, field, to);
      return;
    }
    if (value?.kind !== "class" || value.index === subclass) return;
    const known = this.program.superclasses.get(subclass) ?? [];
    if (known.includes(value.index)) return;
    pushTo(this.program.superclasses, subclass, value.index);
    pushTo(this.subclasses, value.index, subclass);
    for (const [field, to] of [...(this.instanceReads.get(subclass) ?? [])]) this.readInherited(value.index, field, to);
    for (const [field, to] of [...(this.instanceReads.get(value.index) ?? [])]) this.readOverride(subclass, field, to);
  }

  private readSuperclassStatic(classIndex: number, field: string, to: number): void {
    for (const superclass of this.program.superclasses.get(classIndex) ?? []) {
      this.read(this.token(`c${String(superclass)}`, { kind: "class", index: superclass }), field, to);
    }
  }

  private instanceToken(index: number): number {
    return this.token(`i${String(index)}`, { kind: "instance", index });
  }

  private readHeap(token: number, field: string, to: number): void {
    this.readSpread(token, field, to);
    if (field === unknownField || field === elementField) {
      for (const [name, node] of this.fieldsOf(token)) if (isSeenBy(field, name)) this.copy(node, to);
      let readers = this.wildcardReaders.get(token);
      if (!readers) this.wildcardReaders.set(token, (readers = []));
      readers.push([field, to]);
      return;
    }
    this.copy(this.heapNode(token, field), to);
    if (plainFieldPrefix.test(field)) return;
    this.copy(this.heapNode(token, unknownField), to);
    if (/^\d+$/.test(field)) this.copy(this.heapNode(token, elementField), to);
    const getter = this.fieldsOf(token).get(`get ${field}`);
    const object = this.tokens[token];
    if (getter !== undefined && object?.kind === "object") {
      for (const candidate of this.points[getter] ?? []) {
        const accessor = this.tokens[candidate];
        if (accessor?.kind === "function") this.accessorCall(accessor.index, object.node, [], to);
      }
    }
  }

  /** `{ ...base }` is an object of its own: its fields are looked up in `base` when they are read. */
  private readSpread(token: number, field: string, to: number): void {
    const value = this.tokens[token];
    if (value?.kind !== "object") return;
    for (const source of this.spreads.get(value.node) ?? []) this.readLater(source, field, to);
  }

  private readLater(from: number, field: string, to: number): void {
    const key = `${String(from)}.${field}.${String(to)}`;
    if (this.extraReadKeys.has(key)) return;
    this.extraReadKeys.add(key);
    let reads = this.extraReads.get(from);
    if (!reads) this.extraReads.set(from, (reads = []));
    reads.push([field, to]);
    this.forPoints(from, (token) => {
      this.read(token, field, to);
    });
  }

  private fieldsOf(token: number): Map<string, number> {
    let fields = this.heap.get(token);
    if (!fields) this.heap.set(token, (fields = new Map<string, number>()));
    return fields;
  }

  private heapNode(token: number, field: string): number {
    const fields = this.fieldsOf(token);
    let node = fields.get(field);
    if (node === undefined) {
      node = this.program.addNode(NodeKind.value, undefined, 0, 0, 0, 0);
      fields.set(field, node);
      for (const [asked, reader] of [...(this.wildcardReaders.get(token) ?? [])])
        if (isSeenBy(asked, field)) this.copy(node, reader);
    }
    return node;
  }

  private write(token: number, edge: number): void {
    const field = this.program.strings[this.program.edgeLabel[edge] ?? -1] ?? unknownField;
    const from = this.program.edgeFrom[edge] ?? -1;
    const value = this.tokens[token];
    switch (value?.kind) {
      case "object":
      case "function":
      case "class":
        if (value.kind === "object") this.writeSetter(token, field, from, this.program.edgeTo[edge] ?? -1);
        this.copy(from, this.heapNode(token, field));
        return;
      case "instance": {
        const setter = this.program.classes[value.index]?.members.get(`set ${field}`);
        const instance = this.program.classes[value.index]?.instance ?? -1;
        if (setter !== undefined) this.accessorCall(setter, instance, [from], this.program.edgeTo[edge] ?? -1);
        else this.copy(from, this.heapNode(token, field));
        return;
      }
      case "api":
        this.writeApi(value.path, field, from, edge);
        return;
      default:
    }
  }

  private writeSetter(token: number, field: string, from: number, to: number): void {
    const setter = this.fieldsOf(token).get(`set ${field}`);
    if (setter === undefined) return;
    for (const candidate of this.points[setter] ?? []) {
      const accessor = this.tokens[candidate];
      if (accessor?.kind === "function") this.accessorCall(accessor.index, -1, [from], to);
    }
  }

  /** `window.track = …` is a global; `new Image().src = url` is something that a rule may want to see as a call. */
  private writeApi(path: string, field: string, from: number, edge: number): void {
    const member = canonicalApi(memberOf(path, field));
    if (member.startsWith("global#") && !member.includes(".") && !member.includes("(")) {
      this.addEdge(EdgeKind.copy, from, this.sharedGlobal(member.slice("global#".length)));
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
    this.addApi(callee, member);
  }

  private accessorCall(fn: number, receiver: number, values: readonly number[], at: number): void {
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
  ): number {
    const { program } = this;
    return this.addCall({
      callee,
      receiver,
      receiverAfter: -1,
      arguments: values,
      argumentsAfter: values.map(() => -1),
      spread: -1,
      result,
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
    const value = this.tokens[token];
    if (!call || !value) return;
    switch (value.kind) {
      case "function":
        this.link(index, value.index);
        if ((call.flags & CallFlag.construct) !== 0)
          this.copy(this.program.functions[value.index]?.receiver ?? -1, call.result);
        return;
      case "class":
        this.construct(index, call, value.index);
        return;
      case "api":
        this.callApi(index, call, value.path);
        return;
      case "hook":
        this.expander.callHook(index, value.hook);
        return;
      case "instance":
      case "prototype":
      case "object":
        return;
    }
  }

  private construct(index: number, call: ProgramCall, classIndex: number): void {
    const info = this.program.classes[classIndex];
    if (!info || info.constructorFunction < 0) return;
    if ((call.flags & (CallFlag.construct | CallFlag.jsx | CallFlag.superCall)) === 0) return;
    this.link(index, info.constructorFunction);
    if ((call.flags & CallFlag.construct) !== 0) {
      this.addToken(call.result, this.instanceToken(classIndex));
    } else if ((call.flags & CallFlag.jsx) !== 0) {
      const props = call.arguments[0] ?? -1;
      this.addEdge(EdgeKind.write, props, info.instance, this.program.string("props"));
    }
  }

  private callApi(index: number, call: ProgramCall, path: string): void {
    const targets = this.program.targets[index];
    if (!targets || targets.apis.includes(path)) return;
    targets.apis.push(path);
    for (const spec of this.propagators.byApi(path)) this.expander.expand(index, spec);
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
    // Methods of classes have their shared instance as receiver from the start.
    if (callee.class < 0 || (callee.flags & FunctionFlag.static) !== 0) this.copy(call.receiver, callee.receiver);
    this.copy(callee.returned, call.result);
    this.copy(callee.thrown, call.thrown);
    const rest = (callee.flags & FunctionFlag.rest) !== 0 ? callee.parameters.length - 1 : -1;
    call.arguments.forEach((argument, position) => {
      if (call.spread >= 0 && position >= call.spread) {
        const element = this.program.addNode(NodeKind.value, undefined, call.module, call.owner, call.start, call.end);
        if (position === call.spread) this.readLater(argument, elementField, element);
        this.copy(argument, element);
        for (let parameter = position; parameter < callee.parameters.length; parameter++)
          this.copy(element, callee.parameters[parameter] ?? -1);
      } else if (rest >= 0 && position >= rest) {
        const parameter = callee.parameters[rest] ?? -1;
        if ((this.points[argument]?.length ?? 0) > 0) this.makeObject(parameter);
        this.copy(
          argument,
          this.heapNode(this.token(`o${String(parameter)}`, { kind: "object", node: parameter }), elementField),
        );
      } else {
        this.copyArgument(fn, argument, callee.parameters[position] ?? -1);
      }
    });
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
      const candidates = methods.get(call.written.slice(call.written.lastIndexOf(".") + 1)) ?? [];
      if (candidates.length === 0 || candidates.length > 2) continue;
      targets.guessed = true;
      for (const candidate of candidates) this.link(index, candidate);
      added = true;
    }
    return added;
  }
}

/** `npm:x` and `track` are `npm:x#track`; beyond the first member, or a call of the package itself, it is a dot. */
function memberOf(path: string, field: string): string {
  return /[#(]/.test(path) ? `${path}.${field}` : `${path}#${field}`;
}

/** Whether a read of any element, or of any field, sees a field. */
function isSeenBy(asked: string, field: string): boolean {
  if (plainFieldPrefix.test(field)) return false;
  return asked === unknownField || field === elementField || field === unknownField || /^\d+$/.test(field);
}

function packEdges(program: Program, endOf: (edge: number) => number): [Int32Array, Int32Array] {
  const count = program.nodeKind.length;
  const start = new Int32Array(count + 1);
  const total = program.edgeKind.length;
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

function pushTo<V>(map: Map<number, V[]>, key: number, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function pushToText(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
