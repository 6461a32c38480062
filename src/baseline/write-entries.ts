import type { Finding } from "../model/finding.ts";
import type { BaselineEntry } from "./baseline-file.ts";
import type { BaselineComparison } from "./compare-baseline.ts";

/** What is said about every entry that is added. */
export type EntryRemarks = Pick<BaselineEntry, "reason" | "owner" | "expires">;

/** Accepts everything that is found. */
export function createEntries(findings: readonly Finding[], remarks: EntryRemarks): readonly BaselineEntry[] {
  return findings.flatMap(({ identities }) => identities.map((identity) => ({ ...identity, ...remarks })));
}

/** Takes fixed entries away, and writes what has moved as it is now. Entries that were not seen or have expired stay. */
export function pruneEntries({ known, unseen, expired }: BaselineComparison): readonly BaselineEntry[] {
  const kept = [...known].map(([identity, { reason, owner, expires }]) => ({
    ...identity,
    ...(reason !== undefined && { reason }),
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
  }));
  return [...kept, ...unseen, ...expired];
}

/** As `pruneEntries`, and accepts what is new; a new entry takes the place of one that has expired. */
export function updateEntries(comparison: BaselineComparison, remarks: EntryRemarks): readonly BaselineEntry[] {
  const added = comparison.open
    .flatMap(({ identities }) => identities)
    .filter((identity) => !comparison.known.has(identity))
    .map((identity) => ({ ...identity, ...remarks }));
  const replaced = new Set(added.map(({ fingerprint }) => fingerprint));
  const kept = pruneEntries(comparison).filter(
    (entry) => !comparison.expired.includes(entry) || !replaced.has(entry.fingerprint),
  );
  return [...kept, ...added];
}
