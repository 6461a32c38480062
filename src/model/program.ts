import { CallFlag, EdgeKind, type ModuleGraph } from "./module-graph.ts";

/**
 * The program: all module graphs, linked. Nodes, calls, functions and classes of all modules are numbered through,
 * in the order of the sorted file paths; linking adds nodes, edges and calls of its own behind them.
 */
export interface ProgramCall {
  readonly callee: number;
  readonly receiver: number;
  readonly receiverAfter: number;
  readonly arguments: readonly number[];
  readonly argumentsAfter: readonly number[];
  readonly spread: number;
  readonly result: number;
  readonly resultAfter: number;
  readonly thrown: number;
  /** The callee as written; `""` for calls that linking adds. */
  readonly written: string;
  readonly flags: number;
  /** Function (global number) the call is in. */
  readonly owner: number;
  readonly module: number;
  readonly start: number;
  readonly end: number;
  /** `2 * node + polarity`, outermost first. */
  readonly conditions: readonly number[];
  /** True for calls that a propagator, getter or framework makes in place of the written program. */
  readonly synthetic: boolean;
}

export interface ProgramFunction {
  readonly name: string;
  readonly module: number;
  readonly parent: number;
  readonly flags: number;
  readonly parameters: readonly number[];
  readonly parametersOut: readonly number[];
  readonly receiver: number;
  readonly receiverOut: number;
  readonly environment: number;
  readonly returned: number;
  readonly thrown: number;
  readonly node: number;
  readonly class: number;
  readonly start: number;
  readonly end: number;
}

export interface ProgramClass {
  readonly name: string;
  readonly module: number;
  readonly node: number;
  readonly superclass: number;
  readonly instance: number;
  readonly constructorFunction: number;
  readonly members: ReadonlyMap<string, number>;
  /** String of the fields that only the class fills, joined by commas. */
  readonly ownFields: number;
  readonly implements: readonly string[];
}

/** A call as a person would name it: `fbq()`, `<Link>`, `document.title`. */
export function spokenCall({
  written,
  flags,
  synthetic,
}: Pick<ProgramCall, "written" | "flags" | "synthetic">): string {
  if ((flags & CallFlag.jsx) !== 0) return `<${written.replace(/^jsx#/, "")}>`;
  return synthetic ? written : `${written}()`;
}

/** What a call may call. */
export interface CallTargets {
  /** Functions of the project, by global number. */
  readonly functions: number[];
  /** Outside API paths, canonical. */
  readonly apis: string[];
  /** Ids of the propagators that describe the call. */
  propagated: boolean;
  /** True when the functions were only guessed by the name of the method. */
  guessed: boolean;
}

/** Edges that arrive at each node, packed: those of node `n` are `start[n]` to `start[n + 1]` in the other arrays. */
export interface IncomingEdges {
  readonly start: Int32Array;
  readonly kind: Uint8Array;
  readonly from: Int32Array;
  readonly label: Int32Array;
}

/** The growing tables of a program. Linking fills them; later stages only read. */
export class Program {
  readonly modules: readonly ModuleGraph[];
  readonly moduleIndex: ReadonlyMap<string, number>;
  /** First node, call, function, class of each module; one entry more than modules. */
  readonly nodeBase: number[] = [0];
  readonly callBase: number[] = [0];
  readonly functionBase: number[] = [0];
  readonly classBase: number[] = [0];
  readonly strings: string[] = [];
  nodeCount = 0;
  nodeKind: Uint8Array;
  /** Index into `strings`, or -1. */
  nodeName: Int32Array;
  nodePayload: Int32Array;
  nodeOwner: Int32Array;
  nodeStart: Int32Array;
  nodeEnd: Int32Array;
  nodeModule: Int32Array;
  edgeCount = 0;
  edgeKind: Uint8Array;
  edgeFrom: Int32Array;
  edgeTo: Int32Array;
  edgeLabel: Int32Array;
  readonly calls: ProgramCall[] = [];
  readonly functions: ProgramFunction[] = [];
  readonly classes: ProgramClass[] = [];
  /** Parallel to `calls`. */
  readonly targets: CallTargets[] = [];
  /** For each function, the calls that may call it. */
  readonly callers: number[][] = [];
  /** For each class, the values that its methods write to fields of their receiver, by field (string index). */
  readonly receiverWrites = new Map<number, Map<number, number[]>>();
  /** For each class, the classes of the project that it extends. */
  readonly superclasses = new Map<number, number[]>();
  /** Declared types: node → printed type, in the module of the node. */
  readonly nodeTypes = new Map<number, string>();
  /** Types given to calls: call → printed list of types, in the module of the call. */
  readonly callTypes = new Map<number, string>();
  /** Function → printed `GenericResult`, in the module of the function. */
  readonly genericResults = new Map<number, string>();
  private readonly stringIndex = new Map<string, number>();

