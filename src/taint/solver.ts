import { NodeKind } from "../model/module-graph.ts";
import type { Limits } from "../model/options.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import { AccessPaths } from "./access-paths.ts";
import type { Barriers } from "./barriers.ts";
import { CallChains } from "./call-chains.ts";
import { CallSteps } from "./call-steps.ts";
import { CallbackSteps } from "./callback-steps.ts";
import { CalleeHops } from "./callee-hops.ts";
import { CalleeOriginsSearch } from "./callee-origins.ts";
import { callsByOutcome } from "./calls-by-outcome.ts";
import type { Context } from "./contexts.ts";
import { EdgeSteps } from "./edge-steps.ts";
import { FactTable, Via, everything } from "./facts.ts";
import { FunctionValues } from "./function-values.ts";
import { InstanceFields } from "./instance-fields.ts";
import { IntoFunctions } from "./into-functions.ts";
import type { CallersByFunction } from "./match-endpoint-calls.ts";
import { MutationCheck } from "./mutation.ts";
import { OutOfFunctions } from "./out-of-functions.ts";
import { PassedValues } from "./passed-values.ts";
import { PayloadPlaces } from "./payload-place.ts";
import { Search, type Run } from "./search.ts";
import { throwingFunctions } from "./throwing-functions.ts";

export interface RunOptions {
  /** For some functions around the vendor call, the only callers that count. */
  readonly callers?: CallersByFunction | undefined;
  /** The number of facts at which the search is cut short. */
  readonly maximum?: number;
}

/**
 * The solver asks backwards: starting at what a vendor call receives, it finds all that can reach it.
 *
 *   function label(visit) { return { dx: visit.diagnosis }; }
 *   fbq("track", "Lead", label(v));
 *     (argument, anything) → the result of label → inside label: (object, anything) → (visit.diagnosis, anything)
 *     → (visit, diagnosis.anything) → out through parameter 0 of this call → (v, diagnosis.anything)
 *
 * Facts are (context, node, access path, mask). What happens inside a function for one question is computed once, as a
 * context, and used by every caller that asks the same; a fact that entered through one call leaves through that call only
 * (Reps, Horwitz, Sagiv 1995: interprocedural dataflow by graph reachability, here demand-driven). A run begins without
 * context, so from the function of the vendor call all callers are asked. Only what can reach a sink is ever looked at.
 */
export class Solver {
  readonly facts = new FactTable();
  readonly paths: AccessPaths;
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly barriers: Barriers;
  private readonly limits: Limits;
  private readonly search: Search;
  private readonly out: OutOfFunctions;
  private readonly edges: EdgeSteps;
  private readonly calls: CallSteps;
  private readonly callbacks: CallbackSteps;
  private readonly instances: InstanceFields;
  private readonly chains = new CallChains();

  constructor(program: Program, incoming: IncomingEdges, barriers: Barriers, limits: Limits) {
    this.program = program;
    this.incoming = incoming;
    this.barriers = barriers;
    this.limits = limits;
    const paths = new AccessPaths(program, limits.accessPathLength);
    const mutation = new MutationCheck(program, incoming);
    const functionValues = new FunctionValues(program);
    const search = new Search(this.facts, new PayloadPlaces(program, this.facts, functionValues), limits);
    const passed = new PassedValues(program, paths);
    const out = new OutOfFunctions(program, search, passed, functionValues);
    const into = new IntoFunctions(search, out);
    const callsBy = callsByOutcome(program);
    const origins = new CalleeOriginsSearch({
      program,
      incoming,
      paths,
      passed,
      mutation,
      callsByResult: callsBy.result,
    });
    const callbacks = new CallbackSteps({
      program,
      search,
      hops: new CalleeHops(program, passed, origins),
      chains: this.chains,
      passed,
      mutation,
      throwing: throwingFunctions(program, incoming),
      into,
      out,
    });
    out.callbacks = callbacks;
    this.callbacks = callbacks;
    this.paths = paths;
    this.search = search;
    this.out = out;
    this.edges = new EdgeSteps({ program, incoming, barriers, paths, mutation, search, into, out });
    this.calls = new CallSteps({ program, incoming, barriers, paths, into, edges: this.edges, callbacks, callsBy });
    this.instances = new InstanceFields(program, paths, search);
  }

  /** By id. */
  get contexts(): readonly Context[] {
    return this.search.contexts.all;
  }

  /** Facts visited so far. */
  get steps(): number {
    return this.search.steps;
  }

  /** Results of calls that were not followed to all that they are a part of. */
  get cutResults(): number {
    return this.calls.cutResults;
  }

  /** Finds all facts from which an access path of a node can be reached; `call` is the vendor call that receives it. */
  run(
    node: number,
    path: number,
    mask: number,
    call: number,
    { callers, maximum = this.limits.factsPerSink }: RunOptions = {},
  ): Run {
    const { search } = this;
    const root = search.begin(maximum);
    this.out.callers = callers;
    search.add(root, node, path, mask, -1, Via.seed, 0, -1, 2 * call + 1);
    // The list grows while it is walked.
    for (const next of search.work) {
      if (!search.mayVisit()) break;
      this.visit(next);
    }
    return search.end(root);
  }

  /** Facts of a run in order of discovery, the root's first. */
  factsOf(run: Run): number[] {
    const all = [...run.root.order];
    for (const context of run.entries.keys()) for (const fact of this.contexts[context]?.order ?? []) all.push(fact);
    return all;
  }

  /** The call through which a fact entered a context, or -1. */
  callInto(context: number, fact: number): number {
    const caller = this.contexts[context]?.callers.find(({ fact: own, from }) => fact === (from < 0 ? own : from));
    return caller ? this.chains.last(caller.entry) : -1;
  }

  private visit(fact: number): void {
    const context = this.contexts[this.facts.context(fact)];
    if (!context) return;
    const node = this.facts.node(fact);
    const path = this.facts.path(fact);
    const kind = this.program.nodeKind[node];
    const checked = kind === NodeKind.after ? (this.barriers.removedAfter.get(node) ?? 0) : 0;
    const mask = this.facts.mask(fact) & ~checked;
    if ((mask & everything) === 0) return;
    const owner = this.program.nodeOwner[node] ?? -1;
    switch (kind) {
      case NodeKind.parameter:
        this.out.leave(
          context,
          fact,
          owner,
          { kind: "parameter", index: this.program.functions[owner]?.parameters.indexOf(node) ?? -1 },
          path,
          mask,
        );
        break;
      case NodeKind.receiver:
        this.out.leave(context, fact, owner, { kind: "receiver" }, path, mask);
        break;
      case NodeKind.environment:
        this.out.leave(context, fact, owner, { kind: "environment" }, path, mask);
        break;
      case NodeKind.after:
        this.calls.after(context, fact, node, path, mask);
        break;
      case NodeKind.instance:
        this.instances.read(context, fact, node, path, mask);
        break;
      case NodeKind.cell:
        this.calls.shared(context, fact, node, path, mask, kind, owner);
        break;
      default:
    }
    for (let slot = this.incoming.start[node] ?? 0; slot < (this.incoming.start[node + 1] ?? 0); slot++) {
      this.edges.follow(context, fact, slot, path, mask, kind, owner);
    }
    this.calls.enter(context, fact, node, path, mask);
    this.callbacks.settle();
  }
}
