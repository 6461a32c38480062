import type { Limits } from "../model/options.ts";
import { exactly } from "./access-paths.ts";
import type { BoundsMet } from "./bounds-met.ts";
import { collectFlows, type CollectInput, type TaintFlow } from "./collect-flows.ts";
import { Mask } from "./facts.ts";
import type { SinkPort } from "./match-sinks.ts";
import type { Run } from "./search.ts";

/**
 * A vendor call that runs only for one health answer tells the answer, whatever it sends. Looked at are the conditions of
 * the call itself and of the calls of the function around it: one level, no deeper.
 */
export function findDecisions(
  input: CollectInput,
  run: Run,
  sink: SinkPort,
  limits: Limits,
  bounds: BoundsMet,
): TaintFlow[] {
  const { program, solver } = input;
  const flows: TaintFlow[] = [];
  const calls = decidingCalls(input, run, sink);
  const conditionsOf = (call: number): readonly number[] => program.calls[call]?.conditions ?? [];
  for (const call of calls.slice(0, limits.decisionsPerSink)) {
    for (const condition of conditionsOf(call)) {
      const asked = solver.run(condition >> 1, exactly, Mask.health | Mask.implicit, call, {
        callers: sink.callers,
        maximum: limits.factsPerDecision,
      });
      bounds.noteDecision(sink.call, asked.cut);
      for (const flow of collectFlows(input, asked, sink)) flows.push({ ...flow, place: call });
    }
  }
  if (calls.slice(limits.decisionsPerSink).some((call) => conditionsOf(call).length > 0)) bounds.noteLeftOut(sink.call);
  return flows;
}

/** The vendor call, the calls of the function around it, and where its payload is composed. */
function decidingCalls({ program, solver }: CollectInput, run: Run, sink: SinkPort): readonly number[] {
  const calls = new Set([sink.call]);
  const owner = program.calls[sink.call]?.owner ?? -1;
  for (const caller of program.callers[owner] ?? [])
    if (sink.callers?.get(owner)?.has(caller) !== false) calls.add(caller);
  for (const fact of run.root.order) calls.add(solver.facts.place(fact) >> 1);
  return [...calls];
}
