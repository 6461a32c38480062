import type { Diagnostic } from "./diagnostic.ts";
import type { Location } from "./location.ts";
import type { Label, Level, PortRole, Transform, Vendor } from "./rule-set.ts";

export type Confidence = "high" | "medium" | "low";

/** What a step of a flow shows: where the data enters, how it moves, where it leaves. */
export type StepKind =
  "source" | "assign" | "read" | "write" | "argument" | "return" | "transform" | "condition" | "sink";

export interface Step {
  readonly kind: StepKind;
  readonly location: Location;
  /** A short sentence without a final stop: "`intake.diagnosis` is read". */
  readonly message: string;
  /** Why the analysis takes this step, as a clause that follows "because"; absent where the message says it all. */
  readonly reason?: string;
}

/** What a flow is called across edits, in parts that a person can read; a baseline keeps them. */
export interface FlowIdentity {
  /** `phiLintFlow/v1`: 32 hexadecimal digits, made of the parts below without `content` and `shape`. */
  readonly fingerprint: string;
  readonly rule: string;
  readonly vendor: string;
  readonly sink: string;
  readonly port: string;
  readonly label: Label;
  readonly field: string;
  /** From the root of the repository, so that it does not depend on the folder in which phi-lint was started. */
  readonly file: string;
  readonly function: string;
  /** 12 hexadecimal digits of the code at the place, however it is formatted: it recognises what has moved. */
  readonly content: string;
  /** 12 hexadecimal digits of the function around it, whatever its local variables are called: it recognises what was renamed. */
  readonly shape: string;
}

/** One path of one kind of data to one sink: the first step is the source, the last is the vendor call. */
export interface Flow {
  readonly label: Label;
  /** The data as a person would name it: `intake.diagnosis`. */
  readonly field: string;
  readonly steps: readonly Step[];
  /** What was done to the value on the way, in order, without repeats; a hash still identifies. */
  readonly transforms: readonly Transform[];
  /** True when only the *decision* to call carries the data, not a value. */
  readonly implicit: boolean;
  readonly confidence: Confidence;
  /** `phiLintFlow/v1`: 32 hexadecimal digits. */
  readonly fingerprint: string;
}

export type Consent = { readonly kind: "none" } | { readonly kind: "guarded"; readonly by: string };

/** Sensitive data reaches a sink. One finding per rule, vendor and place. */
export interface Finding {
  readonly ruleId: string;
  readonly level: Level;
  readonly vendor: Vendor;
  /** Where the payload is composed; for a direct call this is the vendor call itself. */
  readonly location: Location;
  /** The vendor call that ends every flow of this finding. */
  readonly sink: {
    readonly id: string;
    readonly role: PortRole;
    /** The call as written: `fbq`, `window.dataLayer.push`. */
    readonly callee: string;
    readonly location: Location;
  };
  /** The functions around the place, outermost first, joined by dots: `IntakeForm.handleSubmit`; `""` at top level. */
  readonly functionPath: string;
  readonly message: string;
  readonly confidence: Confidence;
  readonly consent: Consent;
  /** The surest first, of equally sure ones the shortest; at most `limits.flowsPerFinding`. Never empty. */
  readonly flows: readonly Flow[];
  /** How many flows were found before the limit cut the list. */
  readonly flowCount: number;
  /** One for each flow found, those beyond the limit as well, in the order of the flows. */
  readonly identities: readonly FlowIdentity[];
  /** Set when some of the flows were known before and others are new: the data of those that are new. */
  readonly newFields?: readonly string[];
}

export interface FileCoverage {
  readonly file: string;
  readonly reason: string;
}

export interface HealthContext {
  readonly decision: "yes" | "no";
  /** A clause that says why: "17.2 strong health names per 1,000 names" or "set by the settings". */
  readonly because: string;
}

/** What an entry of `allow` kept silent. */
export interface Allowance {
  /** Where it is written: `phi-lint.yml:7`. */
  readonly place: string;
  readonly vendor: string;
  readonly labels: readonly Label[];
  /** 0 when it matches nothing that was found. */
  readonly flows: number;
}

/**
 * Why a search could not go on: an outside call that no rule describes, a call whose target was not found, or a function that is handed
 * to one of these, so that nobody knows what it is called with.
 */
export type DeadEndReason = "unknown-library" | "unresolved-call" | "unknown-caller";

/** Where the search for what a vendor call receives could not go on. */
export interface DeadEnd {
  readonly reason: DeadEndReason;
  readonly vendor: Vendor;
  readonly sink: { readonly callee: string; readonly location: Location };
  /** The call where it ended, as written; `api` is what an unknown library calls it: `npm:mystery#mix`. */
  readonly call: { readonly callee: string; readonly api?: string; readonly location: Location };
  /** Sensitive data that goes in there and may come out; such a flow is reported at low confidence only. */
  readonly data?: { readonly label: Label; readonly field: string };
}

/** What a scan says besides findings, so that silence is not mistaken for safety. */
export interface Coverage {
  readonly filesAnalyzed: number;
  /** Files that did not parse completely, with the reason. */
  readonly partial: readonly FileCoverage[];
  /** Files that were left out, with the reason. */
  readonly skipped: readonly FileCoverage[];
  readonly callSites: number;
  /** Call sites whose target is known: a function of the project or a named outside API. */
  readonly callSitesResolved: number;
  /** Vendors with at least one matched call, sorted by id, with the number of calls. */
  readonly vendors: readonly { readonly vendor: Vendor; readonly calls: number }[];
  readonly healthContext: HealthContext;
  /** Every entry of `allow` that applies, in the order in which they are written. */
  readonly allowances: readonly Allowance[];
  /** In the order of the vendor calls, when they were asked for. */
  readonly deadEnds?: readonly DeadEnd[];
  /** Deterministic counters: the same input gives the same numbers on every machine. */
  readonly counters: Readonly<Record<string, number>>;
}

/** A finding that somebody has decided about. */
export interface AcceptedFinding {
  readonly finding: Finding;
  /** Where the decision stands: in the baseline, or in a comment beside the code. */
  readonly by: "baseline" | "comment";
  readonly reason?: string;
  /** Who looks after it. */
  readonly owner?: string;
}

/** What the findings were compared with, and how many were known there. */
export interface Comparison {
  /** As a sentence names it: "the baseline `phi-lint.baseline.json`". */
  readonly with: string;
  readonly known: number;
  /** Flows that were there and are not found any more, although their file was analysed. */
  readonly fixed: number;
  /** Flows that were there and of whose file this scan knows too little. */
  readonly unseen: number;
  /** Entries whose last day is over; what they accepted is new again. */
  readonly ended: number;
}

/** What was decided about findings earlier. Findings named here are not among those of the result. */
export interface Review {
  /** Sorted as findings are. */
  readonly accepted: readonly AcceptedFinding[];
  readonly comparison?: Comparison;
}

export interface AnalysisResult {
  /** Sorted by file, line, column, rule and vendor. After a review only those that are open. */
  readonly findings: readonly Finding[];
  readonly review?: Review;
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Coverage;
}
