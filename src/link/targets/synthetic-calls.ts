import { FunctionFlag } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import type { IntLists } from "../../util/int-lists.ts";
import type { HandOvers } from "./hand-overs.ts";

/** Calls that the text does not show: those that outside APIs, accessors and writes to outside APIs make. */
export class SyntheticCalls {
  private readonly program: Program;
  private readonly handOvers: HandOvers;
  private readonly callsOf: IntLists;
  private readonly unresolved: number[] = [];

  /** @param callsOf  for each node, the calls whose callee it is; calls that are added are added there */
  constructor(program: Program, handOvers: HandOvers, callsOf: IntLists) {
    this.program = program;
    this.handOvers = handOvers;
    this.callsOf = callsOf;
  }

  /** A call that the text does not show, at the place of a node. */
  add(
    callee: number,
    receiver: number,
    values: readonly number[],
    result: number,
    at: number,
    written: string,
    flags = 0,
    argumentsAfter: readonly number[] = values.map(() => -1),
  ): number {
    const { program } = this;
    const index = program.addCall({
      callee,
      receiver,
      receiverAfter: -1,
      arguments: values,
      argumentsAfter,
      spread: -1,
      result,
      resultAfter: -1,
      thrown: -1,
      written,
      flags,
      owner: program.nodeOwner[at] ?? 0,
      module: program.nodeModule[at] ?? 0,
      start: program.nodeStart[at] ?? 0,
      end: program.nodeEnd[at] ?? 0,
      conditions: [],
      synthetic: true,
    });
    if (callee >= 0) {
      this.callsOf.append(callee, index);
      this.unresolved.push(index);
    }
    return index;
  }

  /** A call that was added and is still to be resolved by what its callee stands for already; each is given once. */
  takeUnresolved(): number | undefined {
    return this.unresolved.pop();
  }

  /** Gives a synthetic call a receiver. */
  setReceiver(index: number, receiver: number, receiverAfter: number): void {
    const call = this.program.calls[index];
    if (!call) return;
    this.program.calls[index] = { ...call, receiver, receiverAfter };
    for (const fn of this.program.targets[index]?.functions ?? []) {
      const callee = this.program.functions[fn];
      if (callee && (callee.class < 0 || (callee.flags & FunctionFlag.static) !== 0))
        this.handOvers.copy(receiver, callee.receiver);
    }
  }

  /** Hands an argument to the functions that a synthetic call is joined to already. */
  addArgument(index: number, position: number, argument: number): void {
    for (const fn of this.program.targets[index]?.functions ?? []) {
      const callee = this.program.functions[fn];
      if (callee) this.handOvers.copy(argument, callee.parameters[position] ?? callee.parameters.at(-1) ?? -1);
    }
  }
}
