import { CallFlag, EdgeKind, FunctionFlag, NodeKind, transforms } from "../model/module-graph.ts";
import type { Limits } from "../model/options.ts";
import type { IncomingEdges, Program, ProgramCall, ProgramFunction } from "../model/program.ts";
import type { Transform } from "../model/rule-set.ts";
import { PairMap } from "../util/pair-map.ts";
import { AccessPaths, anything, exactly } from "./access-paths.ts";
import { FactTable, Mask, Via } from "./facts.ts";
import { GivenBack } from "./given-back.ts";
import { MutationCheck } from "./mutation.ts";

/** How often, on average, a fact may be proposed again before a search counts as too wide. */
const attemptsPerFact = 10;

/** What stops or weakens a value at a call or in a guarded branch. */
export interface Barriers {
  /** Bits taken from the mask of what a call returns, by call. */
  readonly removedByCall: ReadonlyMap<number, number>;
  /** Bits taken in a branch: key is the label of a guard edge. */
  readonly removedByGuard: ReadonlyMap<number, number>;
}

/** The analysis of one function for one question: what reaches this access path of what it returns or leaves behind. */
export interface Context {
  readonly id: number;
  readonly fn: number;
  /** Facts of callers that asked, each with the call it entered through; -1 for the function around an inner one. */
  readonly callers: { readonly fact: number; readonly call: number }[];
  readonly exits: { readonly port: ExitPort; readonly path: number; readonly mask: number; readonly fact: number }[];
  /** Facts of inner functions that left through shared storage and are exits of this context too. */
  readonly sharedExits: Set<number>;
  /** Contexts that facts of this one entered. */
  readonly children: { readonly context: number; readonly fact: number }[];
  /** All facts in order of discovery. */
  readonly order: number[];
  /** Pairs (nearer to the sink, nearer to the source). */
  readonly edges: number[];
}

type ExitPort =
  | { readonly kind: "parameter"; readonly index: number }
  | { readonly kind: "receiver" }
  | { readonly kind: "environment" }
  /** Shared storage: continues outside of any context. */
  | { readonly kind: "shared"; readonly node: number };

export interface RunOptions {
  /** For some functions around the vendor call, the only callers that count. */
  readonly callers?: ReadonlyMap<number, ReadonlySet<number>> | undefined;
  /** The number of facts at which the search is cut short. */
  readonly maximum?: number;
}

/** Everything one sink port can be reached from. */
export interface Run {
  readonly root: Context;
  /** Contexts in use: for each, by place, the fact that first entered it. */
  readonly entries: ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly cut: Cut;
}

/** The bound that cut a search short: of one place, of one vendor call, of the whole program. */
export type Cut = "none" | "place" | "sink" | "program";

/**
 * The solver asks backwards: starting at what a vendor call receives, it finds all that can reach it.
 *
 *   function label(visit) { return { dx: visit.diagnosis }; }
 *   fbq("track", "Lead", label(v));
 *     (argument, anything) → the result of label → inside label: (object, anything) → (visit.diagnosis, anything)
 *     → (visit, diagnosis.anything) → out through parameter 0 of this call → (v, diagnosis.anything)
 *
 * Facts are (context, node, access path, mask). What happens inside a function for one question is computed once, as a
 * context, and used by every caller that asks the same; a fact that entered through one call leaves through that call only
 * (Reps, Horwitz, Sagiv 1995: interprocedural dataflow by graph reachability, here demand-driven). A run begins without
 * context, so from the function of the vendor call all callers are asked. Only what can reach a sink is ever looked at.
 */
export class Solver {
  readonly facts = new FactTable();
  readonly paths: AccessPaths;
  readonly contexts: Context[] = [];
  steps = 0;
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly barriers: Barriers;
  private readonly limits: Limits;
  private readonly mutation: MutationCheck;
  private readonly givenBack: GivenBack;
  private readonly changesOfShared: ReturnType<GivenBack["changesOfShared"]>;
  private readonly families = new Map<number, readonly number[]>();
  private readonly throwing: ReadonlySet<number>;
  /** Contexts by port, and by path and mask. */
  private contextIndex = new PairMap();
  private readonly callsByResult = new Map<number, number[]>();
  private readonly callsByThrown = new Map<number, number[]>();
  private readonly functionValues = new Map<number, number[]>();
  /** Function values that are kept, returned or named, not only passed as an argument. */
  private readonly keptFunctions = new Set<number>();
  private readonly withoutFields = new Map<number, readonly number[]>();
  private work: number[] = [];
  private entries = new Map<number, Map<number, number>>();
  private root: Context | undefined;
  private callers: RunOptions["callers"];
  private runSteps = 0;
  private cut: Cut = "none";
  private placeLimit = 0;
  /** Facts of the run without context, by place. */
  private readonly atPlace = new Map<number, number>();
  /** Facts proposed, new or known; a wide context passes each of its exits to each of its callers. */
  private attempts = 0;
  private attemptLimit = 0;

