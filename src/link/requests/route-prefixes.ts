import { unknownText, type ConstantEvaluator } from "../../model/constants.ts";
import type { HttpMountSpec } from "../../model/http-specs.ts";
import { NodeKind } from "../../model/module-graph.ts";
import type { Port } from "../../model/port.ts";
import type { IncomingEdges, Program } from "../../model/program.ts";
import { valuesAt } from "../../model/values-at.ts";
import { partsOf, type RequestPath } from "./match-path.ts";
import type { MatchedCall } from "./matching-calls.ts";
import { Origins } from "./origins.ts";

const maximumDepth = 6;
const top: RequestPath = { parts: [], isOpen: false };
const anywhere: RequestPath = { parts: [], isOpen: true };

/** A path below which the routes of an object stand, and the value of the object that has them. */
interface Mount {
  readonly outer: number;
  readonly paths: readonly string[];
}

/**
 * The paths below which objects answer: `app.use("/api", visits)` puts the routes of `visits` below `/api` and what `app` is below.
 * A router that nobody is seen to mount may be anywhere.
 */
export class RoutePrefixes {
  private readonly origins: Origins;
  private readonly mounts = new Map<number, Mount[]>();
  /** Objects that are made to be mounted. */
  private readonly parts = new Set<number>();

  /** @param fluent  results of calls, each with the receiver that it is */
  constructor(
    program: Program,
    incoming: IncomingEdges,
    evaluator: ConstantEvaluator,
    calls: readonly MatchedCall<HttpMountSpec>[],
    fluent: ReadonlyMap<number, number>,
    nodesAt: (call: number, port: Port) => readonly number[],
  ) {
    const inner = new Set<number>();
    const returned = new Map(fluent);
    const mounted = calls.flatMap(({ index, spec }) => {
      const call = program.calls[index];
      if (!call) return [];
      const nodes = spec.inner.flatMap((port) => nodesAt(index, port));
      const paths = spec.path.flatMap((port) => valuesAt(call, port, evaluator));
      for (const node of nodes) {
        // What a call returns, or hands to a function, is an object of its own.
        if (spec.inner.some(({ root, steps }) => root.kind === "return" || steps.length > 0)) inner.add(node);
      }
      if (!nodes.includes(call.result) && call.receiver >= 0) returned.set(call.result, call.receiver);
      return spec.path.length === 0 && nodes.includes(call.result)
        ? []
        : [{ nodes, outer: call.receiver, paths: paths.length === 0 ? [""] : paths }];
    });
    this.origins = new Origins(program, incoming, (node) =>
      inner.has(node) ? node : (returned.get(node) ?? classOf(program, node)),
    );
    for (const { nodes, outer, paths } of mounted)
      for (const node of nodes)
        for (const origin of this.origins.of(node)) {
          const known = this.mounts.get(origin);
          if (known) known.push({ outer, paths });
          else this.mounts.set(origin, [{ outer, paths }]);
        }
  }

  /** The paths below which one of these objects is; those that are mounted count, if there are any. */
  of(objects: readonly number[], depth = 0): readonly RequestPath[] {
    const origins = objects.flatMap((object) => [...this.origins.of(object)]);
    if (origins.length === 0 || depth > maximumDepth) return [top];
    const mounted = origins.filter((origin) => this.mounts.has(origin));
    return (mounted.length > 0 ? mounted : origins).flatMap((origin) => this.ofOrigin(origin, depth));
  }

  private ofOrigin(origin: number, depth: number): readonly RequestPath[] {
    const mounts = this.mounts.get(origin) ?? [];
    if (mounts.length === 0) return [{ parts: [], isOpen: this.parts.has(origin) }];
    return mounts.flatMap(({ outer, paths }) => {
      const around = outer < 0 ? [anywhere] : this.of([outer], depth + 1);
      return paths.flatMap((path) => around.map((prefix) => below(prefix, path)));
    });
  }
}

/** The class that the shared instance of a class is of. */
function classOf(program: Program, node: number): number | undefined {
  if (program.nodeKind[node] !== NodeKind.instance) return undefined;
  return program.classes[program.nodePayload[node] ?? -1]?.node;
}

/** A path below another; of a path that is not known, only the end. */
export function below(prefix: RequestPath, path: string): RequestPath {
  const parts = partsOf(path);
  if (parts[0] === unknownText) return { parts: parts.slice(1), isOpen: true };
  return { parts: [...prefix.parts, ...parts], isOpen: prefix.isOpen };
}
