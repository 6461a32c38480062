import type { ConstantEvaluator } from "../../model/constants.ts";
import type { HttpMountSpec, HttpRouteSpec } from "../../model/http-specs.ts";
import type { Port } from "../../model/port.ts";
import type { IncomingEdges, Program } from "../../model/program.ts";
import { valuesAt } from "../../model/values-at.ts";
import { methodOfFile, partsOfFile } from "./file-routes.ts";
import { fitness, type RequestPath } from "./match-path.ts";
import { matchingCalls, type MatchedCall } from "./matching-calls.ts";
import { agree, methodsOf } from "./request-methods.ts";
import { below, RoutePrefixes } from "./route-prefixes.ts";

/** Requests of these methods (of any, when undefined) to this path are handled by what `call` is given. */
export interface Route {
  readonly call: number;
  readonly path: RequestPath;
  readonly methods: ReadonlySet<string> | undefined;
}

export interface RouteInput {
  readonly program: Program;
  readonly incoming: IncomingEdges;
  readonly evaluator: ConstantEvaluator;
  readonly routes: readonly MatchedCall<HttpRouteSpec>[];
  readonly mounts: readonly HttpMountSpec[];
  readonly nodesAt: (call: number, port: Port) => readonly number[];
}

/** The routes that a program handles, by the calls and exports that say so. */
export function findRoutes({ program, incoming, evaluator, routes, mounts, nodesAt }: RouteInput): readonly Route[] {
  const fluent = new Map<number, number>();
  for (const { index } of routes) {
    const { result = -1, receiver = -1 } = program.calls[index] ?? {};
    if (result >= 0 && receiver >= 0) fluent.set(result, receiver);
  }
  const prefixes = new RoutePrefixes(program, incoming, evaluator, matchingCalls(program, mounts), fluent, nodesAt);
  return routes.flatMap(({ index, spec, name }): Route[] => {
    const call = program.calls[index];
    if (!call) return [];
    const file = program.modules[call.module]?.path ?? "";
    const ofFile = spec.files.length > 0 ? partsOfFile(spec, file) : undefined;
    const ofName = ofFile && methodOfFile(file);
    const methods = ofName === undefined ? methodsOf(spec.method, name, call, evaluator, undefined) : new Set([ofName]);
    if (ofFile) return [{ call: index, path: { parts: ofFile, isOpen: false }, methods }];
    const written = spec.path.flatMap((port) => valuesAt(call, port, evaluator));
    const paths = written.length === 0 ? [""] : written;
    const objects = spec.of.length === 0 ? [call.receiver] : spec.of.flatMap((port) => nodesAt(index, port));
    return prefixes
      .of(objects)
      .flatMap((prefix) => paths.map((path) => ({ call: index, path: below(prefix, path), methods })));
  });
}

/** Routes by the last part of their path, so that a request is compared with few. */
export class RouteIndex {
  private readonly byLast = new Map<string, Route[]>();
  private readonly others: Route[] = [];

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const last = route.path.parts.at(-1) ?? "";
      if (/^[\w.-]+$/.test(last)) {
        const known = this.byLast.get(last);
        if (known) known.push(route);
        else this.byLast.set(last, [route]);
      } else this.others.push(route);
    }
  }

  /** The routes that fit a request best. */
  matching(path: RequestPath, methods: ReadonlySet<string> | undefined): readonly Route[] {
    const last = path.parts.at(-1) ?? "";
    const near = /^[\w.-]+$/.test(last) ? (this.byLast.get(last) ?? []) : [...this.byLast.values()].flat();
    let best = 1;
    let found: Route[] = [];
    for (const route of [...near, ...this.others]) {
      const fits = agree(methods, route.methods) ? fitness(path, route.path) : 0;
      if (fits > best) found = [];
      if (fits >= best) found.push(route);
      if (fits > best) best = fits;
    }
    return found;
  }
}
