import { CallFlag, NodeKind, hiddenMark } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";
import { Via, type FactTable } from "./facts.ts";
import type { FunctionValues } from "./function-values.ts";

/** Steps looked at inside a function that a payload passes through. */
const maximumSteps = 64;

/**
 * Where a payload is composed, as `FactTable.place` writes it. A function that hands on its own parameter (whole, spread, wrapped,
 * serialised, taken apart by its pattern, from a callback written inside it) is not the place; the call that passes it
 * something is.
 *
 *   const track = (name, details) => fbq("track", name, withPage({ ...details }));
 *   const withPage = (details) => ({ page: 1, ...details });
 *   track("Lead", { reason: visit.diagnosis });      // the place of `reason` is this call, not that of fbq
 */
export class PayloadPlaces {
  private readonly program: Program;
  private readonly facts: FactTable;
  private readonly functionValues: FunctionValues;
  /** Facts that left a function → whether it only hands on what it is given. */
  private readonly handingOn = new Map<number, boolean>();

  constructor(program: Program, facts: FactTable, functionValues: FunctionValues) {
    this.program = program;
    this.facts = facts;
    this.functionValues = functionValues;
  }

  /** The place after one more step away from the sink: from the fact `parent` to `node`. */
  after(
    parent: number,
    node: number,
    via: Via,
    detail: number,
    inner: number,
    place = this.facts.place(parent),
  ): number {
    if ((place & 1) === 0) return place;
    const from = this.facts.node(parent);
    const isOfCallback = via === Via.exit && this.program.nodeKind[from] === NodeKind.parameter;
    if (inner >= 0 && !isOfCallback) return this.isHandedOn(inner) ? place : place - 1;
    switch (via) {
      case Via.copy:
      case Via.write:
      case Via.without:
      case Via.convert:
        return place;
      case Via.read: {
        const isOwn =
          this.program.nodeKind[from] === NodeKind.parameterField ||
          this.program.strings[detail]?.startsWith(hiddenMark) === true;
        return isOwn ? place : place - 1;
      }
      case Via.shared:
        return this.program.nodeKind[node] === NodeKind.function && this.functionValues.isInlineCallback(from)
          ? place
          : place - 1;
      case Via.exit: {
        const call = this.program.calls[detail];
        if (!call || !isOfCallback) return place - 1;
        if (inner >= 0 && !this.isForwarded(inner)) return place - 1;
        if (inner >= 0 && this.program.nodeKind[this.facts.node(inner)] === NodeKind.environment) return place;
        return call.synthetic || (call.flags & CallFlag.jsx) !== 0 ? place - 1 : 2 * detail + 1;
      }
      default:
        return place - 1;
    }
  }

  /** Whether a function that the fact `left` through a parameter gives that parameter back whole, perhaps with more beside it. */
  private isHandedOn(left: number): boolean {
    const known = this.handingOn.get(left);
    if (known !== undefined) return known;
    // A recursion does not ask again.
    this.handingOn.set(left, false);
    const answer = this.onlyHandsOn(left);
    this.handingOn.set(left, answer);
    return answer;
  }

  private onlyHandsOn(left: number): boolean {
    const { facts, program } = this;
    if (program.nodeKind[facts.node(left)] !== NodeKind.parameter) return false;
    let fact = left;
    for (let step = 0; step < maximumSteps; step++) {
      const parent = facts.parent(fact);
      if (parent < 0) return true;
      const inner = facts.inner(fact);
      const isPassed = inner >= 0 ? this.isHandedOn(inner) : isWhole(facts.via(fact));
      if (!isPassed) return false;
      fact = parent;
    }
    return false;
  }

  /** Whether a function hands on what it is given as it is, or an inline callback what it captures, to what it calls. */
  private isForwarded(fact: number): boolean {
    const port = this.facts.node(fact);
    if (this.program.nodeKind[port] !== NodeKind.parameter && !this.functionValues.isInlineCallback(port)) return false;
    for (let current = fact; this.facts.parent(current) >= 0; current = this.facts.parent(current)) {
      const parent = this.facts.parent(current);
      if (
        this.after(parent, this.facts.node(current), this.facts.via(current), this.facts.detail(current), -1, 1) !== 1
      )
        return false;
    }
    return true;
  }
}

/** A helper that puts what it is given under a name of its own, or takes it apart, composes. */
function isWhole(via: Via): boolean {
  return via === Via.copy || via === Via.without || via === Via.convert;
}
