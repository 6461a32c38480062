import type { ts } from "ts-morph";
import { EdgeKind, NodeKind } from "../model/module-graph.ts";
import type { Extractor } from "./extractor.ts";
import type { Alias } from "./function-state.ts";
import type { Binding } from "./names/bindings.ts";
import { unwrap } from "./syntax-facts.ts";
import { isPropertyAccessExpression } from "./syntax.ts";
import { cellOf } from "./variables.ts";

/** After a call changed, or may have changed, the object a variable holds. `certain` is false when only the callee knows. */
export function objectChanged(x: Extractor, binding: Binding, version: number, certain: boolean, cascade = true): void {
  x.fn.env.set(binding, version);
  if (certain) x.fn.changedSurely.add(binding);
  const back = certain ? EdgeKind.copy : EdgeKind.writeBack;
  const imported = x.importNodes.get(binding);
  if (imported) {
    if (imported.out < 0) imported.out = x.graph.node(NodeKind.importOut, binding.name, 0, 0, 0, imported.index);
    x.graph.edge(back, version, imported.out);
  } else if (binding.captured || binding.owner !== x.fn.scope) {
    if (binding.owner === x.fn.scope || binding.isSingle || binding.sharedWrite)
      x.graph.edge(back, version, cellOf(x, binding));
  }
  if (binding.owner !== x.fn.scope) {
    x.fn.changesCaptured = true;
    for (const held of x.given.get(binding) ?? []) x.graph.edge(EdgeKind.writeBack, version, held);
  }
  if (!cascade) return;
  const result = x.fn.results.get(binding);
  if (result && (certain || givesPart(result))) resultChanged(x, result, version, certain);
  const alias = x.fn.aliases.get(binding);
  if (alias) changeThroughAlias(x, alias, version, certain);
  for (const [other, { of, fields }] of x.fn.aliases) {
    if (of === binding && fields.length === 0 && other !== binding) objectChanged(x, other, version, certain, false);
  }
}

/** Methods that give a part of their receiver: what is called on it later may change the receiver. */
const givingParts = new Set(["get", "find", "findLast", "at", "item", "first", "last", "peek"]);

function givesPart({ expression }: ts.CallExpression): boolean {
  const callee = unwrap(expression);
  return isPropertyAccessExpression(callee) && givingParts.has(callee.name.text);
}

/** What a call gave back is `version` now; whether that changes what it came from is found out when the callee is known. */
export function resultChanged(x: Extractor, call: ts.CallExpression, version: number, certain: boolean): void {
  const record = x.graph.calls[x.callIndex.get(call) ?? -1];
  if (!record) return;
  if (record.resultAfter < 0) record.resultAfter = x.node(NodeKind.value, undefined, call);
  x.graph.edge(certain ? EdgeKind.copy : EdgeKind.writeBack, version, record.resultAfter);
}

function changeThroughAlias(x: Extractor, { of, fields }: Alias, value: number, certain: boolean): void {
  const base = x.fn.env.get(of);
  if (base === undefined) return;
  if (fields.length === 0) {
    objectChanged(x, of, value, certain, false);
    return;
  }
  objectChanged(x, of, writePath(x, base, fields, value, of.name), certain, false);
}

/** The object `base` with `value` at the end of a path of fields. */
function writePath(x: Extractor, base: number, fields: readonly string[], value: number, name: string): number {
  const [field, ...rest] = fields;
  if (field === undefined) return value;
  const owner = x.fn.index;
  let inner = value;
  if (rest.length > 0) {
    const part = x.graph.node(NodeKind.value, field, owner, 0, 0);
    x.graph.edge(EdgeKind.read, base, part, x.graph.string(field));
    inner = writePath(x, part, rest, value, field);
  }
  const version = x.graph.node(NodeKind.variable, name, owner, 0, 0);
  x.without(base, [field], version);
  x.write(inner, field, version);
  return version;
}
