import { ConstantEvaluator } from "../model/constants.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { createApiPrefixes, createCalleeMatcher } from "../model/match-callee.ts";
import type { ModuleGraph } from "../model/module-graph.ts";
import type { Limits } from "../model/options.ts";
import type { Program } from "../model/program.ts";
import type { ProjectLayout } from "../model/project.ts";
import type { Reexports } from "../model/reexports.ts";
import type { CalleePattern } from "../model/port.ts";
import type { PropagatorSpec, SinkSpec, TypeSpec } from "../model/rule-set.ts";
import { TypeTable } from "../model/type-table.ts";
import { declareDescribed, DescribedFields, isWrittenOut } from "./described-fields.ts";
import { resolveDynamicKeys } from "./dynamic-keys.ts";
import { addExportedCalls, addExportedObjects } from "./exported-calls.ts";
import { linkModules } from "./modules/link-modules.ts";
import type { PropagatorExpander } from "./propagators/propagator-expander.ts";
import { callsOfHandlers, namedApart } from "./requests/file-routes.ts";
import { joinRequests, type HttpRules } from "./requests/join-requests.ts";
import { mountsAsPropagators, routesAsPropagators } from "./requests/routes-as-propagators.ts";
import { TargetResolver } from "./targets/target-resolver.ts";
import { declareGenericResults } from "./type-arguments.ts";

export interface LinkOptions {
  readonly layout: ProjectLayout;
  readonly propagators: readonly PropagatorSpec[];
  readonly sinks: readonly SinkSpec[];
  /** Sanitizers, consent checks and whatever else is recognised by its API path. */
  readonly otherSpecs: readonly { readonly callee: CalleePattern }[];
  /** What is known of outside types. */
  readonly typeSpecs?: readonly TypeSpec[];
  /** Who sends requests, and who handles them. */
  readonly http: HttpRules;
  readonly limits: Limits;
}

export interface LinkedProgram {
  readonly program: Program;
  readonly types: TypeTable;
  readonly reexports: Reexports;
  /** Nodes of imports from outside → the API that each stands for. */
  readonly outsideImports: ReadonlyMap<number, string>;
  readonly diagnostics: readonly Diagnostic[];
  readonly steps: number;
}

/**
 * Joins module graphs into a program and finds what every call may call. The result does not depend on the order of
 * `modules`. Propagators take part because they pass functions on (`promise.then(track)`, `useCallback(send)`).
 */
export function buildProgram(
  modules: readonly ModuleGraph[],
  { layout, propagators: written, sinks, otherSpecs, typeSpecs, http: writtenHttp, limits }: LinkOptions,
): LinkedProgram {
  const http = { ...writtenHttp, routes: namedApart(writtenHttp.routes) };
  const propagators = [...written, ...routesAsPropagators(http.routes), ...mountsAsPropagators(http.mounts)];
  const { program, reexports, outsideImports, unresolved } = linkModules(modules, layout);
  resolveDynamicKeys(program);
  const types = new TypeTable(program, reexports, typeSpecs);
  const incoming = program.incoming();
  const evaluator = new ConstantEvaluator(program, incoming);
  const sinkCallees = distinctCallees(sinks);
  const sinkApis = createCalleeMatcher(sinkCallees);
  const rules = {
    propagators: createCalleeMatcher(propagators),
    isKnownApi: createApiPrefixes([
      ...distinctCallees([...propagators, ...otherSpecs, ...http.mounts, ...http.clients]),
      ...sinkCallees,
    ]),
    isSinkApi: (path: string) => sinkApis.byApi(path).length > 0,
  };
  const resolver = new TargetResolver(program, incoming, evaluator, rules, limits);
  resolver.run(outsideImports, types, [
    ...callsOfHandlers(program, http.routes),
    ...addExportedObjects(program, apiPathsOf(propagators)),
  ]);
  joinRequests(resolver, resolver.expander, http, limits);
  declareGenericResults(program);
  declareSchemas(program, resolver.expander, types);
  const exportedToSinks = addExportedCalls(program, apiPathsOf(sinkCallees));
  for (const { call, api } of exportedToSinks) program.targets[call]?.apis.push(api);
  const diagnostics: Diagnostic[] = [];
  for (const { module, specifier } of unresolved) {
    const file = program.modules[module]?.path ?? "";
    if (
      /\.(?:css|scss|sass|less|svg|png|jpe?g|gif|webp|json|graphql|gql|md|html|txt|wasm|mp3|mp4|woff2?)$/.test(
        specifier,
      )
    )
      continue;
    diagnostics.push({
      code: "import-unresolved",
      file,
      message: `The import "${specifier}" of ${file} was not found among the scanned files; what it exports is unknown.`,
    });
  }
  if (resolver.stoppedAt !== undefined) {
    diagnostics.push({
      code: "bound-met",
      message: `Functions were followed over ${String(resolver.stoppedAt - 1)} hand-overs to where they are called; calls farther away may be unresolved (limits.targetSteps).`,
    });
  }
  if (resolver.points.full.size > 0) {
    diagnostics.push({
      code: "bound-met",
      message: `${String(resolver.points.full.size)} values stand for more than ${String(limits.targetsPerValue)} functions or objects; some call targets were left out (limits.targetsPerValue).`,
    });
  }
  return { program, types, reexports, outsideImports, diagnostics, steps: resolver.steps };
}

/** What schemas say of the values that they describe, and of `typeof` a schema. */
function declareSchemas(program: Program, { descriptions, fields }: PropagatorExpander, types: TypeTable): void {
  const incoming = program.incoming();
  const described = new DescribedFields(program, incoming);
  declareDescribed(program, described, descriptions.all, fields.store("described"), (node) =>
    isWrittenOut(program, incoming, node),
  );
  types.describeVariables((module, name) => described.typeOfVariable(module, name));
}

function apiPathsOf(specs: readonly { readonly callee: CalleePattern }[]): string[] {
  return specs.flatMap(({ callee }) => (callee.kind === "api" ? callee.paths : []));
}

/** Each callee once: endpoint sinks share those of the HTTP clients. */
function distinctCallees(specs: readonly { readonly callee: CalleePattern }[]): { readonly callee: CalleePattern }[] {
  return [...new Set(specs.map(({ callee }) => callee))].map((callee) => ({ callee }));
}
