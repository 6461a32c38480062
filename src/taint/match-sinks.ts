import { unknownText, type ConstantEvaluator } from "../model/constants.ts";
import { createCalleeMatcher, type CalleeMatcher } from "../model/match-callee.ts";
import type { Program, ProgramCall } from "../model/program.ts";
import type { CalleePattern, Port, PortRole, SinkSpec } from "../model/rule-set.ts";
import { EndpointIndex } from "./match-endpoint.ts";

/** A place of the program where data leaves: one port of one matched vendor call. */
export interface SinkPort {
  readonly call: number;
  readonly spec: SinkSpec;
  readonly role: PortRole;
  /** Node of the argument or receiver. */
  readonly node: number;
  /** Fields below it that the port names. */
  readonly fields: readonly string[];
  /** Fields that a more specific port of the same call names. */
  readonly except: readonly string[];
}

/** Finds the calls that sink rules speak of. A few hash accesses per call, whatever the number of rules. */
export function matchSinks(
  program: Program,
  evaluator: ConstantEvaluator,
  sinks: readonly SinkSpec[],
): readonly SinkPort[] {
  const calls = createCalleeMatcher(sinks.filter(({ endpoint }) => endpoint === undefined));
  const clients = createCalleeMatcher(endpointsByClient(sinks));
  const ports: SinkPort[] = [];
  program.calls.forEach((call, index) => {
    const apis = program.targets[index]?.apis ?? [];
    if (call.written === "" && apis.length === 0) return;
    const specs = new Set([
      ...specsOf(calls, call, apis),
      ...specsOf(clients, call, apis).flatMap((client) => endpointsOf(call, client, evaluator)),
    ]);
    const taken = new Set<string>();
    for (const spec of [...specs].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
      if (!holds(call, spec, evaluator)) continue;
      for (const port of portsOf(call, index, spec)) {
        const key = `${String(port.node)}:${port.fields.join(".")}:${port.role}:${spec.vendor.id}`;
        if (taken.has(key)) continue;
        taken.add(key);
        ports.push(port);
      }
    }
  });
  return ports;
}

function specsOf<T>(matcher: CalleeMatcher<T>, call: ProgramCall, apis: readonly string[]): readonly T[] {
  const found = call.written === "" ? [] : matcher.byWritten(call.written);
  return apis.length === 0 ? found : [...found, ...apis.flatMap((api) => matcher.byApi(api))];
}

/** Calls that send HTTP in one way, and the endpoints that they may reach. */
interface EndpointClient {
  readonly callee: CalleePattern;
  readonly address: readonly Port[];
  readonly endpoints: EndpointIndex;
}

/** Endpoint sinks are written out for each way of sending HTTP and share its callee. */
function endpointsByClient(sinks: readonly SinkSpec[]): readonly EndpointClient[] {
  const byCallee = new Map<CalleePattern, { readonly address: readonly Port[]; readonly specs: SinkSpec[] }>();
  for (const spec of sinks) {
    if (!spec.endpoint) continue;
    const known = byCallee.get(spec.callee);
    if (known) known.specs.push(spec);
    else byCallee.set(spec.callee, { address: spec.endpoint.address, specs: [spec] });
  }
  return [...byCallee].map(([callee, { address, specs }]) => ({
    callee,
    address,
    endpoints: new EndpointIndex(specs),
  }));
}

function endpointsOf(call: ProgramCall, client: EndpointClient, evaluator: ConstantEvaluator): readonly SinkSpec[] {
  const addresses = client.address.flatMap((port) => valuesAt(call, port, evaluator));
  return addresses.flatMap((address) => client.endpoints.matching(address));
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

/** The texts that may stand at a port; nothing when the call has no such argument. */
function valuesAt(call: ProgramCall, port: Port, evaluator: ConstantEvaluator): readonly string[] {
  const fields: string[] = [];
  for (const step of port.steps) {
    if (step.kind !== "field") return [unknownText];
    fields.push(step.name);
  }
  switch (port.root.kind) {
    case "argument": {
      const { index } = port.root;
      if (call.spread >= 0 && index >= call.spread) return [unknownText];
      const node = call.arguments[index];
      return node === undefined || node < 0 ? [] : evaluator.valuesAtPath(node, fields);
    }
    case "this":
      return call.receiver < 0 ? [] : evaluator.valuesAtPath(call.receiver, fields);
    default:
      return [unknownText];
  }
}

function portsOf(call: ProgramCall, index: number, spec: SinkSpec): SinkPort[] {
  const ports: SinkPort[] = [];
  for (const { port, role } of spec.ports) {
    if (role === "config") continue;
    const fields = fieldNames(port);
    if (!fields) continue;
    const except = exceptions(spec, port, fields);
    for (const { node, prefix } of rootNodes(call, port)) {
      if (node >= 0) ports.push({ call: index, spec, role, node, fields: [...prefix, ...fields], except });
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
    case "this":
      return [{ node: call.receiver, prefix: [] }];
    case "return":
      return [{ node: call.result, prefix: [] }];
    case "store":
      return [];
  }
}
