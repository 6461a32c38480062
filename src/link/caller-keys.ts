import type { ConstantEvaluator } from "../model/constants.ts";
import { EdgeKind, NodeKind, unknownField } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";

/** What this needs of the expander. */
export interface KeyTarget {
  readonly program: Program;
  addEdge(kind: number, from: number, to: number, label?: number): void;
  /** The node of `base.field`. */
  read(base: number, field: string, call: number): number;
}

/** A parameter that a key is given by. */
export interface KeyParameter {
  readonly fn: number;
  readonly position: number;
  readonly node: number;
}

interface Watch {
  readonly seen: Set<number>;
  readonly handle: (call: number) => void;
  /** What is done when nothing calls the function. */
  readonly otherwise: () => void;
}

/**
 * Keys that a helper of the project is given, told by each of its callers:
 *
 *   const keep = (key, value) => storage.setItem(key, value);     keep("room", 4) writes `store(storage).room`
 *   const load = (key) => storage.getItem(key);                   load("room") reads it
 *
 * In the helper the value is left, under a name of its own, in what the helper returns, and is written to the storage at each
 * call; what is read hangs below the key itself, under the name of the storage, and is put there where the key is a constant.
 * So the calls of the helper keep apart as all calls do.
 */
export class CallerKeys {
  private readonly target: KeyTarget;
  private readonly evaluator: ConstantEvaluator;
  private readonly incoming: IncomingEdges;
  private readonly watches = new Map<number, Watch[]>();
  private readonly done = new Set<string>();

  constructor(target: KeyTarget, evaluator: ConstantEvaluator, incoming: IncomingEdges) {
    this.target = target;
    this.evaluator = evaluator;
    this.incoming = incoming;
  }

  /** The parameter that a value is. */
  parameterOf(value: number): KeyParameter | undefined {
    const { program } = this.target;
    const node = this.originOf(value);
    if (program.nodeKind[node] !== NodeKind.parameter) return undefined;
    const fn = program.nodeOwner[node] ?? -1;
    const position = program.functions[fn]?.parameters.indexOf(node) ?? -1;
    return position < 0 ? undefined : { fn, position, node };
  }

  /** The names that a key may be: constants, or for what a module makes once (`const key = Symbol()`) a name for that alone. */
  namesOf(key: number): readonly string[] {
    const constants = this.evaluator.constantsOf(key);
    if (constants) return constants;
    const { program } = this.target;
    const { start } = this.incoming;
    const origin = this.originOf(key);
    const isMade = program.nodeKind[origin] === NodeKind.value && start[origin] === start[origin + 1];
    const isOnce = program.functions[program.nodeOwner[origin] ?? -1]?.parent === -1;
    return [isMade && isOnce ? `$once${String(origin)}` : unknownField];
  }

  /** Where a value comes from when it is only handed on. */
  private originOf(value: number): number {
    const { start, kind, from } = this.incoming;
    let node = value;
    for (let depth = 0; depth < 8 && node >= 0 && node + 1 < start.length; depth++) {
      const sources: number[] = [];
      let isPlain = true;
      for (let slot = start[node] ?? 0; slot < (start[node + 1] ?? 0); slot++) {
        // A key is changed by no call that it is given to.
        if (kind[slot] === EdgeKind.writeBack) continue;
        isPlain &&= kind[slot] === EdgeKind.copy;
        sources.push(from[slot] ?? -1);
      }
      const [source, second] = sources;
      if (source === undefined || second !== undefined || !isPlain) return node;
      node = source;
    }
    return -1;
  }

  /** What the storage has under the key that callers give. */
  readBy(key: KeyParameter, storage: number, call: number): number {
    const field = `$in${String(storage)}`;
    this.fill(key, storage, field);
    return this.target.read(key.node, field, call);
  }

  /** Puts a value, made in a call inside the helper, under the key that callers give. `write` writes it under a known one. */
  writeBy(
    key: KeyParameter,
    call: number,
    value: number,
    write: (value: number, field: string, call: number) => void,
  ): void {
    this.leave(key, `$put${String(call)}`, call, value, write);
  }

  /** A call was joined to a function of the project. */
  linked(call: number, fn: number): void {
    for (const watch of [...(this.watches.get(fn) ?? [])]) this.tell(watch, call);
  }

  /** The search for call targets is over: helpers that nothing calls take any key. */
  finish(): void {
    for (const watches of this.watches.values())
      for (const { seen, otherwise } of [...watches]) if (seen.size === 0) otherwise();
  }

  private fill({ fn, position, node }: KeyParameter, storage: number, field: string): void {
    const { program } = this.target;
    const label = program.string(field);
    const put = (name: string, argument: number, call: number): void => {
      const key = `${field}:${name}:${String(argument)}`;
      if (this.done.has(key)) return;
      this.done.add(key);
      const read = this.target.read(storage, name, call);
      if (name !== unknownField && !name.startsWith("$") && (program.nodeName[read] ?? -1) < 0)
        program.nodeName[read] = program.string(name);
      this.target.addEdge(EdgeKind.write, read, argument, label);
    };
    this.watch(
      fn,
      `${field}:${String(node)}`,
      (call) => {
        const argument = this.argument(call, position);
        const outer = this.parameterOf(argument);
        if (outer) this.fill(outer, storage, field);
        else for (const name of this.namesOf(argument)) put(name, argument < 0 ? node : argument, call);
      },
      () => {
        put(unknownField, node, -1);
      },
    );
  }

  private leave(
    { fn, position, node }: KeyParameter,
    field: string,
    inner: number,
    value: number,
    write: (value: number, field: string, call: number) => void,
  ): void {
    const { program } = this.target;
    this.target.addEdge(EdgeKind.write, value, program.functions[fn]?.returned ?? -1, program.string(field));
    this.watch(
      fn,
      `${field}:${String(node)}:${String(value)}`,
      (call) => {
        const { result } = program.calls[call] ?? { result: -1 };
        if (result < 0) return;
        const left = this.target.read(result, field, call);
        const argument = this.argument(call, position);
        const outer = this.parameterOf(argument);
        if (outer) this.leave(outer, field, call, left, write);
        else for (const name of this.namesOf(argument)) write(left, name, call);
      },
      () => {
        write(value, unknownField, inner);
      },
    );
  }

  private watch(fn: number, key: string, handle: (call: number) => void, otherwise: () => void): void {
    if (this.done.has(key)) return;
    this.done.add(key);
    const watch: Watch = { seen: new Set(), handle, otherwise };
    const watches = this.watches.get(fn);
    if (watches) watches.push(watch);
    else this.watches.set(fn, [watch]);
    for (const call of [...(this.target.program.callers[fn] ?? [])]) this.tell(watch, call);
  }

  private tell({ seen, handle }: Watch, call: number): void {
    if (seen.has(call)) return;
    seen.add(call);
    handle(call);
  }

  private argument(call: number, position: number): number {
    const record = this.target.program.calls[call];
    if (!record || (record.spread >= 0 && position >= record.spread)) return -1;
    return record.arguments[position] ?? -1;
  }
}
