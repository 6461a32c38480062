import type { ts } from "ts-morph";
import type { Binding, FunctionScope } from "./bindings.ts";

/** A variable that a function around `user` declares, and that `user` mentions. */
export interface Capture {
  readonly binding: Binding;
  readonly user: FunctionScope;
}

/** Notes for each function which variables of the functions around it its value has to hold. */
export function captureVariables(captures: readonly Capture[], scopes: ReadonlyMap<ts.Node, FunctionScope>): void {
  shareWhenMany(captures);
  for (const { binding, user } of captures) capture(binding, user);
  for (const scope of scopes.values()) {
    for (const binding of scope.mentions) if (binding.assignments > 0) binding.localFunction = undefined;
  }
  closeCaptures([...scopes.values()], scopes);
}

/**
 * From this many captured variables on, the calls of a function are not told apart any more: each function in it would hold
 * each variable, and a file inside one function would have a graph that grows with its square.
 */
const manyCaptured = 128;

function shareWhenMany(captures: readonly Capture[]): void {
  const capturedOf = new Map<FunctionScope, Set<Binding>>();
  for (const { binding } of captures) {
    const { owner, kind, localFunction } = binding;
    // They are few: `this`, and the name of a function expression, which nothing is assigned to.
    if (kind === "receiver" || localFunction === owner.node) continue;
    const known = capturedOf.get(owner);
    if (known) known.add(binding);
    else capturedOf.set(owner, new Set([binding]));
  }
  for (const bindings of capturedOf.values())
    if (bindings.size >= manyCaptured) for (const binding of bindings) binding.isSingle = true;
}

/** What it takes for `user` to mention a variable of a function around it: each function between them hands it on. */
function capture(binding: Binding, user: FunctionScope): void {
  if (binding.isSingle) return;
  if (binding.localFunction) {
    user.mentions.add(binding);
    return;
  }
  for (let fn: FunctionScope | undefined = user; fn && fn !== binding.owner; fn = fn.parent) fn.captures.add(binding);
}

/** A function that mentions a local function makes it anew from its own environment, so it needs what that one captures. */
function closeCaptures(scopes: readonly FunctionScope[], byNode: ReadonlyMap<ts.Node, FunctionScope>): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const scope of scopes) {
      for (const mention of scope.mentions) {
        if (!mention.localFunction) {
          scope.mentions.delete(mention);
          capture(mention, scope);
          changed = true;
          continue;
        }
        const callee = byNode.get(mention.localFunction);
        for (const needed of callee?.captures ?? []) {
          if (needed.owner === scope || scope.captures.has(needed)) continue;
          for (let fn: FunctionScope | undefined = scope; fn && fn !== needed.owner; fn = fn.parent)
            fn.captures.add(needed);
          changed = true;
        }
      }
    }
  }
}
