import { EdgeKind, NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";

/** Where what a call gives back is kept: the fields from its receiver (-1), an argument, or a value that functions share. */
export interface Origin {
  readonly kind: "port" | "shared";
  /** For a port -1 or the position of the argument, else the node. */
  readonly at: number;
  readonly fields: readonly number[];
}

/** A place on the way back from a result: a value, and the fields from it to the result. */
interface Place {
  readonly node: number;
  readonly fields: readonly number[];
}

/** Values on the way back from one result, fields below them, and calls in each other; what is cut is in `cut`. */
const maximumPlaces = 48;
const maximumFields = 3;
const maximumCalls = 3;

/**
 * Whether what a call gives back is, or is a part of, something that lives on, so that a change of the result is a change of that:
 *
 *   days.get(day).push(dx)            the result is a field of the receiver
 *   const current = () => session;    current().reason = dx changes the shared `session`
 *   line(text) { return this; }       letter.line("Dear doctor").line(dx) changes `letter`
 */
export class GivenBack {
  /** Results that were not followed back to the end. */
  readonly cut = new Set<number>();
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly callsByResult: ReadonlyMap<number, readonly number[]>;
  private readonly ofFunctions = new Map<number, readonly Origin[]>();
  private readonly ofCalls = new Map<number, readonly Origin[]>();

  constructor(program: Program, incoming: IncomingEdges, callsByResult: ReadonlyMap<number, readonly number[]>) {
    this.program = program;
    this.incoming = incoming;
    this.callsByResult = callsByResult;
  }

  /** For each shared value, the changed results that are (a part of) it. */
  changesOfShared(): ReadonlyMap<number, readonly { readonly node: number; readonly fields: readonly number[] }[]> {
    const changes = new Map<number, { node: number; fields: readonly number[] }[]>();
    this.program.calls.forEach(({ resultAfter }, index) => {
      if (resultAfter < 0) return;
      for (const { kind, at, fields } of this.originsOf(index)) {
        if (kind !== "shared") continue;
        const known = changes.get(at);
        if (known) known.push({ node: resultAfter, fields });
        else changes.set(at, [{ node: resultAfter, fields }]);
      }
    });
    return changes;
  }

  originsOf(call: number, depth = 0): readonly Origin[] {
    const known = this.ofCalls.get(call);
    if (known) return known;
    const record = this.program.calls[call];
    if (!record) return [];
    if (depth > maximumCalls) {
      this.cut.add(record.result);
      return [];
    }
    this.ofCalls.set(call, []);
    const functions = this.program.targets[call]?.functions ?? [];
    const origins =
      functions.length === 0
        ? this.originsFrom(record.result, record.owner, depth, (node) => {
            if (node === record.receiver) return -1;
            const position = record.arguments.indexOf(node);
            return position < 0 ? undefined : position;
          })
        : functions.flatMap((fn) => this.originsOfFunction(fn, depth));
    this.ofCalls.set(call, origins);
    return origins;
  }

  private originsOfFunction(fn: number, depth: number): readonly Origin[] {
    const known = this.ofFunctions.get(fn);
    if (known) return known;
    const info = this.program.functions[fn];
    if (!info) return [];
    this.ofFunctions.set(fn, []);
    const origins = this.originsFrom(info.returned, fn, depth, (node) => {
      if (node === info.receiver) return -1;
      const position = info.parameters.indexOf(node);
      return position < 0 ? undefined : position;
    });
    this.ofFunctions.set(fn, origins);
    return origins;
  }

  /** Walks back from a result over values that are the same object, or have it as a field. */
  private originsFrom(
    result: number,
    owner: number,
    depth: number,
    portOf: (node: number) => number | undefined,
  ): Origin[] {
    const origins: Origin[] = [];
    const places: Place[] = [{ node: result, fields: [] }];
    const seen = new Set<string>();
    for (const place of places) {
      const key = `${String(place.node)}:${place.fields.join(".")}`;
      if (seen.has(key)) continue;
      if (places.length > maximumPlaces) {
        this.cut.add(result);
        break;
      }
      seen.add(key);
      const port = portOf(place.node);
      if (port !== undefined) origins.push({ kind: "port", at: port, fields: place.fields });
      else if (this.program.nodeKind[place.node] === NodeKind.cell)
        origins.push({ kind: "shared", at: place.node, fields: place.fields });
      else places.push(...this.before(place, owner, depth));
    }
    return origins;
  }

  private before(place: Place, owner: number, depth: number): Place[] {
    const { incoming, program } = this;
    const found: Place[] = [];
    for (let slot = incoming.start[place.node] ?? 0; slot < (incoming.start[place.node + 1] ?? 0); slot++) {
      const from = incoming.from[slot] ?? -1;
      if (program.nodeOwner[from] !== owner && program.nodeKind[from] !== NodeKind.cell) continue;
      const fields = this.fieldsBefore(place, incoming.kind[slot], incoming.label[slot] ?? 0);
      if (fields) found.push({ node: from, fields });
    }
    for (const call of this.callsByResult.get(place.node) ?? []) {
      const record = program.calls[call];
      if (record?.owner !== owner) continue;
      for (const origin of this.originsOf(call, depth + 1)) {
        const fields = [...origin.fields, ...place.fields];
        const node =
          origin.kind === "shared" ? origin.at : origin.at < 0 ? record.receiver : (record.arguments[origin.at] ?? -1);
        if (fields.length > maximumFields) this.cut.add(place.node);
        else if (node >= 0) found.push({ node, fields });
      }
    }
    return found;
  }

  /** The fields from the value before an edge, or undefined when the result is no part of it. */
  private fieldsBefore(
    { node, fields }: Place,
    kind: number | undefined,
    label: number,
  ): readonly number[] | undefined {
    switch (kind) {
      case EdgeKind.copy:
      case EdgeKind.guard:
        return fields;
      case EdgeKind.without:
        return (this.program.strings[label] ?? "").split(",").includes(this.program.strings[fields[0] ?? -1] ?? "")
          ? undefined
          : fields;
      case EdgeKind.read:
        if (fields.length < maximumFields) return [label, ...fields];
        this.cut.add(node);
        return undefined;
      case EdgeKind.write:
        return fields[0] === label ? fields.slice(1) : undefined;
      default:
        return undefined;
    }
  }
}