  constructor(program: Program, incoming: IncomingEdges, barriers: Barriers, limits: Limits) {
    this.program = program;
    this.incoming = incoming;
    this.barriers = barriers;
    this.limits = limits;
    this.mutation = new MutationCheck(program, incoming);
    this.throwing = throwingFunctions(program, incoming);
    this.paths = new AccessPaths(program, limits.accessPathLength);
    program.calls.forEach((call, index) => {
      pushTo(this.callsByResult, call.result, index);
      if (call.thrown >= 0) pushTo(this.callsByThrown, call.thrown, index);
    });
    this.givenBack = new GivenBack(program, incoming, this.callsByResult);
    this.changesOfShared = this.givenBack.changesOfShared();
    for (let edge = 0; edge < program.edgeCount; edge++) {
      const from = program.edgeFrom[edge] ?? -1;
      if (program.nodeKind[from] === NodeKind.function) this.keptFunctions.add(from);
    }
    for (let node = 0; node < program.nodeCount; node++)
      if (program.nodeKind[node] === NodeKind.function)
        pushTo(this.functionValues, program.nodePayload[node] ?? -1, node);
  }

  /** Finds all facts from which an access path of a node can be reached; `call` is the vendor call that receives it. */
  run(
    node: number,
    path: number,
    mask: number,
    call: number,
    { callers, maximum = this.limits.factsPerSink }: RunOptions = {},
  ): Run {
    const root = this.newContext(-1);
    this.root = root;
    this.callers = callers;
    this.atPlace.clear();
    this.entries = new Map();
    this.work = [];
    this.runSteps = 0;
    this.cut = "none";
    this.attempts = 0;
    this.attemptLimit = attemptsPerFact * maximum;
    this.placeLimit = Math.min(maximum, this.limits.factsPerPlace);
    this.add(root, node, path, mask, -1, Via.seed, 0, -1, 2 * call + 1);
    // The list grows while it is walked.
    for (const next of this.work) {
      const isSpent = this.steps++ > this.limits.factsPerProgram;
      if (isSpent || this.exhausted() || this.runSteps++ > maximum) {
        this.cutShort(isSpent ? "program" : "sink");
        break;
      }
      this.visit(next);
    }
    if (this.exhausted()) this.cutShort("sink");
    return { root, entries: this.entries, cut: this.cut };
  }

  /** Facts of a run in order of discovery, the root's first. */
  factsOf(run: Run): number[] {
    const all = [...run.root.order];
    for (const context of run.entries.keys()) for (const fact of this.contexts[context]?.order ?? []) all.push(fact);
    return all;
  }

  private newContext(fn: number): Context {
    const context: Context = {
      id: this.contexts.length,
      fn,
      callers: [],
      exits: [],
      sharedExits: new Set(),
      children: [],
      order: [],
      edges: [],
    };
    this.contexts.push(context);
    return context;
  }

  private add(
    context: Context,
    node: number,
    path: number,
    mask: number,
    parent: number,
    via: Via,
    detail: number,
    inner: number,
    start = -1,
  ): void {
    if (node < 0 || (mask & (Mask.health | Mask.identifier | Mask.text)) === 0) return;
    if (this.exhausted()) return;
    this.attempts++;
    const place = context.fn >= 0 ? -1 : start >= 0 ? start : this.placeAfter(parent, node, via, detail, inner);
    const known = this.facts.find(context.id, place, node, path, mask);
    if (known >= 0) {
      if (parent >= 0) context.edges.push(parent, known);
      if (inner >= 0) context.edges.push(inner, known);
      return;
    }
    if (context.fn < 0) {
      const atPlace = this.atPlace.get(place) ?? 0;
      if (atPlace >= this.placeLimit) {
        if (this.cut === "none") this.cut = "place";
        return;
      }
      this.atPlace.set(place, atPlace + 1);
    }
    const fact = this.facts.add(context.id, place, node, path, mask, parent, via, detail, inner);
    context.order.push(fact);
    if (parent >= 0) context.edges.push(parent, fact);
    if (inner >= 0) context.edges.push(inner, fact);
    this.work.push(fact);
  }

