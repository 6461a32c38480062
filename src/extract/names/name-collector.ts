import type { ts } from "ts-morph";
import { newBinding, newFunctionScope, type Binding, type FunctionScope, type Scope } from "./bindings.ts";
import { walk } from "./walk-names.ts";

/** State of the one walk over a file: what it declares and mentions, and the scope and loop that the walk is in. */
export class NameCollector {
  readonly declared = new Map<ts.Node, Binding>();
  readonly functionScopes = new Map<ts.Node, FunctionScope>();
  readonly loopBindings = new Map<ts.Node, Set<Binding>>();
  readonly references: Reference[] = [];
  readonly once = new Set<ts.Node>();
  /** Names that something is written to the prototype of. */
  readonly prototypes: { readonly name: string; readonly scope: Scope }[] = [];
  /** Variables that `this` was put into, with the receiver that it was. */
  readonly selves = new Map<Binding, Binding>();
  readonly made = new Set<Binding>();
  readonly dropped = new Set<ts.Node>();
  /** How many nodes are being walked, one in another. */
  depth = 0;
  scope: Scope;
  loop: Loop | undefined = undefined;
  readonly visit = (node: ts.Node): void => {
    walk(this, node);
  };

  constructor(tree: ts.SourceFile) {
    const fn = newFunctionScope(tree, undefined, true, true);
    this.functionScopes.set(tree, fn);
    this.scope = { parent: undefined, fn, names: undefined };
  }

  refer(node: ts.Node, name: string, use: Use): void {
    this.references.push({ node, name, scope: this.scope, loop: this.loop, use });
  }

  declare(name: ts.Identifier, kind: Binding["kind"], scope = this.scope, isSingle = scope.fn.runsOnce): Binding {
    const existing = scope.names?.get(name.text);
    if (existing) {
      // `var x` twice, or a function declared over a variable: one variable that is assigned again.
      existing.assignments++;
      this.declared.set(name, existing);
      return existing;
    }
    const binding = newBinding(name.text, kind, scope.fn, isSingle);
    (scope.names ??= new Map()).set(name.text, binding);
    this.declared.set(name, binding);
    return binding;
  }

  withScope(body: () => void): void {
    const outer = this.scope;
    this.scope = { parent: outer, fn: outer.fn, names: undefined };
    body();
    this.scope = outer;
  }
}

interface Loop {
  readonly parent: Loop | undefined;
  readonly bindings: Set<Binding>;
}

interface Reference {
  readonly node: ts.Node;
  readonly name: string;
  readonly scope: Scope;
  readonly loop: Loop | undefined;
  readonly use: Use;
}

type Use = "read" | "assign" | "change" | "give";
