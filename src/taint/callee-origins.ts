import { CallFlag, EdgeKind, FunctionFlag, NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import { exactly, type AccessPaths } from "./access-paths.ts";
import type { MutationCheck } from "./mutation.ts";
import type { PassedValues } from "./passed-values.ts";
import type { InwardPort, PortPath } from "./ports.ts";

/** Where a function that is called comes from, as seen inside one function of the program. */
export interface CalleeOrigins {
  /** Functions of the program that it may be. */
  readonly functions: readonly number[];
  /** What the function around the call is given, and the fields from there. */
  readonly ports: readonly PortPath[];
  /** False when it may be something else too. */
  readonly isKnown: boolean;
}

export interface CalleeOriginsParts {
  readonly program: Program;
  readonly incoming: IncomingEdges;
  readonly paths: AccessPaths;
  readonly passed: PassedValues;
  readonly mutation: MutationCheck;
  readonly callsByResult: ReadonlyMap<number, readonly number[]>;
}

/** Values looked at for one callee, functions that one of them may be the result of, and calls in each other. */
const maximumPlaces = 64;
const maximumFunctions = 4;
const maximumCalls = 4;

const unknown: CalleeOrigins = { functions: [], ports: [], isKnown: false };

/**
 * Walks back from a callee to the functions that it is, over values that are handed on inside one function and over the calls there:
 *
 *   const run = (work) => work(visit);                    the callee is parameter 0 of `run`
 *   const later = curry((visit) => visit.room);           `later` is the arrow in `curry`, which has captured `work`,
 *   const curry = (work) => () => work(visit);            and that is the arrow that `curry` was given
 */
export class CalleeOriginsSearch {
  private readonly parts: CalleeOriginsParts;
  private readonly known = new Map<string, CalleeOrigins>();

  constructor(parts: CalleeOriginsParts) {
    this.parts = parts;
  }

  /** What is at an access path of a value, for one call of the function `owner`. */
  of(node: number, path: number, owner: number, depth = 0): CalleeOrigins {
    if (depth > maximumCalls) return unknown;
    const key = `${String(node)}:${String(path)}:${String(owner)}`;
    const found = this.known.get(key);
    if (found) return found;
    // A function that asks for itself is not followed.
    this.known.set(key, unknown);
    const origins = this.walk(node, path, owner, depth);
    this.known.set(key, origins);
    return origins;
  }

  private walk(node: number, path: number, owner: number, depth: number): CalleeOrigins {
    const functions = new Set<number>();
    const ports: PortPath[] = [];
    const places = [{ node, path }];
    const seen = new Set<string>();
    for (const place of places) {
      const key = `${String(place.node)}:${String(place.path)}`;
      if (seen.has(key)) continue;
      if (seen.size > maximumPlaces || this.parts.paths.endsWhole(place.path)) return unknown;
      seen.add(key);
      const port = this.portOf(place.node, owner);
      if (port === "other" || this.isChanged(place.node, place.path)) return unknown;
      if (port) ports.push({ port, path: place.path });
      const kind = this.parts.program.nodeKind[place.node];
      if (kind === NodeKind.constant) continue;
      if (kind === NodeKind.function && place.path === exactly) {
        functions.add(this.parts.program.nodePayload[place.node] ?? -1);
        continue;
      }
      const before = this.before(place.node, place.path);
      const given = this.results(place.node, place.path, depth);
      if (!before || !given) return unknown;
      for (const fn of given.functions) functions.add(fn);
      if (port === undefined && this.isUnknownEnd(place.node)) return unknown;
      places.push(...before, ...given.places);
    }
    return { functions: [...functions], ports, isKnown: true };
  }

  /** What the function is given, or "other" for what belongs to another function or to no call. */
  private portOf(node: number, owner: number): InwardPort | "other" | undefined {
    const { program } = this.parts;
    const own = program.nodeOwner[node] ?? -1;
    switch (program.nodeKind[node]) {
      case NodeKind.parameter: {
        const index = program.functions[own]?.parameters.indexOf(node) ?? -1;
        return own === owner && index >= 0 ? { kind: "parameter", index } : "other";
      }
      case NodeKind.environment:
        return own === owner ? { kind: "environment" } : "other";
      case NodeKind.receiver:
        return own === owner && (program.functions[own]?.class ?? -1) < 0 ? { kind: "receiver" } : "other";
      case NodeKind.class:
      case NodeKind.global:
      case NodeKind.instance:
        return "other";
      default:
        return undefined;
    }
  }

  /** Whether nothing in the program makes a value. */
  private isUnknownEnd(node: number): boolean {
    const { program, incoming, callsByResult } = this.parts;
    const kind = program.nodeKind[node];
    if (kind === NodeKind.object || kind === NodeKind.function || callsByResult.has(node)) return false;
    return (incoming.start[node] ?? 0) === (incoming.start[node + 1] ?? 0);
  }

  /** Whether a call may have put other functions into an object. */
  private isChanged(node: number, path: number): boolean {
    return (
      this.parts.program.nodeKind[node] === NodeKind.after && path !== exactly && this.parts.mutation.changes(node)
    );
  }

  /** The values before a value; undefined when something unknown is made of them. */
  private before(node: number, path: number): { node: number; path: number }[] | undefined {
    const { incoming, paths } = this.parts;
    const found: { node: number; path: number }[] = [];
    for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++) {
      const from = incoming.from[slot] ?? -1;
      const label = incoming.label[slot] ?? 0;
      switch (incoming.kind[slot]) {
        case EdgeKind.copy:
        case EdgeKind.guard:
          found.push({ node: from, path });
          break;
        case EdgeKind.writeBack:
          if (path !== exactly) found.push({ node: from, path });
          break;
        case EdgeKind.without: {
          const rest = paths.without(path, paths.fieldsListed(label));
          if (rest !== undefined) found.push({ node: from, path: rest });
          break;
        }
        case EdgeKind.read:
          found.push({ node: from, path: paths.prepend(label, path) });
          break;
        case EdgeKind.write: {
          const below = paths.below(path, label);
          if (below !== undefined) found.push({ node: from, path: below });
          break;
        }
        case EdgeKind.convert:
          return undefined;
        default:
      }
    }
    return found;
  }

  /** What calls give back as the value: functions, and values that they were given. */
  private results(
    node: number,
    path: number,
    depth: number,
  ): { functions: number[]; places: { node: number; path: number }[] } | undefined {
    const { program } = this.parts;
    const functions: number[] = [];
    const places: { node: number; path: number }[] = [];
    for (const call of this.parts.callsByResult.get(node) ?? []) {
      const record = program.calls[call];
      const targets = program.targets[call];
      if (!record || !targets) continue;
      if (targets.functions.length === 0 && targets.propagated) continue;
      const isMade = (record.flags & (CallFlag.construct | CallFlag.jsx)) !== 0;
      const count = targets.functions.length;
      if (isMade || targets.guessed || targets.apis.length > 0 || count === 0 || count > maximumFunctions)
        return undefined;
      for (const fn of targets.functions) {
        const info = program.functions[fn];
        if (!info || (info.flags & FunctionFlag.generator) !== 0) return undefined;
        const inner = this.of(info.returned, path, fn, depth + 1);
        if (!inner.isKnown) return undefined;
        functions.push(...inner.functions);
        for (const origin of inner.ports) places.push(...this.parts.passed.to(call, fn, origin.port, origin.path));
      }
    }
    return { functions, places };
  }
}
