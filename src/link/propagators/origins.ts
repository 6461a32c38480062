import { EdgeKind, NodeKind } from "../../model/module-graph.ts";
import type { IncomingEdges, Program } from "../../model/program.ts";
import { TokenKind } from "../targets/points-to.ts";
import type { TargetSearch } from "../targets/target-search.ts";
import type { FieldNodes } from "./field-nodes.ts";

/** Values looked at to find where one was made. */
const maximumSteps = 60;

/**
 * The object that a value is, whichever variable or version of it holds it: where it was made, or for an object of a class of the
 * program the instance that all of them share. What is put there is found by those who looked before as well:
 *
 *   const bus = new Emitter();   bus.on("booked", send);   bus.emit("booked", visit);
 */
export class Origins {
  private readonly search: TargetSearch;
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly fields: FieldNodes;

  constructor(search: TargetSearch, incoming: IncomingEdges, fields: FieldNodes) {
    this.search = search;
    this.program = search.program;
    this.incoming = incoming;
    this.fields = fields;
  }

  /** One of several objects has no origin: the value stands for itself. */
  of(value: number, call: number): number {
    const { points } = this.search;
    const classes = new Set<number>();
    points.forEach(value, (token) => {
      if (points.kindOf(token) === TokenKind.instance) classes.add(points.indexOf(token));
    });
    const [only, other] = classes;
    if (only !== undefined && other === undefined) return this.program.classes[only]?.instance ?? value;
    return this.madeAt(value, call) ?? value;
  }

  private madeAt(value: number, call: number): number | undefined {
    let origin: number | undefined;
    const seen = new Set([value]);
    for (const node of seen) {
      if (seen.size > maximumSteps) return undefined;
      const before = this.before(node);
      if (before.length > 0) for (const from of before) seen.add(from);
      else {
        const end = this.fieldOfInstance(node, call) ?? node;
        if (origin !== undefined && origin !== end) return undefined;
        origin = end;
      }
    }
    return origin;
  }

  /** The same object one step before, in the variables and closures that hold it. */
  private before(node: number): readonly number[] {
    const { start, kind, from, label } = this.incoming;
    const found: number[] = [];
    if (node < 0 || node + 1 >= start.length) return found;
    for (let slot = start[node] ?? 0; slot < (start[node + 1] ?? 0); slot++) {
      const source = from[slot] ?? -1;
      if (kind[slot] === EdgeKind.copy || kind[slot] === EdgeKind.guard || kind[slot] === EdgeKind.without)
        found.push(source);
      else if (kind[slot] === EdgeKind.read && this.program.nodeKind[source] === NodeKind.environment)
        found.push(...this.captured(source, label[slot] ?? -1));
    }
    return found;
  }

  /** What a function captures under a name. */
  private captured(environment: number, name: number): readonly number[] {
    const { start, kind, from, label } = this.incoming;
    const closure = this.program.functions[this.program.nodeOwner[environment] ?? -1]?.node ?? -1;
    const found: number[] = [];
    if (closure < 0 || closure + 1 >= start.length) return found;
    for (let slot = start[closure] ?? 0; slot < (start[closure + 1] ?? 0); slot++)
      if (kind[slot] === EdgeKind.write && label[slot] === name) found.push(from[slot] ?? -1);
    return found;
  }

  /** `this.bus` in the methods of a class is one object. */
  private fieldOfInstance(node: number, call: number): number | undefined {
    const { start, kind, from, label } = this.incoming;
    const slot = start[node] ?? 0;
    if (node + 1 >= start.length || slot === start[node + 1] || kind[slot] !== EdgeKind.read) return undefined;
    const receiver = this.madeAt(from[slot] ?? -1, call) ?? -1;
    const isInstance = this.program.nodeKind[receiver] === NodeKind.instance;
    return isInstance ? this.fields.read(receiver, this.program.strings[label[slot] ?? -1] ?? "", call) : undefined;
  }
}
