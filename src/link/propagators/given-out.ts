import { EdgeKind, hiddenMark } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import { packEdges } from "../targets/pack-edges.ts";

/** Places looked at for one value, and fields that it is put below. */
const maximumPlaces = 2000;
const maximumDepth = 4;

/** A node, and the fields of it that the value was put below, innermost first. */
interface Place {
  readonly node: number;
  readonly fields: readonly number[];
}

/**
 * Values that the program gives to somebody outside, who may fill them: what it exports, and what is in the result of a function
 * that nothing in the program calls.
 *
 *   setup() { const reason = ref(""); const page = ref(1); return { reason }; }     a template may fill `reason`, and not `page`
 */
export class GivenOut {
  private readonly program: Program;
  private readonly start: Int32Array;
  private readonly edges: Int32Array;
  /** Functions by the node of what they return. */
  private readonly returns: ReadonlyMap<number, number>;
  private readonly exported: ReadonlySet<number>;

  /** Made when all call targets are known. */
  constructor(program: Program) {
    this.program = program;
    [this.start, this.edges] = packEdges(program, (edge) => program.edgeFrom[edge] ?? -1);
    this.returns = new Map(program.functions.map(({ returned }, fn) => [returned, fn]));
    this.exported = new Set(
      program.modules.flatMap(({ exports }, module) =>
        exports.map(({ node }) => node + (program.nodeBase[module] ?? 0)),
      ),
    );
  }

  has(value: number): boolean {
    const work: Place[] = [{ node: value, fields: [] }];
    const seen = new Set<string>();
    for (let place = work.pop(); place && seen.size < maximumPlaces; place = work.pop()) {
      const key = `${String(place.node)}.${place.fields.join(".")}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (this.exported.has(place.node)) return true;
      const fn = this.returns.get(place.node);
      if (fn !== undefined) {
        const calls = this.program.callers[fn] ?? [];
        if (calls.every((call) => this.program.calls[call]?.synthetic === true)) return true;
        for (const call of calls) work.push({ ...place, node: this.program.calls[call]?.result ?? -1 });
      }
      for (let slot = this.start[place.node] ?? 0; slot < (this.start[place.node + 1] ?? 0); slot++) {
        const next = this.along(place, this.edges[slot] ?? -1);
        if (next) work.push(next);
      }
    }
    return false;
  }

  private along({ node, fields }: Place, edge: number): Place | undefined {
    const { edgeKind, edgeTo, edgeLabel, strings } = this.program;
    const to = edgeTo[edge] ?? node;
    const field = edgeLabel[edge] ?? -1;
    switch (edgeKind[edge]) {
      case EdgeKind.copy:
      case EdgeKind.guard:
      case EdgeKind.without:
        return { node: to, fields };
      case EdgeKind.write:
        // A function that captures it keeps it for itself.
        if (fields.length >= maximumDepth || strings[field]?.startsWith(hiddenMark) === true) return undefined;
        return { node: to, fields: [field, ...fields] };
      case EdgeKind.read:
        return fields[0] === field ? { node: to, fields: fields.slice(1) } : undefined;
      default:
        return undefined;
    }
  }
}
