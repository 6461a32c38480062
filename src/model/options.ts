/**
 * Bounds of the analysis, all numbers of steps or items and never of seconds, so that every machine gives the same answer.
 * A bound that cuts something is reported as a `bound-met` diagnostic.
 */
export interface Limits {
  /** Flows shown in one finding. */
  readonly flowsPerFinding: number;
  /** Fields an access path keeps; deeper fields become "anything below". */
  readonly accessPathLength: number;
  /** Functions, objects and outside APIs that one value may stand for while call targets are computed. */
  readonly targetsPerValue: number;
  /** Hand-overs (a call, a return, a field) over which a function is followed to where it is called. */
  readonly targetHops: number;
  /** Steps of the search for call targets beyond one for every two values of the program; then far hand-overs are left out. */
  readonly targetSteps: number;
  /** Callers of one function whose arguments are searched for functions; see "Bounds" in ARCHITECTURE.md. */
  readonly callersPassingFunctions: number;
  /** Facts visited outside of function contexts for one sink and one place where its payload is composed. */
  readonly factsPerPlace: number;
  /** Facts visited for one sink call; some more for each place that composes a payload for it, and a quarter outside health products. */
  readonly factsPerSink: number;
  /** Facts visited for the whole program. */
  readonly factsPerProgram: number;
  /** Calls looked at for one vendor call whose conditions may decide whether it runs. */
  readonly decisionsPerSink: number;
  /** Facts visited for one such condition: an answer that decides is near the decision. */
  readonly factsPerDecision: number;
  /** Chains of callers that one request is followed to, to tell them apart by the address that they pass. */
  readonly callerChains: number;
}

export const defaultLimits: Limits = {
  flowsPerFinding: 8,
  accessPathLength: 8,
  targetsPerValue: 32,
  targetHops: 16,
  targetSteps: 100_000,
  callersPassingFunctions: 24,
  factsPerPlace: 8_000,
  factsPerSink: 8_000,
  factsPerProgram: 20_000_000,
  decisionsPerSink: 50,
  factsPerDecision: 2_000,
  callerChains: 1_000,
};

export interface AnalysisOptions {
  readonly healthContext: "auto" | "yes" | "no";
  readonly limits: Limits;
  /** Also say where searches could not go on. */
  readonly findDeadEnds?: boolean;
}
