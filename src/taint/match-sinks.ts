import { unknownText, type ConstantEvaluator } from "../model/constants.ts";
import { createCalleeMatcher } from "../model/match-callee.ts";
import type { Program, ProgramCall } from "../model/program.ts";
import { matchesEndpoint } from "./match-endpoint.ts";
import type { Port, PortRole, SinkSpec } from "../model/rule-set.ts";

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

/** Finds the calls that sink rules speak of. One hash access per call, whatever the number of rules. */
export function matchSinks(
  program: Program,
  evaluator: ConstantEvaluator,
  sinks: readonly SinkSpec[],
): readonly SinkPort[] {
  const matcher = createCalleeMatcher(sinks);
  const ports: SinkPort[] = [];
  program.calls.forEach((call, index) => {
    const specs = new Set<SinkSpec>(call.written === "" ? [] : matcher.byWritten(call.written));
    for (const api of program.targets[index]?.apis ?? []) for (const spec of matcher.byApi(api)) specs.add(spec);
    if (specs.size === 0) return;
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

function holds(call: ProgramCall, spec: SinkSpec, evaluator: ConstantEvaluator): boolean {
  if (spec.endpoint) {
    const { endpoint } = spec;
    const addresses = endpoint.address.flatMap((port) => valuesAt(call, port, evaluator));
    if (!addresses.some((address) => matchesEndpoint(address, endpoint))) return false;
  }
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
