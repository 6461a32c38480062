import type { ts } from "ts-morph";

/**
 * Names: which declaration each identifier of a file means, and how functions share variables.
 *
 *   function form() {
 *     let email = "";                     // assigned by the inner function: one cell for both
 *     const id = newId();                 // captured, never reassigned: handed to the closure as its field `$$id`
 *     return (next) => { email = next; send(id); };
 *   }
 *
 * One walk declares and collects the references; they are resolved afterwards, because `var` and functions are hoisted.
 */
export interface Binding {
  readonly name: string;
  readonly kind: "variable" | "constant" | "parameter" | "function" | "class" | "import" | "receiver";
  /** The function it is declared in. */
  readonly owner: FunctionScope;
  /** True when an inner function reads or writes it. */
  captured: boolean;
  /** True when an inner function assigns it or changes the object it holds. */
  sharedWrite: boolean;
  /** True when it is declared with an object made there, and an inner function gives that to a call, which may change it. */
  givenAway: boolean;
  /** True for a function that something is written to the prototype of: it is a class. */
  hasPrototype: boolean;
  assignments: number;
  /** Set for `function f() {}` and `const f = () => {}`: the function it always stands for. */
  localFunction: ts.FunctionLikeDeclaration | undefined;
  /** Set for `const name = "text"`: the text. */
  constantText: string | undefined;
  /** Set for `const flag = false` and other literals: whether it counts as true. */
  constantTruth: boolean | undefined;
  /** Set for `const require = createRequire(…)`. */
  isRequire: boolean;
  /** There is one of it per program, or it counts as one: functions use it directly instead of capturing it. */
  isSingle: boolean;
}

export interface FunctionScope {
  readonly node: ts.Node;
  readonly parent: FunctionScope | undefined;
  /** Variables of functions around it that it, or a local function it mentions, needs. */
  readonly captures: Set<Binding>;
  /** Local functions of the functions around it that it mentions. */
  readonly mentions: Set<Binding>;
  /** What `this` means here; arrow functions use the one around them. */
  readonly receiver: Binding | undefined;
  /** True for the module, and for `(function () { … })()` at its top: the body runs once. */
  readonly runsOnce: boolean;
}

export interface Names {
  /** The binding of an identifier, shorthand property or JSX tag; undefined for globals. */
  readonly bindingOf: ReadonlyMap<ts.Node, Binding>;
  /** The binding that a declaring identifier introduces. */
  readonly declared: ReadonlyMap<ts.Node, Binding>;
  readonly functionScopes: ReadonlyMap<ts.Node, FunctionScope>;
  /** For each loop, the outer variables mentioned inside it. */
  readonly loopBindings: ReadonlyMap<ts.Node, ReadonlySet<Binding>>;
  /** Statements of functions and of the module that nest too deeply; nothing of them is known. */
  readonly dropped: ReadonlySet<ts.Node>;
}

/** The names that one block, function or class declares. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly fn: FunctionScope;
  /** Made with the first name: most blocks declare none. */
  names: Map<string, Binding> | undefined;
}

export function newBinding(name: string, kind: Binding["kind"], owner: FunctionScope, isSingle: boolean): Binding {
  return {
    name,
    kind,
    owner,
    captured: false,
    sharedWrite: false,
    givenAway: false,
    hasPrototype: false,
    assignments: 0,
    localFunction: undefined,
    constantText: undefined,
    constantTruth: undefined,
    isRequire: false,
    isSingle,
  };
}

export function newFunctionScope(
  node: ts.Node,
  parent: FunctionScope | undefined,
  hasReceiver: boolean,
  runsOnce: boolean,
): FunctionScope {
  const scope = {
    node,
    parent,
    captures: new Set<Binding>(),
    mentions: new Set<Binding>(),
    receiver: undefined as Binding | undefined,
    runsOnce,
  };
  if (hasReceiver) scope.receiver = newBinding("this", "receiver", scope, parent === undefined);
  return scope;
}

export function receiverOf(scope: FunctionScope): Binding | undefined {
  for (let fn: FunctionScope | undefined = scope; fn; fn = fn.parent) if (fn.receiver) return fn.receiver;
  return undefined;
}

export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    const binding = current.names?.get(name);
    if (binding) return binding;
  }
  return undefined;
}

export function functionLevel(scope: Scope): Scope {
  let current = scope;
  while (current.parent?.fn === current.fn) current = current.parent;
  return current;
}
