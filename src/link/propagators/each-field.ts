import { EdgeKind, NodeKind, isHiddenField, unknownField } from "../../model/module-graph.ts";
import type { IncomingEdges, Program } from "../../model/program.ts";
import type { Port } from "../../model/port.ts";
import type { PortFlow } from "../../model/rule-set.ts";
import { isWildcard } from "./field-nodes.ts";

/** Fields of one object that `[each]` goes through, and values looked at to find them. */
const maximumKeys = 100;
const maximumKeySteps = 400;
/** Stands in a path for what a function returns. */
const returnedValue = "()";

/** The flow of each field that an object of the program has; of an unknown object, one flow of any field. */
export function flowsOfEachField(flow: PortFlow, keys: ReadonlySet<string>): readonly PortFlow[] {
  const fields = keys.size === 0 ? [unknownField] : [...keys];
  return fields.map((field) => ({
    ...flow,
    from: withField(flow.from, field),
    to: withField(flow.to, field),
    ...(flow.named ? { named: flow.named.map((port) => withField(port, field)) } : {}),
  }));
}

/** The fields of the objects that are written at the end of `port`, when its root is one of `values`. */
export function keysWritten(
  program: Program,
  incoming: IncomingEdges,
  values: readonly number[],
  { steps }: Port,
): ReadonlySet<string> {
  const path = steps.map((step) => (step.kind === "field" ? step.name : returnedValue));
  const keys = new Set<string>();
  for (const value of values) addKeys(program, incoming, value, path, keys, new Set());
  return keys;
}

/** Adds the fields that the objects have which are written at a path of a value. */
function addKeys(
  program: Program,
  incoming: IncomingEdges,
  node: number,
  path: readonly string[],
  keys: Set<string>,
  seen: Set<string>,
): void {
  const { start, kind, label, from } = incoming;
  const at = `${String(node)}.${path.join(".")}`;
  if (seen.has(at) || seen.size > maximumKeySteps || node + 1 >= start.length) return;
  seen.add(at);
  if (program.nodeKind[node] === NodeKind.function) {
    const [step, ...rest] = path;
    const returned = program.functions[program.nodePayload[node] ?? -1]?.returned ?? -1;
    if (step === returnedValue && returned >= 0) addKeys(program, incoming, returned, rest, keys, seen);
    return;
  }
  const isObject = program.nodeKind[node] === NodeKind.object;
  for (let slot = start[node] ?? 0; slot < (start[node + 1] ?? 0); slot++) {
    const field = program.strings[label[slot] ?? -1] ?? "";
    const source = from[slot] ?? -1;
    switch (kind[slot]) {
      case EdgeKind.write:
        if (path.length > 0) {
          if (path[0] === field) addKeys(program, incoming, source, path.slice(1), keys, seen);
        } else if (isObject && !isWildcard(field) && !isHiddenField(field) && keys.size < maximumKeys) keys.add(field);
        break;
      case EdgeKind.read:
        addKeys(program, incoming, source, [field, ...path], keys, seen);
        break;
      case EdgeKind.copy:
      case EdgeKind.without:
      case EdgeKind.writeBack:
        addKeys(program, incoming, source, path, keys, seen);
        break;
      default:
    }
  }
}

/** A port with a field in place of `[each]`. */
function withField({ root, steps }: Port, field: string): Port {
  return {
    root,
    steps: steps.map((step) =>
      step.kind === "field-of-each"
        ? { kind: "field", name: nameByTemplate(step.template, field), naming: true }
        : step,
    ),
  };
}

/** `useEachQuery` of `visit` is `useVisitQuery`. */
function nameByTemplate(template: string, field: string): string {
  if (template === "each" || field === unknownField) return field;
  return template.replace("Each", field.charAt(0).toUpperCase() + field.slice(1));
}