  constructor(modules: readonly ModuleGraph[]) {
    this.modules = modules;
    this.moduleIndex = new Map(modules.map((module, index) => [module.path, index]));
    // Linking adds about a third to what the files have.
    const nodes = 1024 + Math.ceil(1.5 * modules.reduce((sum, module) => sum + module.nodes.kind.length, 0));
    const edges = 1024 + Math.ceil(1.5 * modules.reduce((sum, module) => sum + module.edges.kind.length, 0));
    this.nodeKind = new Uint8Array(nodes);
    this.nodeName = new Int32Array(nodes);
    this.nodePayload = new Int32Array(nodes);
    this.nodeOwner = new Int32Array(nodes);
    this.nodeStart = new Int32Array(nodes);
    this.nodeEnd = new Int32Array(nodes);
    this.nodeModule = new Int32Array(nodes);
    this.edgeKind = new Uint8Array(edges);
    this.edgeFrom = new Int32Array(edges);
    this.edgeTo = new Int32Array(edges);
    this.edgeLabel = new Int32Array(edges);
  }

  string(text: string): number {
    const known = this.stringIndex.get(text);
    if (known !== undefined) return known;
    const index = this.strings.length;
    this.strings.push(text);
    this.stringIndex.set(text, index);
    return index;
  }

  /** The number of a string that the program has already, or -1. */
  findString(text: string): number {
    return this.stringIndex.get(text) ?? -1;
  }

  /** The name of a node, or undefined. */
  nameOf(node: number): string | undefined {
    return this.strings[this.nodeName[node] ?? -1];
  }

  addNode(
    kind: number,
    name: string | undefined,
    module: number,
    owner: number,
    start: number,
    end: number,
    payload = -1,
  ): number {
    const index = this.nodeCount++;
    if (index >= this.nodeKind.length) this.growNodes();
    this.nodeKind[index] = kind;
    this.nodeName[index] = name === undefined ? -1 : this.string(name);
    this.nodePayload[index] = payload;
    this.nodeOwner[index] = owner;
    this.nodeStart[index] = start;
    this.nodeEnd[index] = end;
    this.nodeModule[index] = module;
    return index;
  }

  /** Adds an edge and returns its number; -1 when an end is missing. */
  addEdge(kind: number, from: number, to: number, label = 0): number {
    if (from < 0 || to < 0 || (kind === EdgeKind.copy && from === to)) return -1;
    const index = this.edgeCount++;
    if (index >= this.edgeKind.length) this.growEdges();
    this.edgeKind[index] = kind;
    this.edgeFrom[index] = from;
    this.edgeTo[index] = to;
    this.edgeLabel[index] = label;
    return index;
  }

  private growNodes(): void {
    const length = 2 * this.nodeKind.length;
    this.nodeKind = grown(this.nodeKind, new Uint8Array(length));
    this.nodeName = grown(this.nodeName, new Int32Array(length));
    this.nodePayload = grown(this.nodePayload, new Int32Array(length));
    this.nodeOwner = grown(this.nodeOwner, new Int32Array(length));
    this.nodeStart = grown(this.nodeStart, new Int32Array(length));
    this.nodeEnd = grown(this.nodeEnd, new Int32Array(length));
    this.nodeModule = grown(this.nodeModule, new Int32Array(length));
  }

  private growEdges(): void {
    const length = 2 * this.edgeKind.length;
    this.edgeKind = grown(this.edgeKind, new Uint8Array(length));
    this.edgeFrom = grown(this.edgeFrom, new Int32Array(length));
    this.edgeTo = grown(this.edgeTo, new Int32Array(length));
    this.edgeLabel = grown(this.edgeLabel, new Int32Array(length));
  }

  addCall(call: ProgramCall): number {
    const index = this.calls.length;
    this.calls.push(call);
    this.targets.push({ functions: [], apis: [], propagated: false, guessed: false });
    return index;
  }

  /** Packs the edges by the node they arrive at. Call it when linking is done. */
  incoming(): IncomingEdges {
    const count = this.nodeCount;
    const start = new Int32Array(count + 1);
    for (let edge = 0; edge < this.edgeCount; edge++) {
      const to = this.edgeTo[edge] ?? 0;
      start[to + 1] = (start[to + 1] ?? 0) + 1;
    }
    for (let node = 0; node < count; node++) start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0);
    const next = start.slice();
    const total = this.edgeCount;
    const kind = new Uint8Array(total);
    const from = new Int32Array(total);
    const label = new Int32Array(total);
    for (let edge = 0; edge < total; edge++) {
      const to = this.edgeTo[edge] ?? 0;
      const slot = next[to] ?? 0;
      next[to] = slot + 1;
      kind[slot] = this.edgeKind[edge] ?? 0;
      from[slot] = this.edgeFrom[edge] ?? 0;
      label[slot] = this.edgeLabel[edge] ?? 0;
    }
    return { start, kind, from, label };
  }
}

/** A longer array with the same beginning. */
function grown<T extends Uint8Array | Int32Array>(old: T, longer: T): T {
  longer.set(old);
  return longer;
}
