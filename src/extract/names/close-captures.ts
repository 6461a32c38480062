import type { ts } from "ts-morph";
import type { Binding, FunctionScope } from "./bindings.ts";

/** A function that mentions a local function makes it anew from its own environment, so it needs what that one captures. */
export function closeCaptures(scopes: readonly FunctionScope[], byNode: ReadonlyMap<ts.Node, FunctionScope>): void {
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

/** What it takes for `user` to mention a variable of a function around it: each function between them hands it on. */
export function capture(binding: Binding, user: FunctionScope): void {
  if (binding.isSingle) return;
  if (binding.localFunction) {
    user.mentions.add(binding);
    return;
  }
  for (let fn: FunctionScope | undefined = user; fn && fn !== binding.owner; fn = fn.parent) fn.captures.add(binding);
}
