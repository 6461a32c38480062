import {
  EdgeKind,
  NodeKind,
  elementField,
  isHiddenField,
  namedByConstant,
  transforms,
  unknownField,
} from "../../model/module-graph.ts";
import type { IncomingEdges } from "../../model/program.ts";
import type { Transform } from "../../model/rule-set.ts";
import { addReceiverWrite, classAround } from "../modules/link-receivers.ts";
import type { TargetSearch } from "../targets/target-search.ts";

/**
 * Nodes and edges that rules add at a call, as if the text read and wrote fields there; reading a field of one value twice gives
 * one node.
 */
export class FieldNodes {
  private readonly search: TargetSearch;
  /** Edges as the modules have them. */
  private readonly incoming: IncomingEdges;
  private readonly reads = new Map<string, number>();
  private readonly stores = new Map<string, number>();

  constructor(search: TargetSearch, incoming: IncomingEdges) {
    this.search = search;
    this.incoming = incoming;
  }

  newNode(call: number, kind: NodeKind, name?: string, payload = -1): number {
    const record = this.search.program.calls[call];
    return this.search.program.addNode(
      kind,
      name,
      record?.module ?? 0,
      record?.owner ?? 0,
      record?.start ?? 0,
      record?.end ?? 0,
      payload,
    );
  }

  /** `base.field` */
  read(base: number, field: string, call: number): number {
    const key = `${String(base)}.${field}`;
    let node = this.reads.get(key);
    if (node === undefined) {
      node = this.newNode(call, NodeKind.value);
      this.reads.set(key, node);
      this.search.addEdge(EdgeKind.read, base, node, this.search.program.string(field));
    }
    return node;
  }

  readPath(container: number, path: readonly string[], call: number): number {
    let node = container;
    for (const field of path) node = this.read(node, field, call);
    return node;
  }

  /** What a field of a value holds. Of an object literal it is what is written there, or nothing. */
  fieldOf(base: number, field: string, call: number): readonly number[] {
    const { program } = this.search;
    const { start, kind, label, from } = this.incoming;
    const read = (): readonly number[] => [this.read(base, field, call)];
    const isLiteral = program.nodeKind[base] === NodeKind.object && base + 1 < start.length;
    if (!isLiteral || isWildcard(field) || isHiddenField(field)) return read();
    const written: number[] = [];
    for (let slot = start[base] ?? 0; slot < (start[base + 1] ?? 0); slot++) {
      const name = program.strings[label[slot] ?? -1] ?? "";
      if (kind[slot] !== EdgeKind.write || isWildcard(name) || name === `get ${field}`) return read();
      if (name === field) written.push(from[slot] ?? -1);
    }
    return written;
  }

  /** What is read by a key that is computed is named by it, as a field that is written is. */
  name(node: number, name: string): void {
    const { program } = this.search;
    if ((program.nodeName[node] ?? -1) < 0) program.nodeName[node] = program.string(name);
  }

  /** A value under the name that a constant gives it; the payload says that it is no name of the program. */
  named(call: number, value: number, name: string): number {
    const node = this.newNode(call, NodeKind.value, name, namedByConstant);
    this.search.addEdge(EdgeKind.copy, value, node);
    return node;
  }

  /** A value without anything that could be read from it. */
  alone(call: number, value: number): number {
    const node = this.newNode(call, NodeKind.value);
    this.search.addEdge(EdgeKind.derive, value, node, transforms.indexOf("text"));
    return node;
  }

  /** A value without some of its fields. */
  without(call: number, value: number, fields: readonly string[]): number {
    const node = this.newNode(call, NodeKind.value);
    this.search.addEdge(EdgeKind.without, value, node, this.search.program.string(fields.join(",")));
    return node;
  }

  /** `container.a.b = value` */
  writePath(
    container: number,
    path: readonly string[],
    value: number,
    transform: Transform | undefined,
    call: number,
  ): void {
    let current = transform === undefined ? value : this.converted(value, transform, call);
    for (let index = path.length - 1; index > 0; index--) {
      const object = this.newNode(call, NodeKind.object);
      this.search.addEdge(EdgeKind.write, current, object, this.search.program.string(path[index] ?? unknownField));
      current = object;
    }
    const [first] = path;
    if (first === undefined) this.search.addEdge(EdgeKind.copy, current, container);
    else {
      const field = this.search.program.string(first);
      this.search.addEdge(EdgeKind.write, current, container, field);
      this.shareWithInstance(container, field, current, call);
    }
  }

  /** What a call of a method that a class has from outside (`this.setState(…)`) leaves in `this` is in the instance. */
  private shareWithInstance(container: number, field: number, value: number, call: number): void {
    const { program } = this.search;
    const record = program.calls[call];
    if (record?.receiverAfter !== container || !/^this\.[^.]+$/.test(record.written)) return;
    const owner = classAround(program, record.owner);
    if (owner >= 0) addReceiverWrite(program, owner, field, value);
  }

  private converted(value: number, transform: Transform, call: number): number {
    const node = this.newNode(call, NodeKind.value);
    this.search.addEdge(EdgeKind.convert, value, node, transforms.indexOf(transform));
    return node;
  }

  /** A place that one call has for itself. */
  placeOf(call: number): number {
    return this.store(`here ${String(call)}`);
  }

  /** A place that the whole program shares. */
  store(name: string): number {
    let node = this.stores.get(name);
    if (node === undefined) {
      node = this.search.program.addNode(NodeKind.global, `store(${name})`, 0, 0, 0, 0);
      this.stores.set(name, node);
    }
    return node;
  }
}

/** Whether a field stands for more than one. */
export function isWildcard(field: string): boolean {
  return field === unknownField || field === elementField;
}