  /** A function written as an argument, that only outside calls run: `list.forEach((item) => …)`. */
  private isInlineCallback(environment: number): boolean {
    if (this.program.nodeKind[environment] !== NodeKind.environment) return false;
    const fn = this.program.nodeOwner[environment] ?? -1;
    const callers = this.program.callers[fn] ?? [];
    if (!callers.every((call) => this.program.calls[call]?.synthetic === true)) return false;
    return callers.length > 0 || (this.functionValues.get(fn) ?? []).every((value) => !this.keptFunctions.has(value));
  }

  /** A run that stops leaves contexts half done; later runs must not take them for complete. */
  private cutShort(by: Cut): void {
    if (this.cut !== "program") this.cut = by;
    this.contextIndex = new PairMap();
  }

  private exhausted(): boolean {
    return this.attempts > this.attemptLimit;
  }

  /**
   * Where the payload is composed, after one more step away from the sink. A function that hands on its own parameter
   * (whole, spread, wrapped, serialised, taken apart by its pattern, from a callback written inside it) is not the place;
   * the call that passes it something is.
   */
  private placeAfter(parent: number, node: number, via: Via, detail: number, inner: number): number {
    const place = this.facts.place(parent);
    if ((place & 1) === 0) return place;
    const from = this.facts.node(parent);
    switch (via) {
      case Via.copy:
      case Via.write:
      case Via.without:
      case Via.convert:
        return place;
      case Via.read: {
        const isOwn =
          this.program.nodeKind[from] === NodeKind.parameterField ||
          this.program.strings[detail]?.startsWith("$") === true;
        return isOwn ? place : place - 1;
      }
      case Via.shared:
        return this.program.nodeKind[node] === NodeKind.function && this.isInlineCallback(from) ? place : place - 1;
      case Via.exit: {
        const call = this.program.calls[detail];
        if (inner >= 0 || !call || this.program.nodeKind[from] !== NodeKind.parameter) return place - 1;
        return call.synthetic || (call.flags & CallFlag.jsx) !== 0 ? place - 1 : 2 * detail + 1;
      }
      default:
        return place - 1;
    }
  }

  private visit(fact: number): void {
    const context = this.contexts[this.facts.context(fact)];
    if (!context) return;
    const node = this.facts.node(fact);
    const path = this.facts.path(fact);
    const mask = this.facts.mask(fact);
    const kind = this.program.nodeKind[node];
    const owner = this.program.nodeOwner[node] ?? -1;
    switch (kind) {
      case NodeKind.parameter:
        this.leave(
          context,
          fact,
          owner,
          { kind: "parameter", index: this.program.functions[owner]?.parameters.indexOf(node) ?? -1 },
          path,
          mask,
        );
        break;
      case NodeKind.receiver:
        this.leave(context, fact, owner, { kind: "receiver" }, path, mask);
        break;
      case NodeKind.environment:
        this.leave(context, fact, owner, { kind: "environment" }, path, mask);
        break;
      case NodeKind.after:
        this.enterAfter(context, fact, node, path, mask);
        break;
      case NodeKind.instance:
        this.readInstance(context, fact, node, path, mask);
        break;
      case NodeKind.cell:
        for (const change of this.changesOfShared.get(node) ?? [])
          this.enterChange(context, fact, change.node, change.fields, path, mask, kind, owner);
        break;
      default:
    }
    for (let slot = this.incoming.start[node] ?? 0; slot < (this.incoming.start[node + 1] ?? 0); slot++) {
      this.followEdge(context, fact, slot, path, mask, kind, owner);
    }
    for (const call of this.callsByResult.get(node) ?? []) this.enterResult(context, fact, call, path, mask);
    for (const call of this.callsByThrown.get(node) ?? []) {
      for (const fn of this.program.targets[call]?.functions ?? []) {
        if (this.throwing.has(fn))
          this.enter(context, fact, call, fn, this.program.functions[fn]?.thrown ?? -1, path, mask);
      }
    }
  }

