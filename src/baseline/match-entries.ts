import type { FlowIdentity } from "../model/finding.ts";
import { groupBy } from "../util/group-by.ts";
import type { BaselineEntry } from "./baseline-file.ts";

export interface Matching {
  /** For each flow that is known, the entry that knows it; each entry knows one flow. */
  readonly known: ReadonlyMap<FlowIdentity, BaselineEntry>;
  /** Entries that know no flow. */
  readonly unmatched: readonly BaselineEntry[];
}

export interface MatchingContext {
  /** Where git says that files of the baseline are now; asked only when something is not where it was. */
  readonly renames: () => ReadonlyMap<string, string>;
}

/**
 * Finds for each flow the entry that accepted it, in passes from what is surest to what is left:
 *
 *   1. the same fingerprint: nothing that counts has changed
 *   2. the file was renamed, as git says
 *   3. variables of the function were renamed: the function is the same but for their names
 *   4. the code was moved to another function or file: the call, or the function around it, is the same
 *
 * Rule, vendor, sink, port and label are always the same, and so is the field but for the name of a local variable. What is
 * left is new: a second equal call, or one leak in the place of another.
 */
export function matchEntries(
  flows: readonly FlowIdentity[],
  entries: readonly BaselineEntry[],
  { renames }: MatchingContext,
): Matching {
  const known = new Map<FlowIdentity, BaselineEntry>();
  let openFlows = flows;
  let openEntries = entries;
  const pass = (
    keyOfFlow: (flow: FlowIdentity) => string,
    keyOfEntry: (entry: BaselineEntry) => string,
    agree: (flow: FlowIdentity, entry: BaselineEntry) => boolean = () => true,
  ): void => {
    if (openFlows.length === 0 || openEntries.length === 0) return;
    const byKey = groupBy(openEntries, keyOfEntry);
    const taken = new Set<BaselineEntry>();
    openFlows = openFlows.filter((flow) => {
      const entry = byKey.get(keyOfFlow(flow))?.find((each) => !taken.has(each) && agree(flow, each));
      if (entry === undefined) return true;
      taken.add(entry);
      known.set(flow, entry);
      return false;
    });
    openEntries = openEntries.filter((entry) => !taken.has(entry));
  };

  pass(fingerprintOf, fingerprintOf);
  if (openFlows.length === 0 || openEntries.length === 0) return { known, unmatched: openEntries };
  const moves = renames();
  pass(
    (flow) => keyOf(leak(flow), flow.field, flow.function, flow.file),
    (entry) => keyOf(leak(entry), entry.field, entry.function, moves.get(entry.file) ?? ""),
  );
  const renamed = (flow: FlowIdentity): string =>
    keyOf(leak(flow), belowRoot(flow.field), flow.function, flow.file, flow.shape);
  pass(renamed, renamed);
  const moved = (flow: FlowIdentity): string => keyOf(leak(flow), flow.field);
  const isSameCode = (a: FlowIdentity, b: FlowIdentity): boolean => a.content === b.content || a.shape === b.shape;
  pass(moved, moved, (flow, entry) => flow.file === (moves.get(entry.file) ?? entry.file) && isSameCode(flow, entry));
  pass(moved, moved, isSameCode);
  return { known, unmatched: openEntries };
}

function fingerprintOf({ fingerprint }: FlowIdentity): string {
  return fingerprint;
}

function leak({ rule, vendor, sink, port, label }: FlowIdentity): string {
  return keyOf(rule, vendor, sink, port, label);
}

function keyOf(...parts: readonly string[]): string {
  return parts.join("\n");
}

/** `visit.reason` is `.reason` of whatever the variable is called; a call stays as it is. */
function belowRoot(field: string): string {
  return field.replace(/^[\p{ID_Start}$_][\p{ID_Continue}$]*(?=$|[.[])/u, "");
}
