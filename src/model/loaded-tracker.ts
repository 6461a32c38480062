import type { PageKind, Recording, TrackerSpec } from "./rule-set.ts";

/** A tracker of the program, and one place that loads it. */
export interface LoadedTracker {
  readonly tracker: TrackerSpec;
  /** The call that loads it, or -1 where an address or an import does. */
  readonly call: number;
  readonly module: number;
  /** The function around the place. */
  readonly owner: number;
  readonly start: number;
  readonly end: number;
  /** What is written there: the call, or `""` for an address or an import. */
  readonly written: string;
  /** `used`: the program only talks to it, so something that is not read loads it. */
  readonly evidence: "script" | "start" | "package" | "used";
  readonly records: ReadonlySet<Recording>;
}

/** A page of the product: the address it is shown at, as far as that is known, and the module that renders it. */
export interface Page {
  readonly module: number;
  /** `/intake/[step]`; `""` where no address is known. */
  readonly route: string;
  /** Whether only people who have signed in see it, as far as that is written. */
  readonly isGuarded: boolean;
}

/** A page that tells something by being visited. */
export interface CarePage extends Page {
  readonly kind: PageKind;
  /** The modules that make it up, itself first; not those that many pages share. */
  readonly modules: readonly number[];
  /** A call that shows something to fill in, or -1. */
  readonly field: number;
}

/** A tracker that runs on pages which tell something of those who visit them. */
export interface Presence {
  readonly rule: "recorder-on-intake" | "tracker-on-care-page";
  readonly loaded: LoadedTracker;
  /** Never empty. */
  readonly pages: readonly CarePage[];
}
