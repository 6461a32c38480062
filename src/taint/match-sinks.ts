import { unknownText, type ConstantEvaluator } from "../model/constants.ts";
import { createCalleeMatcher, type CalleeMatcher } from "../model/match-callee.ts";
import type { Program, ProgramCall } from "../model/program.ts";
import type { Port } from "../model/port.ts";
import type { PortRole, SinkSpec, Vendor } from "../model/rule-set.ts";
import { endpointsByClient, matchEndpoints, type CallersByFunction } from "./match-endpoint-calls.ts";
import { valuesAt } from "../model/values-at.ts";

/** A place of the program where data leaves: one port of one matched vendor call. */
export interface SinkPort {
  readonly call: number;
  readonly spec: SinkSpec;
  readonly role: PortRole;
  /** The port as the rule names it. */
  readonly port: Port;
  /** Node of the argument or receiver. */
  readonly node: number;
  /** Fields below it that the port names. */
  readonly fields: readonly string[];
  /** Fields that a more specific port of the same call names. */
  readonly except: readonly string[];
  /** Set when only some callers of the functions around the call make it a vendor call: those, by function. */
  readonly callers?: CallersByFunction;
}

export interface MatchedSinks {
  readonly ports: readonly SinkPort[];
  /** Calls by vendor, those that hand over nothing but constants as well. */
  readonly callsByVendor: ReadonlyMap<Vendor, ReadonlySet<number>>;
  /** Requests of which not all callers were looked at (`limits.callerChains`). */
  readonly cutRequests: readonly number[];
}

/** Finds the calls that sink rules speak of. A few hash accesses per call, whatever the number of rules. */
export function matchSinks(
  program: Program,
  evaluator: ConstantEvaluator,
  sinks: readonly SinkSpec[],
  callerChains: number,
): MatchedSinks {
  const calls = createCalleeMatcher(sinks.filter(({ endpoint }) => endpoint === undefined));
  const clients = createCalleeMatcher(endpointsByClient(sinks));
  const ports: SinkPort[] = [];
  const callsByVendor = new Map<Vendor, Set<number>>();
  const cutRequests: number[] = [];
  program.calls.forEach((call, index) => {
    const apis = program.targets[index]?.apis ?? [];
    if (call.written === "" && apis.length === 0) return;
    const specs = new Map<SinkSpec, CallersByFunction | undefined>();
    for (const spec of specsOf(calls, call, apis)) specs.set(spec, undefined);
    for (const client of specsOf(clients, call, apis)) {
      const { callersBySink, isCut } = matchEndpoints(program, evaluator, call, client, callerChains);
      for (const [spec, callers] of callersBySink) specs.set(spec, callers);
      if (isCut && cutRequests.at(-1) !== index) cutRequests.push(index);
    }
    const taken = new Set<string>();
    for (const [spec, callers] of [...specs].sort(([a], [b]) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
      if (!holds(call, spec, evaluator)) continue;
      const ofVendor = callsByVendor.get(spec.vendor);
      if (ofVendor) ofVendor.add(index);
      else callsByVendor.set(spec.vendor, new Set([index]));
      for (const port of portsOf(call, index, spec)) {
        const key = `${String(port.node)}:${port.fields.join(".")}:${port.role}:${spec.vendor.id}${callers ? spec.id : ""}`;
        if (taken.has(key)) continue;
        taken.add(key);
        ports.push(callers ? { ...port, callers } : port);
      }
    }
  });
  return { ports, callsByVendor, cutRequests };
}

function specsOf<T>(matcher: CalleeMatcher<T>, call: ProgramCall, apis: readonly string[]): readonly T[] {
  const found = call.written === "" ? [] : matcher.byWritten(call.written);
  return apis.length === 0 ? found : [...found, ...apis.flatMap((api) => matcher.byApi(api))];
}

function holds(call: ProgramCall, spec: SinkSpec, evaluator: ConstantEvaluator): boolean {
  return spec.when.every(({ port, values }) => {
    // A command that is not constant may be any; the name of one special event is not guessed.
    const mayBeAny = port.root.kind === "argument" && port.root.index === 0;
    const found = valuesAt(call, port, evaluator);
    return found.some(
      (value) => (mayBeAny && value.includes(unknownText)) || values.some((wanted) => String(wanted) === value),
    );
  });
}

function portsOf(call: ProgramCall, index: number, spec: SinkSpec): SinkPort[] {
  const ports: SinkPort[] = [];
  for (const { port, role } of spec.ports) {
    if (role === "config") continue;
    const fields = fieldNames(port);
    if (!fields) continue;
    const except = exceptions(spec, port, fields);
    for (const { node, prefix } of rootNodes(call, port)) {
      if (node >= 0) ports.push({ call: index, spec, role, port, node, fields: [...prefix, ...fields], except });
    }
  }
  return ports;
}

function fieldNames(port: Port): string[] | undefined {
  const names: string[] = [];
  for (const step of port.steps) {
    if (step.kind !== "field") return undefined;
    names.push(step.name);
  }
  return names;
}

/** `arg0` beside `arg0.event`: the whole without the field that has a role of its own. */
function exceptions(spec: SinkSpec, port: Port, fields: readonly string[]): string[] {
  return spec.ports.flatMap(({ port: other }) => {
    if (other === port || !sameRoot(other, port)) return [];
    const names = fieldNames(other);
    if (names?.length !== fields.length + 1 || !fields.every((field, position) => names[position] === field)) return [];
    const last = names.at(-1);
    return last === undefined || last === "[]" || last === "*" ? [] : [last];
  });
}

function sameRoot(a: Port, b: Port): boolean {
  return a.root.kind === b.root.kind && JSON.stringify(a.root) === JSON.stringify(b.root);
}

function rootNodes(call: ProgramCall, port: Port): { readonly node: number; readonly prefix: readonly string[] }[] {
  const argument = (index: number): { readonly node: number; readonly prefix: readonly string[] } => {
    if (call.spread < 0 || index < call.spread) return { node: call.arguments[index] ?? -1, prefix: [] };
    return { node: call.arguments[call.spread] ?? -1, prefix: [String(index - call.spread)] };
  };
  switch (port.root.kind) {
    case "argument":
      return [argument(port.root.index)];
    case "arguments": {
      const { from } = port.root;
      return call.arguments.flatMap((node, index) => {
        if (index < from && call.spread !== index) return [];
        return [{ node, prefix: call.spread === index ? ["[]"] : [] }];
      });
    }
    case "origin":
    case "this":
      return [{ node: call.receiver, prefix: [] }];
    case "callee":
      return [{ node: call.callee, prefix: [] }];
    case "return":
      return [{ node: call.result, prefix: [] }];
    case "type":
    case "here":
    case "store":
    case "owner":
      return [];
  }
}