  // ── inside a function ──────────────────────────────────────────────────────────────────────────────────────────────

  private followEdge(
    context: Context,
    fact: number,
    slot: number,
    path: number,
    mask: number,
    kind: number | undefined,
    owner: number,
  ): void {
    const from = this.incoming.from[slot] ?? -1;
    const label = this.incoming.label[slot] ?? 0;
    switch (this.incoming.kind[slot]) {
      case EdgeKind.writeBack:
        if (this.mutation.changes(from)) this.step(context, fact, from, path, mask, Via.copy, 0, kind, owner);
        return;
      case EdgeKind.copy:
        this.step(context, fact, from, path, mask, Via.copy, 0, kind, owner);
        return;
      case EdgeKind.guard: {
        const removed = this.barriers.removedByGuard.get(label) ?? 0;
        this.step(context, fact, from, path, mask & ~removed, Via.copy, 0, kind, owner);
        return;
      }
      case EdgeKind.convert: {
        const transform = transforms[label] ?? "call";
        const changed = afterTransform(mask, transform);
        if (changed !== 0) this.step(context, fact, from, path, changed, Via.convert, label, kind, owner);
        return;
      }
      case EdgeKind.derive: {
        const transform = transforms[label] ?? "call";
        const changed = afterTransform(mask, transform);
        // Text made of a list or of query parameters has what is in them.
        const below = transform === "text" && path !== exactly ? anything : exactly;
        if (changed !== 0 && this.paths.isEnd(path))
          this.step(context, fact, from, below, changed, Via.derive, label, kind, owner);
        return;
      }
      case EdgeKind.read:
        this.step(context, fact, from, this.paths.prepend(label, path), mask, Via.read, label, kind, owner);
        return;
      case EdgeKind.write: {
        const below = this.paths.below(path, label);
        if (below !== undefined) this.step(context, fact, from, below, mask, Via.write, label, kind, owner);
        return;
      }
      case EdgeKind.without: {
        const rest = this.paths.without(path, this.fieldList(label));
        if (rest !== undefined) this.step(context, fact, from, rest, mask, Via.without, 0, kind, owner);
        return;
      }
      default:
    }
  }

  private fieldList(label: number): readonly number[] {
    let fields = this.withoutFields.get(label);
    if (!fields) {
      fields = (this.program.strings[label] ?? "").split(",").map((name) => this.program.string(name));
      this.withoutFields.set(label, fields);
    }
    return fields;
  }

  /** One edge back. An edge between two functions is shared storage: it belongs to no call, so it leaves the context. */
  private step(
    context: Context,
    fact: number,
    to: number,
    path: number,
    mask: number,
    via: Via,
    detail: number,
    kind: number | undefined,
    owner: number,
  ): void {
    if (to < 0) return;
    const crosses = this.program.nodeOwner[to] !== owner && !this.isStatic(to);
    if (!crosses) {
      this.add(context, to, path, mask, fact, via, detail, -1);
    } else if (context.fn < 0) {
      this.add(context, to, path, mask, fact, Via.shared, detail, -1);
    } else if (this.isInnerOf(this.program.nodeOwner[to] ?? -1, owner) && context.fn === owner) {
      // What a closure of this very call writes into a variable that it shares with it.
      this.enter(context, fact, -1, this.program.nodeOwner[to] ?? -1, to, path, mask);
    } else if (kind !== NodeKind.receiver && kind !== NodeKind.parameter) {
      // Inside a context the receiver and parameters are those of the call; outside ones come in without context only.
      this.addExit(context, { kind: "shared", node: to }, path, mask, fact);
    }
  }

  /** Whether a function is written directly in another one and is no method, so that it belongs to one call of that. */
  private isInnerOf(fn: number, outer: number): boolean {
    const info = this.program.functions[fn];
    return info?.parent === outer && info.class < 0 && this.program.functions[outer]?.parent !== -1;
  }

  /** Values that are the same in every context. */
  private isStatic(node: number): boolean {
    const kind = this.program.nodeKind[node];
    return kind === NodeKind.constant || kind === NodeKind.function || kind === NodeKind.class;
  }

  // ── into functions ─────────────────────────────────────────────────────────────────────────────────────────────────

