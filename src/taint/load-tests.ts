import { EdgeKind, NodeKind, elementField, isHiddenField } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { TypeTable } from "../model/type-table.ts";
import { exactly } from "./access-paths.ts";
import type { FactGraph } from "./fact-graph.ts";
import { Mask } from "./facts.ts";
import type { Solver } from "./solver.ts";

/**
 * Tells `if (!visit) return;`, which waits for a record, from `if (pregnant)`, which asks for an answer. Tests of a value alone
 * say only that there is one; where it is a record, there being one answers nothing.
 */
export class LoadTests {
  private readonly program: Program;
  private readonly solver: Solver;
  private readonly incoming: IncomingEdges;
  private readonly types: TypeTable;
  private readonly results: ReadonlySet<number>;
  private records: { readonly nodes: ReadonlySet<number>; readonly names: ReadonlySet<string> } | undefined;

  constructor(program: Program, solver: Solver, incoming: IncomingEdges, types: TypeTable) {
    this.program = program;
    this.solver = solver;
    this.incoming = incoming;
    this.types = types;
    this.results = new Set(program.calls.filter((call) => !call.synthetic).map((call) => call.result));
  }

  /** Whether the value at a fact only decides by being there, and is a record or what a call outside gives as a whole. */
  has(graph: FactGraph, fact: number): boolean {
    const { facts } = this.solver;
    if ((facts.mask(fact) & (Mask.implicit | Mask.decided)) !== Mask.implicit) return false;
    const passed = new Set([fact]);
    for (const current of passed) {
      const node = facts.node(current);
      if (facts.path(current) === exactly && this.isRecord(node)) return true;
      const sure = (graph.farther.get(current) ?? []).filter((far) => (facts.mask(far) & Mask.guessed) === 0);
      if (facts.path(current) === exactly && sure.length === 0 && this.results.has(node)) return true;
      for (const far of sure) if ((facts.mask(far) & Mask.decided) === 0) passed.add(far);
    }
    return false;
  }

  private isRecord(node: number): boolean {
    const { program } = this;
    if (program.nodeKind[node] === NodeKind.object || program.nodeKind[node] === NodeKind.instance) return true;
    const declared = this.types.typeOf(node);
    if (declared && this.types.fieldsOf(declared).size > 0) return true;
    this.records ??= this.findRecords();
    return this.records.nodes.has(node) || this.records.names.has(this.spoken(node) ?? "");
  }

  /** Values that a field is read of somewhere, other than to call it, and the variables of a file by their names. */
  private findRecords(): { readonly nodes: ReadonlySet<number>; readonly names: ReadonlySet<string> } {
    const { program, incoming } = this;
    const called = new Set(program.calls.map((call) => call.callee));
    const nodes = new Set<number>();
    const names = new Set<string>();
    for (let to = 0; to < program.nodeCount; to++) {
      if (called.has(to)) continue;
      for (let slot = incoming.start[to] ?? 0; slot < (incoming.start[to + 1] ?? 0); slot++) {
        if (incoming.kind[slot] !== EdgeKind.read) continue;
        const field = program.strings[incoming.label[slot] ?? -1] ?? "";
        if (isHiddenField(field) || field === elementField) continue;
        const from = incoming.from[slot] ?? -1;
        nodes.add(from);
        names.add(this.spoken(from) ?? "");
      }
    }
    names.delete("");
    return { nodes, names };
  }

  /** A variable by its file and name: closures read it through values of their own. */
  private spoken(node: number): string | undefined {
    switch (this.program.nodeKind[node]) {
      case NodeKind.variable:
      case NodeKind.cell:
      case NodeKind.parameter:
      case NodeKind.parameterField: {
        const name = this.program.nameOf(node);
        return name === undefined ? undefined : `${String(this.program.nodeModule[node])} ${name}`;
      }
      default:
        return undefined;
    }
  }
}
