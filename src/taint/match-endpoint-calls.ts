import type { ConstantEvaluator } from "../model/constants.ts";
import type { Program, ProgramCall } from "../model/program.ts";
import type { CalleePattern, Port } from "../model/port.ts";
import { addressesOf } from "../model/request-address.ts";
import type { EndpointPattern, SinkSpec } from "../model/rule-set.ts";
import { EndpointIndex } from "./match-endpoint.ts";

/** For some functions, the calls of them that count. */
export type CallersByFunction = ReadonlyMap<number, ReadonlySet<number>>;

/** Functions around one call that are told apart by their callers; farther out, an address is what any caller passes. */
const maximumChain = 4;

/** Calls that send HTTP in one way, and the endpoints that they may reach. */
export interface EndpointClient {
  readonly callee: CalleePattern;
  readonly address: readonly Port[];
  readonly base: readonly Port[];
  readonly endpoints: EndpointIndex;
}

/** Endpoint sinks are written out for each way of sending HTTP and share its callee. */
export function endpointsByClient(sinks: readonly SinkSpec[]): readonly EndpointClient[] {
  const byCallee = new Map<CalleePattern, { readonly first: EndpointPattern; readonly specs: SinkSpec[] }>();
  for (const spec of sinks) {
    if (!spec.endpoint) continue;
    const known = byCallee.get(spec.callee);
    if (known) known.specs.push(spec);
    else byCallee.set(spec.callee, { first: spec.endpoint, specs: [spec] });
  }
  return [...byCallee].map(([callee, { first, specs }]) => ({
    callee,
    address: first.address,
    base: first.base,
    endpoints: new EndpointIndex(specs),
  }));
}

export interface ReachedEndpoints {
  /** Sinks, each with the callers for which it is reached; none when it always is. */
  readonly callersBySink: ReadonlyMap<SinkSpec, CallersByFunction | undefined>;
  /** Whether there are more chains of callers than were looked at. */
  readonly isCut: boolean;
}

/**
 * The endpoints that a call may reach, each with the callers that make it so: `post(url, data)` is a call of a vendor for
 * those that pass a vendor's address, and for nobody else.
 *
 *   function post(url, data) { return fetch(url, { body: data }); }
 *   post("https://ads.example/events", a);  post("/api/visits", b);      // fetch reaches ads.example for the first call only
 */
export function matchEndpoints(
  program: Program,
  evaluator: ConstantEvaluator,
  call: ProgramCall,
  client: EndpointClient,
  maximumChains: number,
): ReachedEndpoints {
  const found = new Map<SinkSpec, Map<number, Set<number>> | undefined>();
  let chains = 0;
  let isCut = false;
  const search = (
    passed: ReadonlyMap<number, number>,
    chain: readonly (readonly [fn: number, call: number])[],
  ): void => {
    chains++;
    const { answer: addresses, open } = evaluator.inSituation(passed, () => addressesOf(call, client, evaluator));
    const fn = [...open.keys()].find((candidate) => (program.callers[candidate] ?? []).length > 0);
    if (fn !== undefined && chain.length < maximumChain && !chain.some(([known]) => known === fn)) {
      for (const caller of program.callers[fn] ?? []) {
        if (chains > maximumChains) {
          isCut = true;
          return;
        }
        search(new Map([...passed, ...argumentsOf(program, fn, caller)]), [...chain, [fn, caller]]);
      }
      return;
    }
    for (const address of addresses) for (const spec of client.endpoints.matching(address)) note(found, spec, chain);
  };
  search(new Map(), []);
  return { callersBySink: found, isCut };
}

/** Adds a chain of callers for which a sink is reached; no chain means that it always is. */
function note(
  found: Map<SinkSpec, Map<number, Set<number>> | undefined>,
  spec: SinkSpec,
  chain: readonly (readonly [fn: number, call: number])[],
): void {
  if (chain.length === 0) {
    found.set(spec, undefined);
    return;
  }
  if (found.has(spec) && found.get(spec) === undefined) return;
  const callers = found.get(spec) ?? new Map<number, Set<number>>();
  for (const [fn, call] of chain) {
    const known = callers.get(fn);
    if (known) known.add(call);
    else callers.set(fn, new Set([call]));
  }
  found.set(spec, callers);
}

/** What a call passes to the parameters of a function: pairs of parameter and argument; -1 where that is not known. */
function argumentsOf(program: Program, fn: number, index: number): readonly (readonly [number, number])[] {
  const call = program.calls[index];
  const parameters = program.functions[fn]?.parameters ?? [];
  return parameters.map((parameter, position) => {
    const isKnown = call !== undefined && (call.spread < 0 || position < call.spread);
    return [parameter, isKnown ? (call.arguments[position] ?? -1) : -1] as const;
  });
}
