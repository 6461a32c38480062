import type { AcceptedFinding, Finding, Flow, FlowIdentity } from "../model/finding.ts";
import type { BaselineEntry } from "./baseline-file.ts";
import { matchEntries, type MatchingContext } from "./match-entries.ts";

export interface BaselineInput extends MatchingContext {
  readonly findings: readonly Finding[];
  readonly entries: readonly BaselineEntry[];
  /** Today as an ISO date, for entries that expire. */
  readonly today: string;
  /** Whether this scan would have found what a file leaks: not when it was left out, read in part, or outside of the scan. */
  readonly isSeen: (file: string) => boolean;
}

export interface BaselineComparison {
  /** Findings with at least one flow that is new; of those the flows that are new come first. */
  readonly open: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  /** Entries whose flow is gone although its file was analysed. */
  readonly fixed: readonly BaselineEntry[];
  /** Entries whose flow was not found in a file that was not (wholly) analysed. */
  readonly unseen: readonly BaselineEntry[];
  /** Entries that ended before today; what they accepted is new again. */
  readonly expired: readonly BaselineEntry[];
  readonly known: ReadonlyMap<FlowIdentity, BaselineEntry>;
}

/** Sets findings against a baseline. A finding is known when all of its flows are. */
export function compareBaseline({ findings, entries, today, isSeen, renames }: BaselineInput): BaselineComparison {
  const expired = entries.filter(({ expires }) => expires !== undefined && expires < today);
  const flows = findings.flatMap(({ identities }) => identities);
  const { known, unmatched } = matchEntries(
    flows,
    entries.filter((entry) => !expired.includes(entry)),
    { renames },
  );
  const open: Finding[] = [];
  const accepted: AcceptedFinding[] = [];
  for (const finding of findings) {
    const matched = finding.identities.flatMap((flow) => known.get(flow) ?? []);
    if (matched.length < finding.identities.length) {
      open.push(matched.length === 0 ? finding : newFirst(finding, known));
      continue;
    }
    const reason = [...new Set(matched.flatMap((entry) => entry.reason ?? []))].join("; ");
    const owner = [...new Set(matched.flatMap((entry) => entry.owner ?? []))].join("; ");
    accepted.push({ finding, by: "baseline", ...(reason !== "" && { reason }), ...(owner !== "" && { owner }) });
  }
  const isGone = ({ file }: BaselineEntry): boolean => isSeen(renames().get(file) ?? file);
  return {
    open,
    accepted,
    fixed: unmatched.filter(isGone),
    unseen: unmatched.filter((entry) => !isGone(entry)),
    expired,
    known,
  };
}

function newFirst(finding: Finding, known: ReadonlyMap<FlowIdentity, BaselineEntry>): Finding {
  const isKnown = (index: number): boolean => {
    const identity = finding.identities[index];
    return identity !== undefined && known.has(identity);
  };
  const order = finding.identities.map((_, index) => index);
  const sorted = [...order.filter((index) => !isKnown(index)), ...order.filter(isKnown)];
  const fresh = sorted.filter((index) => !isKnown(index)).flatMap((index) => finding.identities[index]?.field ?? []);
  const [before] = finding.flows;
  const flows = sorted.flatMap((index) => finding.flows[index] ?? []);
  return {
    ...finding,
    message: messageFor(finding.message, before, flows[0]),
    flows,
    identities: sorted.flatMap((index) => finding.identities[index] ?? []),
    newFields: [...new Set(fresh)],
  };
}

/** The message names the data of the first flow; where the two differ in more than that, it stays. */
function messageFor(message: string, before: Flow | undefined, now: Flow | undefined): string {
  if (before === undefined || now?.transforms.join() !== before.transforms.join()) return message;
  const named = `\`${before.field}\` `;
  return message.startsWith(named) ? `\`${now.field}\` ${message.slice(named.length)}` : message;
}
