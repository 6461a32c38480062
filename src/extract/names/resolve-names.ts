import type { ts } from "ts-morph";
import { lookUp, receiverOf, type Binding, type Names } from "./bindings.ts";
import { captureVariables, type Capture } from "./capture-variables.ts";
import { NameCollector } from "./name-collector.ts";
import { walkStatements } from "./walk-names.ts";

/** Resolves all names of a file. */
export function resolveNames(tree: ts.SourceFile): Names {
  const collector = new NameCollector(tree);
  walkStatements(collector, tree.statements);
  return finish(collector);
}

/** Every reference gets its binding, and every function what it captures. */
function finish(collector: NameCollector): Names {
  const bindingOf = new Map<ts.Node, Binding>();
  for (const { name, scope } of collector.prototypes) {
    const binding = lookUp(scope, name);
    if (!binding) continue;
    binding.hasPrototype = true;
    // Not a function that each mention makes anew, but one value.
    binding.localFunction = undefined;
  }
  const selves = namesOfThis(collector);
  const captures: Capture[] = [];
  for (const reference of collector.references) {
    const named = reference.name === "this" ? receiverOf(reference.scope.fn) : lookUp(reference.scope, reference.name);
    const binding = named && (selves.get(named) ?? named);
    if (!binding) continue;
    bindingOf.set(reference.node, binding);
    if (reference.use === "assign") binding.assignments++;
    for (let loop = reference.loop; loop; loop = loop.parent) loop.bindings.add(binding);
    if (binding.owner === reference.scope.fn) continue;
    binding.captured = true;
    captures.push({ binding, user: reference.scope.fn });
    if (reference.use === "give") binding.givenAway = collector.made.has(binding);
    else if (reference.use !== "read") binding.sharedWrite = true;
  }
  captureVariables(captures, collector.functionScopes);
  const { declared, functionScopes, loopBindings, dropped } = collector;
  return { bindingOf, declared, functionScopes, loopBindings, dropped };
}

/** `const self = this`: every `self` is that `this`. */
function namesOfThis(collector: NameCollector): ReadonlyMap<Binding, Binding> {
  const names = new Map(collector.selves);
  if (names.size === 0) return names;
  for (const { name, scope, use } of collector.references) {
    const binding = use === "assign" && name !== "this" ? lookUp(scope, name) : undefined;
    if (binding) names.delete(binding);
  }
  return names;
}
