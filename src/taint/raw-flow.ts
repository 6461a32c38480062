import { NodeKind, hiddenMark, transforms } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";
import type { Move, RawFlow, Stop } from "../model/raw-flow.ts";
import type { TaintFlow } from "./collect-flows.ts";
import { Mask, Via } from "./facts.ts";
import type { Solver } from "./solver.ts";

/** Turns a path of facts into plain data for the findings stage. */
export function toRawFlow(program: Program, solver: Solver, flow: TaintFlow): RawFlow {
  const { trace, sink, mask } = flow;
  const stops = trace.map((fact, index) => stopOf(program, solver, fact, trace[index + 1]));
  return {
    sinkCall: sink.call,
    place: flow.place,
    spec: sink.spec,
    role: sink.role,
    port: sink.port,
    label: flow.label,
    field: flow.field,
    strength: flow.strength,
    isText: program.nodeKind[solver.facts.node(trace[0] ?? -1)] === NodeKind.constant,
    implicit: (mask & Mask.implicit) !== 0,
    guessed:
      (mask & Mask.guessed) !== 0 ||
      stops.some((stop) => stop.call >= 0 && program.targets[stop.call]?.guessed === true),
    stops,
  };
}

function stopOf(program: Program, solver: Solver, fact: number, next: number | undefined): Stop {
  const { facts } = solver;
  const node = facts.node(fact);
  const detail = facts.detail(fact);
  const plain = { node, call: -1, field: undefined, transform: undefined };
  if (next === undefined) return { ...plain, move: "copy" };
  const via = facts.via(fact);
  switch (via) {
    case Via.seed: {
      const into = facts.node(next);
      // Out of a function that the function around the call was given: the seed is what that call passes.
      if (program.nodeKind[into] === NodeKind.parameter || program.nodeKind[into] === NodeKind.environment)
        return { ...plain, move: argumentMove(program, into), call: callPassing(program, node, into) };
      return { ...plain, move: "return", call: solver.callInto(facts.context(fact), next) };
    }
    case Via.exit:
      return { ...plain, move: argumentMove(program, facts.node(next)), call: detail };
    case Via.read:
      if (program.strings[detail]?.startsWith(hiddenMark) === true) return { ...plain, move: "capture" };
      return {
        ...plain,
        move: isPattern(program, facts.node(next)) ? "pick" : "read",
        field: program.strings[detail],
      };
    case Via.write:
      if (program.strings[detail]?.startsWith(hiddenMark) === true) return { ...plain, move: "capture" };
      return { ...plain, move: "write", field: program.strings[detail] };
    case Via.derive:
      return { ...plain, move: "derive", transform: transforms[detail] };
    case Via.convert:
      return { ...plain, move: "convert", transform: transforms[detail] };
    case Via.outside:
      return { ...plain, move: "outside", call: detail };
    case Via.shared:
      return {
        ...plain,
        move: program.nodeKind[facts.node(next)] === NodeKind.environment ? "capture" : "shared",
      };
    default:
      return { ...plain, move: "copy" };
  }
}

function argumentMove(program: Program, into: number): Move {
  return program.nodeKind[into] === NodeKind.parameter ? "argument" : "shared";
}

/** A parameter taken apart by its pattern is still the function's own parameter. */
function isPattern(program: Program, node: number): boolean {
  return program.nodeKind[node] === NodeKind.parameterField;
}

/** The call that passes a value to a function, at one of its parameters. */
function callPassing(program: Program, value: number, into: number): number {
  const callers = program.callers[program.nodeOwner[into] ?? -1] ?? [];
  return callers.find((call) => program.calls[call]?.arguments.includes(value)) ?? -1;
}
