import { CallFlag, NodeKind } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";
import { Via, type FactTable } from "./facts.ts";
import type { FunctionValues } from "./function-values.ts";

/**
 * Where a payload is composed, as `FactTable.place` writes it. A function that hands on its own parameter (whole, spread, wrapped,
 * serialised, taken apart by its pattern, from a callback written inside it) is not the place; the call that passes it
 * something is.
 *
 *   const track = (name, details) => fbq("track", name, { ...details });
 *   track("Lead", { reason: visit.diagnosis });      // the place of `reason` is this call, not that of fbq
 */
export class PayloadPlaces {
  private readonly program: Program;
  private readonly facts: FactTable;
  private readonly functionValues: FunctionValues;

  constructor(program: Program, facts: FactTable, functionValues: FunctionValues) {
    this.program = program;
    this.facts = facts;
    this.functionValues = functionValues;
  }

  /** The place after one more step away from the sink: from the fact `parent` to `node`. */
  after(parent: number, node: number, via: Via, detail: number, inner: number): number {
    const place = this.facts.place(parent);
    if ((place & 1) === 0) return place;
    const from = this.facts.node(parent);
    switch (via) {
      case Via.copy:
      case Via.write:
      case Via.without:
      case Via.convert:
        return place;
      case Via.read: {
        const isOwn =
          this.program.nodeKind[from] === NodeKind.parameterField ||
          this.program.strings[detail]?.startsWith("$") === true;
        return isOwn ? place : place - 1;
      }
      case Via.shared:
        return this.program.nodeKind[node] === NodeKind.function && this.functionValues.isInlineCallback(from)
          ? place
          : place - 1;
      case Via.exit: {
        const call = this.program.calls[detail];
        if (inner >= 0 || !call || this.program.nodeKind[from] !== NodeKind.parameter) return place - 1;
        return call.synthetic || (call.flags & CallFlag.jsx) !== 0 ? place - 1 : 2 * detail + 1;
      }
      default:
        return place - 1;
    }
  }
}
