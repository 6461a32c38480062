import { ConstantEvaluator } from "../../model/constants.ts";
import type { HttpClientSpec, HttpMountSpec, HttpRouteSpec } from "../../model/http-specs.ts";
import type { Limits } from "../../model/options.ts";
import { addressesOf } from "../../model/request-address.ts";
import type { PropagatorExpander } from "../propagators/propagator-expander.ts";
import type { TargetSearch } from "../targets/target-search.ts";
import { AddressPieces } from "./address-pieces.ts";
import { CallerPassage, type ChainLink } from "./caller-passage.ts";
import { findRoutes, RouteIndex, type Route } from "./find-routes.ts";
import { pathOfAddress } from "./match-path.ts";
import { matchingCalls, type MatchedCall } from "./matching-calls.ts";
import { methodsOf } from "./request-methods.ts";

/** Callers around one request that are told apart. */
const maximumChain = 4;

export interface HttpRules {
  readonly clients: readonly HttpClientSpec[];
  readonly routes: readonly HttpRouteSpec[];
  readonly mounts: readonly HttpMountSpec[];
}

/**
 * Joins requests with the handlers of the same program whose address and method fit. Each route has a place of its own (`here`),
 * which the rules connect with its handler; what a request sends is put there, and its answer is read from there:
 *
 *   fetch("/api/visits", { method: "POST", body })      body -write body-> here of the route
 *   app.post("/api/visits", (req, res) => …)            here.body -> req.body;  what res.json is given -> here.answer
 *
 * Call it when call targets are known; data of requests calls nothing, so none are found by it.
 */
export function joinRequests(
  search: TargetSearch,
  expander: PropagatorExpander,
  rules: HttpRules,
  limits: Limits,
): void {
  const { program } = search;
  const routeCalls = matchingCalls(program, rules.routes);
  if (routeCalls.length === 0) return;
  const incoming = program.incoming();
  const evaluator = new ConstantEvaluator(program, incoming);
  const index = new RouteIndex(
    findRoutes({
      program,
      incoming,
      evaluator,
      routes: routeCalls,
      mounts: rules.mounts,
      nodesAt: (call, port) => expander.nodesAt(call, port),
    }),
  );
  const pieces = new AddressPieces(program, incoming, evaluator);
  const requests = new Requests(search, expander, evaluator, index, pieces, limits.callerChains);
  for (const call of matchingCalls(program, rules.clients)) requests.join(call);
}

class Requests {
  private readonly search: TargetSearch;
  private readonly expander: PropagatorExpander;
  private readonly evaluator: ConstantEvaluator;
  private readonly index: RouteIndex;
  private readonly pieces: AddressPieces;
  private readonly maximumChains: number;
  private readonly passage: CallerPassage;

  constructor(
    search: TargetSearch,
    expander: PropagatorExpander,
    evaluator: ConstantEvaluator,
    index: RouteIndex,
    pieces: AddressPieces,
    maximumChains: number,
  ) {
    this.search = search;
    this.expander = expander;
    this.evaluator = evaluator;
    this.index = index;
    this.pieces = pieces;
    this.maximumChains = maximumChains;
    this.passage = new CallerPassage(search, expander.fields);
  }

  /** Joins a request with the routes that it may reach, for each chain of callers that gives its address. */
  join(request: MatchedCall<HttpClientSpec>): void {
    const { program } = this.search;
    const call = program.calls[request.index];
    if (!call) return;
    let chains = 0;
    const follow = (passed: ReadonlyMap<number, number>, chain: readonly ChainLink[]): void => {
      chains++;
      const { answer, open } = this.evaluator.inSituation(passed, () => ({
        addresses: addressesOf(call, request.spec, this.evaluator),
        methods: methodsOf(request.spec.method, request.name, call, this.evaluator, "GET"),
      }));
      const next = [...open].find(([fn]) => (program.callers[fn] ?? []).length > 0);
      if (next && chain.length < maximumChain && !chain.some(({ fn }) => fn === next[0])) {
        const [fn, parameter] = next;
        for (const caller of [...(program.callers[fn] ?? [])]) {
          if (chains > this.maximumChains) return;
          follow(new Map([...passed, ...this.argumentsOf(fn, caller)]), [...chain, { fn, call: caller, parameter }]);
        }
        return;
      }
      const routes = new Set<Route>();
      for (const address of answer.addresses) {
        const path = pathOfAddress(address);
        if (path) for (const route of this.index.matching(path, answer.methods)) routes.add(route);
      }
      for (const route of routes) this.connect(request, route, chain, passed);
    };
    follow(new Map(), []);
  }

  private connect(
    { index, spec }: MatchedCall<HttpClientSpec>,
    route: Route,
    chain: readonly ChainLink[],
    passed: ReadonlyMap<number, number>,
  ): void {
    const { fields } = this.expander;
    const place = fields.placeOf(route.call);
    const send = (node: number, ...path: readonly string[]): void => {
      fields.writePath(place, path, this.passage.outward(node, chain), undefined, route.call);
    };
    for (const port of spec.body) for (const node of this.expander.nodesAt(index, port)) send(node, "body");
    for (const port of spec.query) for (const node of this.expander.nodesAt(index, port)) send(node, "query");
    for (const port of spec.address)
      for (const address of this.expander.nodesAt(index, port))
        for (const { node, part, field } of this.pieces.carriedBy(address, route.path, passed))
          send(node, part, ...(field === undefined ? [] : [field]));
    const answer = this.passage.inward(fields.read(place, "answer", route.call), index, chain);
    for (const port of spec.answer) this.expander.put(index, port, answer);
  }

  /** What a call passes to the parameters of a function: pairs of parameter and argument; -1 where that is not known. */
  private argumentsOf(fn: number, index: number): readonly (readonly [number, number])[] {
    const call = this.search.program.calls[index];
    const parameters = this.search.program.functions[fn]?.parameters ?? [];
    return parameters.map((parameter, position) => {
      const isKnown = call !== undefined && (call.spread < 0 || position < call.spread);
      return [parameter, isKnown ? (call.arguments[position] ?? -1) : -1] as const;
    });
  }
}