  private enterResult(context: Context, fact: number, index: number, path: number, mask: number): void {
    const call = this.program.calls[index];
    const targets = this.program.targets[index];
    if (!call || !targets) return;
    const remaining = mask & ~(this.barriers.removedByCall.get(index) ?? 0);
    if ((remaining & (Mask.health | Mask.identifier | Mask.text)) === 0) return;
    for (const fn of targets.functions) {
      const callee = this.program.functions[fn];
      if (!callee) continue;
      if ((call.flags & CallFlag.construct) !== 0)
        this.enter(context, fact, index, fn, callee.receiverOut, path, remaining);
      else this.enter(context, fact, index, fn, callee.returned, path, remaining);
    }
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
      if (argument >= 0) this.step(context, fact, argument, path, guessed, Via.outside, index, undefined, owner);
    }
    if (call.receiver >= 0 && this.paths.isEnd(path))
      this.step(context, fact, call.receiver, exactly, guessed, Via.outside, index, undefined, owner);
  }

  /** What a call leaves in its arguments or receiver; the value before the call follows by an edge. */
  private enterAfter(context: Context, fact: number, node: number, path: number, mask: number): void {
    const index = this.program.nodePayload[node] ?? -1;
    const call = this.program.calls[index];
    if (!call || path === exactly) return;
    const position = call.argumentsAfter.indexOf(node);
    if (call.resultAfter >= 0) {
      for (const { kind, at, fields } of this.givenBack.originsOf(index)) {
        if (kind === "port" && at === position)
          this.enterChange(context, fact, call.resultAfter, fields, path, mask, NodeKind.after, call.owner);
      }
    }
    for (const fn of this.program.targets[index]?.functions ?? []) {
      const callee = this.program.functions[fn];
      if (!callee) continue;
      const port = position >= 0 ? (callee.parametersOut[position] ?? -1) : callee.receiverOut;
      if (port >= 0 && this.mutation.mutates(port)) this.enter(context, fact, index, fn, port, path, mask);
    }
  }

  /** What the program writes into the result of a call is in what the result is a part of. */
  private enterChange(
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
    if (rest !== undefined && rest !== exactly) this.step(context, fact, changed, rest, mask, Via.copy, 0, kind, owner);
  }

  /** The shared instance of a class has in a field what methods of the class, or of those it extends or that extend it, write there. */
  private readInstance(context: Context, fact: number, node: number, path: number, mask: number): void {
    if (path === exactly || context.fn >= 0) return;
    for (const classIndex of this.familyOf(this.program.nodePayload[node] ?? -1)) {
      for (const [field, values] of this.program.receiverWrites.get(classIndex) ?? []) {
        const below = this.paths.below(path, field);
        if (below === undefined) continue;
        for (const value of values) this.add(context, value, below, mask, fact, Via.shared, field, -1);
      }
    }
  }

  private familyOf(classIndex: number): readonly number[] {
    let family = this.families.get(classIndex);
    if (family) return family;
    const { superclasses } = this.program;
    const ancestors = new Set([classIndex]);
    for (const member of ancestors) for (const parent of superclasses.get(member) ?? []) ancestors.add(parent);
    const descendants = new Set([classIndex]);
    for (const member of descendants)
      for (const [child, parents] of superclasses) if (parents.includes(member)) descendants.add(child);
    family = [...new Set([...ancestors, ...descendants])];
    this.families.set(classIndex, family);
    return family;
  }

  private enter(
    context: Context,
    fact: number,
    call: number,
    fn: number,
    port: number,
    path: number,
    mask: number,
  ): void {
    if (port < 0) return;
    const question = 64 * path + mask;
    let callee = this.contexts[this.contextIndex.get(port, question)];
    if (!callee) {
      callee = this.newContext(fn);
      this.contextIndex.set(port, question, callee.id);
      this.add(callee, port, path, mask, -1, Via.seed, 0, -1);
    }
    if (context.fn >= 0) context.children.push({ context: callee.id, fact });
    if (context.fn < 0) this.activate(callee.id, fact, this.facts.place(fact));
    else for (const place of this.entries.get(context.id)?.keys() ?? []) this.activate(callee.id, fact, place);
    const [seed] = callee.order;
    if (seed !== undefined) context.edges.push(fact, seed);
    callee.callers.push({ fact, call });
    for (const exit of [...callee.exits]) {
      if (this.exhausted()) return;
      this.passExit(callee, exit, fact, call);
    }
  }

  /** Contexts computed for earlier sinks are used again; the run notes how it came to each. */
  private activate(context: number, fact: number, place: number): void {
    const stack: [number, number][] = [[context, fact]];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const [id, entry] = next;
      let places = this.entries.get(id);
      if (!places) this.entries.set(id, (places = new Map<number, number>()));
      if (places.has(place)) continue;
      places.set(place, entry);
      for (const child of this.contexts[id]?.children ?? []) stack.push([child.context, child.fact]);
    }
  }

  // ── out of functions ───────────────────────────────────────────────────────────────────────────────────────────────

  /** A parameter, receiver or environment was reached: in a context it is an exit, without one every caller is asked. */
  private leave(context: Context, fact: number, fn: number, port: ExitPort, path: number, mask: number): void {
    if (context.fn >= 0) {
      if (port.kind === "environment" && this.hasNoCalleeValue(fn)) {
        for (const value of this.functionValues.get(fn) ?? [])
          this.addExit(context, { kind: "shared", node: value }, path, mask, fact);
      } else {
        this.addExit(context, port, path, mask, fact);
      }
      return;
    }
    if (port.kind === "environment") {
      for (const value of this.functionValues.get(fn) ?? [])
        this.add(context, value, path, mask, fact, Via.shared, 0, -1);
      return;
    }
    const allowed = this.callers?.get(fn);
    for (const call of this.program.callers[fn] ?? []) {
      if (allowed?.has(call) === false) continue;
      for (const { node, path: passed } of this.passed(call, fn, port, path))
        this.add(context, node, passed, mask, fact, Via.exit, call, -1);
    }
  }

  /** Methods and constructors are found through their class, not through a value that carries what they capture. */
  private hasNoCalleeValue(fn: number): boolean {
    return (this.program.functions[fn]?.class ?? -1) >= 0;
  }

  private addExit(context: Context, port: ExitPort, path: number, mask: number, fact: number): void {
    this.attempts++;
    const exit = { port, path, mask, fact };
    context.exits.push(exit);
    for (const caller of [...context.callers]) {
      if (this.exhausted()) return;
      this.passExit(context, exit, caller.fact, caller.call);
    }
  }

  private passExit(callee: Context, exit: Context["exits"][number], callerFact: number, call: number): void {
    const context = this.contexts[this.facts.context(callerFact)];
    if (!context) return;
    if (call < 0 && exit.port.kind !== "shared") {
      this.passInnerExit(context, callee.fn, exit, callerFact);
      return;
    }
    if (exit.port.kind === "shared") {
      if (call < 0 && context.fn >= 0 && this.program.nodeOwner[exit.port.node] === context.fn) {
        this.add(context, exit.port.node, exit.path, exit.mask, callerFact, Via.shared, 0, exit.fact);
      } else if (context.fn < 0) {
        if (context === this.root)
          this.add(context, exit.port.node, exit.path, exit.mask, callerFact, Via.shared, 0, exit.fact);
      } else if (!context.sharedExits.has(exit.fact)) {
        context.sharedExits.add(exit.fact);
        this.addExit(context, exit.port, exit.path, exit.mask, exit.fact);
      }
      return;
    }
    if (context.fn < 0 && context !== this.root) return;
    for (const { node, path } of this.passed(call, callee.fn, exit.port, exit.path)) {
      this.add(context, node, path, exit.mask, callerFact, Via.exit, call, exit.fact);
    }
  }

  /**
   * Out of a function that was entered through a variable it shares with the function around it: what it captures and what it is
   * called with there belong to the same call of that function; calls of it elsewhere belong to any.
   */
  private passInnerExit(context: Context, fn: number, exit: Context["exits"][number], callerFact: number): void {
    const { program } = this;
    if (exit.port.kind === "environment") {
      for (const value of this.functionValues.get(fn) ?? [])
        if (program.nodeOwner[value] === context.fn)
          this.add(context, value, exit.path, exit.mask, callerFact, Via.shared, 0, exit.fact);
      return;
    }
    let isCalledElsewhere = false;
    for (const call of program.callers[fn] ?? []) {
      if (program.calls[call]?.owner !== context.fn) {
        isCalledElsewhere = true;
        continue;
      }
      for (const { node, path } of this.passed(call, fn, exit.port, exit.path))
        this.add(context, node, path, exit.mask, callerFact, Via.exit, call, exit.fact);
    }
    const port = exit.port.kind === "parameter" ? program.functions[fn]?.parameters[exit.port.index] : undefined;
    if (isCalledElsewhere && port !== undefined && !context.sharedExits.has(exit.fact)) {
      context.sharedExits.add(exit.fact);
      this.addExit(context, { kind: "shared", node: port }, exit.path, exit.mask, exit.fact);
    }
  }

  /** What a call passes to a port of a function. */
  private passed(
    index: number,
    fn: number,
    port: ExitPort,
    path: number,
  ): { readonly node: number; readonly path: number }[] {
    const call = this.program.calls[index];
    const callee = this.program.functions[fn];
    if (!call || !callee) return [];
    switch (port.kind) {
      case "receiver":
        return (call.flags & CallFlag.construct) !== 0 ? [] : [{ node: call.receiver, path }];
      case "environment":
        return this.passedEnvironment(call, callee, path);
      case "shared":
        return [];
      case "parameter":
        return this.passedArgument(call, callee.flags, callee.parameters.length, port.index, path);
    }
  }

  /** What an arrow in a field of a class captures as `this` is the object that it is called on. */
  private passedEnvironment(
    call: ProgramCall,
    callee: ProgramFunction,
    path: number,
  ): { readonly node: number; readonly path: number }[] {
    const captured = { node: call.callee, path };
    const isField = callee.class < 0 && (this.program.functions[callee.parent]?.class ?? -1) >= 0;
    if (!isField || call.receiver < 0) return [captured];
    const own = this.paths.below(path, this.program.string("$this"));
    return own === undefined || own === exactly ? [captured] : [captured, { node: call.receiver, path: own }];
  }

  private passedArgument(
    call: ProgramCall,
    flags: number,
    count: number,
    index: number,
    path: number,
  ): { readonly node: number; readonly path: number }[] {
    const { paths, program } = this;
    const isRest = (flags & FunctionFlag.rest) !== 0 && index === count - 1;
    const { spread } = call;
    if (!isRest) {
      if (spread < 0 || index < spread) return [{ node: call.arguments[index] ?? -1, path }];
      return [
        {
          node: call.arguments[spread] ?? -1,
          path: paths.prepend(program.string(String(index - spread)), path),
        },
      ];
    }
    const found: { node: number; path: number }[] = [];
    call.arguments.forEach((node, position) => {
      if (position < index) return;
      if (position === spread) {
        if (path !== exactly) found.push({ node, path });
        return;
      }
      const below = paths.below(path, program.string(String(position - index)));
      if (below !== undefined) found.push({ node, path: below });
    });
    return found;
  }
}

