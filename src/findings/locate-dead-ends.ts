import type { DeadEnd } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import { spokenCall, type Program } from "../model/program.ts";
import type { RawDeadEnd } from "../model/raw-flow.ts";

/** Gives dead ends of the solver their places in the files; the order stays. */
export function locateDeadEnds(
  program: Program,
  deadEnds: readonly RawDeadEnd[],
  locate: (file: string, start: number, end: number) => Location,
): DeadEnd[] {
  const placed = (index: number): { readonly callee: string; readonly location: Location } | undefined => {
    const call = program.calls[index];
    if (!call) return undefined;
    const file = program.modules[call.module]?.path ?? "";
    return { callee: spokenCall(call), location: locate(file, call.start, call.end) };
  };
  return deadEnds.flatMap(({ sinkCall, vendor, reason, call: index, api, data }) => {
    const sink = placed(sinkCall);
    const call = placed(index);
    if (!sink || !call) return [];
    return [{ reason, vendor, sink, call: api === undefined ? call : { ...call, api }, ...(data && { data }) }];
  });
}
