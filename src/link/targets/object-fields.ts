import { canonicalApi } from "../../model/api-path.ts";
import { EdgeKind, instanceField, NodeKind } from "../../model/module-graph.ts";
import type { IncomingEdges, Program } from "../../model/program.ts";
import { IntLists } from "../../util/int-lists.ts";
import { PairMap } from "../../util/pair-map.ts";
import { ClassMembers } from "./class-members.ts";
import type { HandOvers } from "./hand-overs.ts";
import { Heap } from "./heap.ts";
import type { OutsideApis } from "./outside-apis.ts";
import { TokenKind, type PointsTo } from "./points-to.ts";
import type { TargetSearch } from "./target-search.ts";

/**
 * Reads and writes of fields, by what is read or written: an object made at one place, a function, a class, its prototype, the
 * instance that all objects of a class share, an outside API. Fields are string numbers of the program.
 */
export class ObjectFields {
  /** The field that is any element of a list. */
  readonly element: number;
  private readonly search: TargetSearch;
  private readonly program: Program;
  private readonly points: PointsTo;
  private readonly incoming: IncomingEdges;
  private readonly handOvers: HandOvers;
  private readonly apis: OutsideApis;
  private readonly heap: Heap;
  private readonly members: ClassMembers;
  /** For each object, the values that are spread into it. */
  private readonly spreads = new IntLists();
  /** Reads for call targets only: field and reading node in turn. */
  private readonly laterReads = new IntLists();
  /** Pairs of field and reading node, numbered; and who has them already. */
  private readonly readNumbers = new PairMap();
  private readonly laterReadKeys = new PairMap();

  constructor(search: TargetSearch, incoming: IncomingEdges, handOvers: HandOvers, apis: OutsideApis) {
    const { program } = search;
    this.search = search;
    this.program = program;
    this.points = search.points;
    this.incoming = incoming;
    this.handOvers = handOvers;
    this.apis = apis;
    this.heap = new Heap(program);
    this.element = this.heap.element;
    this.members = new ClassMembers(search, this, apis);
    for (let edge = 0; edge < program.edgeCount; edge++) {
      const to = program.edgeTo[edge] ?? -1;
      const kind = program.edgeKind[edge];
      const isSpread =
        (kind === EdgeKind.copy || kind === EdgeKind.without) && program.nodeKind[to] === NodeKind.object;
      if (isSpread) this.spreads.append(to, program.edgeFrom[edge] ?? -1);
    }
  }

  /** A token has arrived at a node. */
  pass(node: number, token: number): void {
    const { laterReads } = this;
    for (let slot = laterReads.first(node); slot >= 0; slot = laterReads.next(slot)) {
      const field = laterReads.value(slot);
      slot = laterReads.next(slot);
      this.read(token, field, laterReads.value(slot));
    }
  }

  /** `to` reads a field of what a token stands for. */
  read(token: number, field: number, to: number): void {
    const { points } = this;
    switch (points.kindOf(token)) {
      case TokenKind.object:
      case TokenKind.function:
        this.readHeap(token, field, to);
        return;
      case TokenKind.class: {
        const index = points.indexOf(token);
        const name = this.program.strings[field];
        if (name === instanceField) {
          points.add(to, points.token(TokenKind.instance, index));
          this.search.addEdge(EdgeKind.copy, this.program.classes[index]?.instance ?? -1, to);
          return;
        }
        if (name === "prototype") points.add(to, points.token(TokenKind.prototype, index));
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
        this.apis.read(token, field, to);
        return;
      case TokenKind.hook:
      case undefined:
    }
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
        this.handOvers.copy(node, to);
      });
      if (isObject && field === heap.element) this.runGetter(token, field, object, to);
      return;
    }
    this.handOvers.copy(this.heapNode(token, field), to);
    if (heap.isHidden(field)) return;
    this.handOvers.copy(this.heapNode(token, heap.unknown), to);
    if (heap.isPosition(field)) this.handOvers.copy(this.heapNode(token, heap.element), to);
    const isClass = points.kindOf(token) === TokenKind.class;
    if (!isObject && !isClass) return;
    this.runGetter(token, field, isClass ? this.readFrom(to) : object, to);
  }

  private runGetter(token: number, field: number, receiver: number, to: number): void {
    this.forAccessors(token, "get", field, (fn) => {
      this.search.accessorCall(fn, receiver, [], to);
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

  /** `to` reads a field of whatever `from` stands for, now or later. */
  readLater(from: number, field: number, to: number): void {
    let number = this.readNumbers.get(field, to);
    if (number < 0) this.readNumbers.set(field, to, (number = this.readNumbers.size));
    if (!this.laterReadKeys.add(from, number)) return;
    this.laterReads.append(from, field);
    this.laterReads.append(from, to);
    this.points.forEach(from, (token) => {
      this.read(token, field, to);
    });
  }

  /** The node of a field of a token. */
  heapNode(token: number, field: number): number {
    return this.heap.node(token, field, (node, reader) => {
      this.handOvers.copy(node, reader);
    });
  }

  /** An edge writes to a field of what a token stands for. */
  write(token: number, edge: number): void {
    const field = this.program.edgeLabel[edge] ?? -1;
    const from = this.program.edgeFrom[edge] ?? -1;
    const to = this.program.edgeTo[edge] ?? -1;
    switch (this.points.kindOf(token)) {
      case TokenKind.object:
        this.forAccessors(token, "set", field, (fn) => {
          this.search.accessorCall(fn, -1, [from], to);
        });
        this.handOvers.copy(from, this.heapNode(token, field));
        return;
      case TokenKind.function:
      case TokenKind.class:
        this.handOvers.copy(from, this.heapNode(token, field));
        return;
      case TokenKind.instance: {
        const info = this.program.classes[this.points.indexOf(token)];
        const setter = info?.members.get(`set ${this.program.strings[field] ?? ""}`);
        if (setter !== undefined) this.search.accessorCall(setter, info?.instance ?? -1, [from], to);
        else this.handOvers.copy(from, this.heapNode(token, field));
        return;
      }
      case TokenKind.api:
        this.apis.write(this.points.apiOf(token), this.program.strings[field] ?? "", from, edge);
        return;
      case TokenKind.prototype:
      case TokenKind.hook:
      case undefined:
    }
  }

  /** `class Sub extends …` some value. */
  extend(subclass: number, token: number): void {
    const kind = this.points.kindOf(token);
    if (kind === TokenKind.class) this.members.extend(subclass, this.points.indexOf(token));
    if (kind === TokenKind.api)
      this.members.extendApi(subclass, this.points.apiToken(canonicalApi(`${this.points.apiOf(token)}()`)));
  }
}