/** What a value still tells after a transform, read backwards: the mask that is asked of the input. */
function afterTransform(mask: number, transform: Transform): number {
  switch (transform) {
    case "length":
      return 0;
    case "compare":
    case "boolean":
    case "choice":
      return (mask & ~(Mask.identifier | Mask.text)) | Mask.decided;
    case "hash":
    case "encode":
    case "encrypt":
    case "truncate":
    case "text":
    case "arithmetic":
      return mask;
    case "call":
      return mask | Mask.guessed;
  }
}

/** Calls over which an exception is followed from its `throw` to a handler. */
const thrownThrough = 3;

/**
 * Functions with a `throw` of their own, or near one. Farther up nearly every function of a program could pass some
 * exception on, which says nothing.
 */
function throwingFunctions(program: Program, incoming: IncomingEdges): ReadonlySet<number> {
  const found = new Set<number>();
  program.functions.forEach(({ thrown }, fn) => {
    if ((incoming.start[thrown] ?? 0) < (incoming.start[thrown + 1] ?? 0)) found.add(fn);
  });
  let level = [...found];
  for (let depth = 1; depth < thrownThrough; depth++) {
    const next: number[] = [];
    for (const fn of level) {
      for (const caller of program.callers[fn] ?? []) {
        const call = program.calls[caller];
        if (!call || found.has(call.owner) || call.thrown !== program.functions[call.owner]?.thrown) continue;
        found.add(call.owner);
        next.push(call.owner);
      }
    }
    level = next;
  }
  return found;
}

function pushTo(map: Map<number, number[]>, key: number, value: number): void {
  if (key < 0) return;
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
