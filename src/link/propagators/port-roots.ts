import { EdgeKind, NodeKind, elementField } from "../../model/module-graph.ts";
import type { Port } from "../../model/port.ts";
import type { TargetSearch } from "../targets/target-search.ts";
import type { FieldNodes } from "./field-nodes.ts";
import type { Origins } from "./origins.ts";
import { typesGivenTo } from "../type-arguments.ts";

/** Where the walk along a port stands: at a value of the program, or at something that the outside API makes. */
export type Cursor = { readonly kind: "value"; readonly node: number; readonly after: number } | OutsideCursor;

export interface OutsideCursor {
  readonly kind: "outside";
  readonly container: number;
  readonly path: readonly string[];
}

/** The values of a call at which ports begin. */
export class PortRoots {
  private readonly search: TargetSearch;
  private readonly fields: FieldNodes;

  private readonly origins: Origins;

  constructor(search: TargetSearch, fields: FieldNodes, origins: Origins) {
    this.search = search;
    this.fields = fields;
    this.origins = origins;
  }

  /** Where a port begins. */
  at(call: number, port: Port): Cursor[] {
    const record = this.search.program.calls[call];
    if (!record) return [];
    switch (port.root.kind) {
      case "argument":
        return this.ofArgument(call, port.root.index);
      case "arguments": {
        const cursors: Cursor[] = [];
        const last = record.arguments.length - 1;
        const start = record.spread < 0 ? port.root.from : Math.min(port.root.from, last);
        for (let index = start; index <= last; index++) cursors.push(...this.ofArgument(call, index, elementField));
        return cursors;
      }
      case "this":
        return record.receiver < 0 ? [] : [{ kind: "value", node: record.receiver, after: record.receiverAfter }];
      case "origin": {
        const { of } = port.root;
        const value = of === "this" ? record.receiver : (record.arguments[of] ?? -1);
        return value < 0 ? [] : [{ kind: "value", node: this.origins.of(value, call), after: -1 }];
      }
      case "callee":
        return record.callee < 0 ? [] : [{ kind: "value", node: record.callee, after: -1 }];
      case "owner": {
        const returned = this.search.program.functions[record.owner]?.returned ?? -1;
        return returned < 0 ? [] : [{ kind: "value", node: returned, after: -1 }];
      }
      case "type":
        return this.ofType(call, port.root.index);
      case "return":
        return record.result < 0 ? [] : [{ kind: "outside", container: record.result, path: [] }];
      case "here":
      case "store": {
        const { root } = port;
        const node = root.kind === "here" ? this.fields.placeOf(call) : this.fields.store(root.name);
        return [{ kind: "value", node, after: node }];
      }
    }
  }

  /** A value from outside, of a type that the call is written with. */
  ofType(call: number, index: number): Cursor[] {
    const type = typesGivenTo(this.search.program, call)[index];
    if (!type) return [];
    const node = this.fields.newNode(call, NodeKind.value);
    this.search.program.nodeTypes.set(node, JSON.stringify(type));
    this.search.addEdge(EdgeKind.copy, this.fields.store("typed by a call"), node);
    return [{ kind: "value", node, after: -1 }];
  }

  /** An argument; of one that is spread, the element at its place, or the one that is asked for. */
  ofArgument(call: number, index: number, element?: string): Cursor[] {
    const record = this.search.program.calls[call];
    if (!record) return [];
    if (record.spread >= 0 && index >= record.spread) {
      const list = record.arguments[record.spread] ?? -1;
      return list < 0
        ? []
        : [{ kind: "value", node: this.fields.read(list, element ?? String(index - record.spread), call), after: -1 }];
    }
    const node = record.arguments[index] ?? -1;
    return node < 0 ? [] : [{ kind: "value", node, after: record.argumentsAfter[index] ?? -1 }];
  }
}
