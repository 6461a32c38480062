import type { LoadedTracker } from "../model/loaded-tracker.ts";
import { EdgeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";

/** Calls of functions that are looked at: the place itself, what calls its function, what calls that. */
const maximumLevels = 3;
const maximumNodes = 60;

export interface RouteGuardInput {
  readonly program: Program;
  readonly incoming: IncomingEdges;
  /** Whether a name or text speaks of pages: `pathname`, `/portal`, `isIntake`. */
  readonly speaksOfPages: (text: string) => boolean;
}

/**
 * Whether a tracker is loaded only on some pages, as far as that is written where it is loaded: what it checks is not worked out,
 * so nothing is told of the pages.
 *
 *   {pathname.startsWith("/portal") ? null : <Recorder />}
 */
export function isGuardedByRoute(input: RouteGuardInput, loaded: LoadedTracker): boolean {
  const { program } = input;
  let calls = [loaded.call >= 0 ? loaded.call : callAround(program, loaded)];
  for (let level = 0; level < maximumLevels; level++) {
    const conditions = calls.flatMap((call) => program.calls[call]?.conditions ?? []);
    if (conditions.some((condition) => speaks(input, condition >> 1))) return true;
    const owners = new Set(calls.map((call) => program.calls[call]?.owner ?? -1));
    calls = [...owners].flatMap((owner) => program.callers[owner] ?? []);
  }
  return false;
}

/** The innermost call in which something is written, or -1. */
function callAround(program: Program, { module, start, end }: LoadedTracker): number {
  let found = -1;
  let length = Infinity;
  const last = program.callBase[module + 1] ?? program.calls.length;
  for (let index = program.callBase[module] ?? 0; index < last; index++) {
    const call = program.calls[index];
    if (!call || call.start > start || call.end < end || call.end - call.start >= length) continue;
    found = index;
    length = call.end - call.start;
  }
  return found;
}

function speaks({ program, incoming, speaksOfPages }: RouteGuardInput, condition: number): boolean {
  const seen = new Set([condition]);
  for (const node of seen) {
    if (seen.size > maximumNodes) return false;
    if (speaksOfPages(program.nameOf(node) ?? "")) return true;
    for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++) {
      seen.add(incoming.from[slot] ?? -1);
      const field = program.strings[incoming.label[slot] ?? -1];
      if (field !== undefined && incoming.kind[slot] === EdgeKind.read && speaksOfPages(field)) return true;
    }
  }
  return false;
}
