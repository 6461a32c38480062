import type { LoadedTracker } from "./loaded-tracker.ts";
import type { DeadEndReason } from "./finding.ts";
import type { Port } from "./port.ts";
import type { Label, PortRole, SinkSpec, Transform, Vendor } from "./rule-set.ts";

/** How a value moves from one stop of a raw flow to the next one. */
export type Move =
  "copy" | "derive" | "convert" | "capture" | "read" | "write" | "pick" | "argument" | "return" | "shared" | "outside";

/** One stop on the way of data, as the solver found it: a node, and how the value goes on from there. */
export interface Stop {
  readonly node: number;
  readonly move: Move;
  /** The call it passes through, for `argument`, `outside`; else -1. */
  readonly call: number;
  /** The field, for `read` and `write`. */
  readonly field: string | undefined;
  readonly transform: Transform | undefined;
}

/** A path of data to one port of a vendor call, before it is judged and grouped. */
export interface RawFlow {
  readonly sinkCall: number;
  /** The call where the payload is composed; for a direct call the vendor call itself. */
  readonly place: number;
  readonly spec: SinkSpec;
  readonly role: PortRole;
  readonly port: Port;
  readonly label: Label;
  readonly field: string;
  readonly strength: "rule" | "strong" | "weak";
  /** A constant text that tells the fact, not a value. */
  readonly isText: boolean;
  /** Only the decision to call depends on the data. */
  readonly implicit: boolean;
  /** A call that nothing is known of, or a target guessed by name, lies on the path. */
  readonly guessed: boolean;
  /** Of a flow into a page: the trackers that read it there, never empty. The first is the one that the flow is told of. */
  readonly readers?: readonly LoadedTracker[];
  /** Source first; the last stop is the node that the vendor call receives. */
  readonly stops: readonly Stop[];
}

/** Where a search from a vendor call could not go on, as the solver knows it. */
export interface RawDeadEnd {
  readonly sinkCall: number;
  readonly vendor: Vendor;
  readonly reason: DeadEndReason;
  /** The call where it ended, and the outside API that it calls. */
  readonly call: number;
  readonly api?: string;
  /** Sensitive data that goes in there; when absent, nothing is known of what comes out. */
  readonly data?: { readonly label: Label; readonly field: string };
}
