import { EdgeKind, hiddenMark, isHiddenField, unknownField } from "../../model/module-graph.ts";
import type { TargetSearch } from "../targets/target-search.ts";
import type { FieldNodes } from "./field-nodes.ts";
import type { KeyNames, KeyParameter } from "./key-names.ts";

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
  private readonly search: TargetSearch;
  private readonly fields: FieldNodes;
  private readonly names: KeyNames;
  private readonly watches = new Map<number, Watch[]>();
  private readonly done = new Set<string>();

  constructor(search: TargetSearch, fields: FieldNodes, names: KeyNames) {
    this.search = search;
    this.fields = fields;
    this.names = names;
  }

  /** What the storage has under the key that callers give. */
  readBy(key: KeyParameter, storage: number, call: number): number {
    const field = `${hiddenMark}in${String(storage)}`;
    this.fill(key, storage, field);
    return this.fields.read(key.node, field, call);
  }

  /** Puts a value, made in a call inside the helper, under the key that callers give. `write` writes it under a known one. */
  writeBy(
    key: KeyParameter,
    call: number,
    value: number,
    write: (value: number, field: string, call: number) => void,
  ): void {
    this.leave(key, `${hiddenMark}put${String(call)}`, call, value, write);
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
    const { program } = this.search;
    const label = program.string(field);
    const put = (name: string, argument: number, call: number): void => {
      const key = `${field}:${name}:${String(argument)}`;
      if (this.done.has(key)) return;
      this.done.add(key);
      const read = this.fields.read(storage, name, call);
      if (name !== unknownField && !isHiddenField(name) && (program.nodeName[read] ?? -1) < 0)
        program.nodeName[read] = program.string(name);
      this.search.addEdge(EdgeKind.write, read, argument, label);
    };
    this.watch(
      fn,
      `${field}:${String(node)}`,
      (call) => {
        const argument = this.argument(call, position);
        const outer = this.names.parameterOf(argument);
        if (outer) this.fill(outer, storage, field);
        else for (const name of this.names.namesOf(argument)) put(name, argument < 0 ? node : argument, call);
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
    const { program } = this.search;
    this.search.addEdge(EdgeKind.write, value, program.functions[fn]?.returned ?? -1, program.string(field));
    this.watch(
      fn,
      `${field}:${String(node)}:${String(value)}`,
      (call) => {
        const { result } = program.calls[call] ?? { result: -1 };
        if (result < 0) return;
        const left = this.fields.read(result, field, call);
        const argument = this.argument(call, position);
        const outer = this.names.parameterOf(argument);
        if (outer) this.leave(outer, field, call, left, write);
        else for (const name of this.names.namesOf(argument)) write(left, name, call);
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
    for (const call of [...(this.search.program.callers[fn] ?? [])]) this.tell(watch, call);
  }

  private tell({ seen, handle }: Watch, call: number): void {
    if (seen.has(call)) return;
    seen.add(call);
    handle(call);
  }

  private argument(call: number, position: number): number {
    const record = this.search.program.calls[call];
    if (!record || (record.spread >= 0 && position >= record.spread)) return -1;
    return record.arguments[position] ?? -1;
  }
}
