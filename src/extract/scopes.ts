import type { ts } from "ts-morph";
import {
  NodeFlags,
  canHaveDecorators,
  forEachChild,
  getDecorators,
  isAccessor,
  isArrayLiteralExpression,
  isArrowFunction,
  isBinaryExpression,
  isBindingElement,
  isBlock,
  isClassDeclaration,
  isClassExpression,
  isClassStaticBlockDeclaration,
  isComputedPropertyName,
  isConstructorDeclaration,
  isDecorator,
  isElementAccessExpression,
  isForInStatement,
  isForOfStatement,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isJsxNamespacedName,
  isMethodDeclaration,
  isNamedExports,
  isNamespaceImport,
  isNewExpression,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isPropertyDeclaration,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteralLike,
  isTypeNode,
  isVariableDeclarationList,
  SyntaxKind,
} from "./syntax.ts";

/**
 * Names: which declaration each identifier of a file means, and how functions share variables.
 *
 *   function form() {
 *     let email = "";                     // assigned by the inner function: one cell for both
 *     const id = newId();                 // captured, never reassigned: handed to the closure as its field `$id`
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
  /** There is one of it per program: functions use it directly instead of capturing it. */
  readonly isSingle: boolean;
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
}

interface Scope {
  readonly parent: Scope | undefined;
  readonly fn: FunctionScope;
  readonly names: Map<string, Binding>;
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

/** Methods that change their receiver, by name; only used to decide whether functions share a variable as one cell. */
const changingMethods = new Set([
  "push",
  "unshift",
  "set",
  "add",
  "append",
  "splice",
  "delete",
  "clear",
  "pop",
  "shift",
  "fill",
  "sort",
  "reverse",
]);

/** Resolves all names of a file. */
export function resolveNames(tree: ts.SourceFile): Names {
  const collector = new NameCollector(tree);
  collector.walkChildren(tree);
  return collector.finish();
}

class NameCollector {
  readonly declared = new Map<ts.Node, Binding>();
  readonly functionScopes = new Map<ts.Node, FunctionScope>();
  readonly loopBindings = new Map<ts.Node, Set<Binding>>();
  private readonly references: Reference[] = [];
  private readonly once = new Set<ts.Node>();
  /** Names that something is written to the prototype of. */
  private readonly prototypes: { readonly name: string; readonly scope: Scope }[] = [];
  /** Variables that `this` was put into, with the receiver that it was. */
  private readonly selves = new Map<Binding, Binding>();
  private readonly made = new Set<Binding>();
  private scope: Scope;
  private loop: Loop | undefined = undefined;
  private readonly visit = (node: ts.Node): void => {
    this.walk(node);
  };

  constructor(tree: ts.SourceFile) {
    const fn = newFunctionScope(tree, undefined, true, true);
    this.functionScopes.set(tree, fn);
    this.scope = { parent: undefined, fn, names: new Map() };
  }

  walkChildren(node: ts.Node): void {
    forEachChild(node, this.visit);
  }

  private walk(node: ts.Node): void {
    if (isAmbient(node)) return;
    if (isTypeNode(node) && node.kind !== SyntaxKind.ExpressionWithTypeArguments) return;
    switch (node.kind) {
      case SyntaxKind.Identifier:
        this.refer(node, (node as ts.Identifier).text, "read");
        return;
      case SyntaxKind.ThisKeyword:
        this.refer(node, "this", "read");
        return;
      case SyntaxKind.InterfaceDeclaration:
      case SyntaxKind.TypeAliasDeclaration:
        return;
      case SyntaxKind.ImportDeclaration:
        this.declareImports(node as ts.ImportDeclaration);
        return;
      case SyntaxKind.ImportEqualsDeclaration:
        this.declare((node as ts.ImportEqualsDeclaration).name, "import");
        return;
      case SyntaxKind.ExportDeclaration:
        this.walkExportDeclaration(node as ts.ExportDeclaration);
        return;
      case SyntaxKind.FunctionDeclaration:
      case SyntaxKind.FunctionExpression:
      case SyntaxKind.ArrowFunction:
      case SyntaxKind.MethodDeclaration:
      case SyntaxKind.Constructor:
      case SyntaxKind.GetAccessor:
      case SyntaxKind.SetAccessor:
        this.walkFunction(node as ts.FunctionLikeDeclaration);
        return;
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.ClassExpression:
        this.walkClass(node as ts.ClassLikeDeclaration);
        return;
      case SyntaxKind.PropertyAccessExpression:
        this.walk((node as ts.PropertyAccessExpression).expression);
        return;
      case SyntaxKind.PropertyAssignment:
        this.walkPropertyName((node as ts.PropertyAssignment).name);
        this.walk((node as ts.PropertyAssignment).initializer);
        return;
      case SyntaxKind.ShorthandPropertyAssignment: {
        const shorthand = node as ts.ShorthandPropertyAssignment;
        this.refer(shorthand.name, shorthand.name.text, "read");
        if (shorthand.objectAssignmentInitializer) this.walk(shorthand.objectAssignmentInitializer);
        return;
      }
      case SyntaxKind.VariableDeclarationList:
        this.walkVariables(node as ts.VariableDeclarationList);
        return;
      case SyntaxKind.EnumDeclaration:
        this.declare((node as ts.EnumDeclaration).name, "class");
        for (const member of (node as ts.EnumDeclaration).members)
          if (member.initializer) this.walk(member.initializer);
        return;
      case SyntaxKind.ModuleDeclaration: {
        const declaration = node as ts.ModuleDeclaration;
        if (isIdentifier(declaration.name)) this.declare(declaration.name, "class");
        const { body } = declaration;
        // The body of `namespace a.b {}` is the namespace `b`.
        if (body?.kind === SyntaxKind.ModuleDeclaration)
          this.withScope(() => {
            this.walk(body);
          });
        else if (body) this.inScope(body);
        return;
      }
      case SyntaxKind.BinaryExpression:
        this.walkBinary(node as ts.BinaryExpression);
        return;
      case SyntaxKind.PrefixUnaryExpression:
      case SyntaxKind.PostfixUnaryExpression: {
        const { operator, operand } = node as ts.PrefixUnaryExpression;
        if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken) this.walkTarget(operand);
        else this.walk(operand);
        return;
      }
      case SyntaxKind.DeleteExpression:
        this.walkTarget((node as ts.DeleteExpression).expression);
        return;
      case SyntaxKind.CallExpression:
        this.walkCall(node as ts.CallExpression);
        return;
      case SyntaxKind.Block:
      case SyntaxKind.CaseBlock:
        this.inScope(node);
        return;
      case SyntaxKind.CatchClause: {
        const clause = node as ts.CatchClause;
        this.withScope(() => {
          if (clause.variableDeclaration) this.declarePattern(clause.variableDeclaration.name, "variable", this.scope);
          this.walk(clause.block);
        });
        return;
      }
      case SyntaxKind.ForStatement:
      case SyntaxKind.ForInStatement:
      case SyntaxKind.ForOfStatement:
        this.withScope(() => {
          this.inLoop(node);
        });
        return;
      case SyntaxKind.WhileStatement:
      case SyntaxKind.DoStatement:
        this.inLoop(node);
        return;
      case SyntaxKind.LabeledStatement:
        this.walk((node as ts.LabeledStatement).statement);
        return;
      case SyntaxKind.BreakStatement:
      case SyntaxKind.ContinueStatement:
        return;
      case SyntaxKind.JsxOpeningElement:
      case SyntaxKind.JsxSelfClosingElement: {
        const element = node as ts.JsxOpeningLikeElement;
        if (!isIntrinsicTag(element.tagName)) this.walk(element.tagName);
        this.walk(element.attributes);
        return;
      }
      case SyntaxKind.JsxClosingElement:
        return;
      case SyntaxKind.JsxAttribute: {
        const { initializer } = node as ts.JsxAttribute;
        if (initializer) this.walk(initializer);
        return;
      }
      case SyntaxKind.MetaProperty:
        return;
      default:
        this.walkChildren(node);
    }
  }

  finish(): Names {
    const bindingOf = new Map<ts.Node, Binding>();
    for (const { name, scope } of this.prototypes) {
      const binding = lookUp(scope, name);
      if (!binding) continue;
      binding.hasPrototype = true;
      // Not a function that each mention makes anew, but one value.
      binding.localFunction = undefined;
    }
    const selves = this.namesOfThis();
    for (const reference of this.references) {
      const named =
        reference.name === "this" ? receiverOf(reference.scope.fn) : lookUp(reference.scope, reference.name);
      const binding = named && (selves.get(named) ?? named);
      if (!binding) continue;
      bindingOf.set(reference.node, binding);
      if (reference.use === "assign") binding.assignments++;
      for (let loop = reference.loop; loop; loop = loop.parent) loop.bindings.add(binding);
      if (binding.owner === reference.scope.fn) continue;
      binding.captured = true;
      if (reference.use === "give") binding.givenAway = this.made.has(binding);
      else if (reference.use !== "read") binding.sharedWrite = true;
      capture(binding, reference.scope.fn);
    }
    for (const scope of this.functionScopes.values()) {
      for (const binding of scope.mentions) if (binding.assignments > 0) binding.localFunction = undefined;
    }
    closeCaptures([...this.functionScopes.values()], this.functionScopes);
    return { bindingOf, declared: this.declared, functionScopes: this.functionScopes, loopBindings: this.loopBindings };
  }

  /** `const self = this`: every `self` is that `this`. */
  private namesOfThis(): ReadonlyMap<Binding, Binding> {
    const names = new Map(this.selves);
    if (names.size === 0) return names;
    for (const { name, scope, use } of this.references) {
      const binding = use === "assign" && name !== "this" ? lookUp(scope, name) : undefined;
      if (binding) names.delete(binding);
    }
    return names;
  }

  private refer(node: ts.Node, name: string, use: Use): void {
    this.references.push({ node, name, scope: this.scope, loop: this.loop, use });
  }

  private declare(
    name: ts.Identifier,
    kind: Binding["kind"],
    scope = this.scope,
    isSingle = scope.fn.runsOnce,
  ): Binding {
    const existing = scope.names.get(name.text);
    if (existing) {
      // `var x` twice, or a function declared over a variable: one variable that is assigned again.
      existing.assignments++;
      this.declared.set(name, existing);
      return existing;
    }
    const binding: Binding = {
      name: name.text,
      kind,
      owner: scope.fn,
      captured: false,
      sharedWrite: false,
      givenAway: false,
      hasPrototype: false,
      assignments: 0,
      localFunction: undefined,
      constantText: undefined,
      isSingle,
    };
    scope.names.set(name.text, binding);
    this.declared.set(name, binding);
    return binding;
  }

  private declarePattern(name: ts.BindingName, kind: Binding["kind"], scope: Scope): void {
    if (isIdentifier(name)) {
      this.declare(name, kind, scope);
      return;
    }
    for (const element of name.elements) {
      if (!isBindingElement(element)) continue;
      if (element.propertyName) this.walkPropertyName(element.propertyName);
      this.declarePattern(element.name, kind, scope);
      if (element.initializer) this.walk(element.initializer);
    }
  }

  private declareImports(declaration: ts.ImportDeclaration): void {
    const clause = declaration.importClause;
    if (!clause || clause.phaseModifier === SyntaxKind.TypeKeyword) return;
    if (clause.name) this.declare(clause.name, "import");
    const bindings = clause.namedBindings;
    if (!bindings) return;
    if (isNamespaceImport(bindings)) {
      this.declare(bindings.name, "import");
      return;
    }
    for (const element of bindings.elements) if (!element.isTypeOnly) this.declare(element.name, "import");
  }

  private walkExportDeclaration(declaration: ts.ExportDeclaration): void {
    if (declaration.moduleSpecifier || !declaration.exportClause || !isNamedExports(declaration.exportClause)) return;
    for (const element of declaration.exportClause.elements) {
      const local = element.propertyName ?? element.name;
      this.refer(local, local.text, "read");
    }
  }

  private walkVariables(list: ts.VariableDeclarationList): void {
    const isVar = (list.flags & NodeFlags.BlockScoped) === 0;
    const scope = isVar ? functionLevel(this.scope) : this.scope;
    const kind = (list.flags & NodeFlags.Const) !== 0 ? "constant" : "variable";
    for (const declaration of list.declarations) {
      this.declarePattern(declaration.name, kind, scope);
      const { initializer } = declaration;
      if (!initializer) continue;
      if (isIdentifier(declaration.name)) {
        const binding = this.declared.get(declaration.name);
        const value = unwrap(initializer);
        if (binding && (isObjectLiteralExpression(value) || isArrayLiteralExpression(value) || isNewExpression(value)))
          this.made.add(binding);
        const receiver = value.kind === SyntaxKind.ThisKeyword ? receiverOf(this.scope.fn) : undefined;
        if (binding?.assignments === 0 && receiver?.owner.parent) this.selves.set(binding, receiver);
        if (binding?.assignments === 0) {
          if (isArrowFunction(value) || isFunctionExpression(value)) binding.localFunction = value;
          if (kind === "constant" && isStringLiteralLike(value)) binding.constantText = value.text;
        }
      }
      this.walk(initializer);
    }
  }

  private walkFunction(node: ts.FunctionLikeDeclaration): void {
    if (isFunctionDeclaration(node) && node.name) {
      const binding = this.declare(node.name, "function");
      if (node.body && binding.assignments === 0) binding.localFunction = node;
      else if (node.body && !binding.localFunction) binding.localFunction = node;
    }
    if (node.name && !isIdentifier(node.name)) this.walkPropertyName(node.name);
    const isArrow = isArrowFunction(node);
    const fn = newFunctionScope(node, this.scope.fn, !isArrow, this.once.has(node));
    this.functionScopes.set(node, fn);
    const outerScope = this.scope;
    const outerLoop = this.loop;
    this.scope = { parent: outerScope, fn, names: new Map() };
    this.loop = undefined;
    if (isFunctionExpression(node) && node.name) {
      // Nothing is assigned to this name: whoever mentions it makes the function anew.
      this.declare(node.name, "function", this.scope, false).localFunction = node;
    }
    for (const parameter of node.parameters) {
      if (isIdentifier(parameter.name) && parameter.name.text === "this") continue;
      this.declarePattern(parameter.name, "parameter", this.scope);
      if (parameter.initializer) this.walk(parameter.initializer);
      for (const modifier of parameter.modifiers ?? []) if (isDecorator(modifier)) this.walk(modifier.expression);
    }
    if (node.body) {
      if (isBlock(node.body)) this.walkChildren(node.body);
      else this.walk(node.body);
    }
    this.scope = outerScope;
    this.loop = outerLoop;
  }

  private walkClass(node: ts.ClassLikeDeclaration): void {
    if (node.name && isClassDeclaration(node)) this.declare(node.name, "class");
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === SyntaxKind.ExtendsKeyword) for (const type of clause.types) this.walk(type.expression);
    }
    for (const modifier of node.modifiers ?? []) if (isDecorator(modifier)) this.walk(modifier.expression);
    // Field initialisers run in the constructor: they get a function scope of their own, keyed by the class.
    const fn = newFunctionScope(node, this.scope.fn, true, false);
    this.functionScopes.set(node, fn);
    const outer = this.scope;
    this.scope = { parent: outer, fn: outer.fn, names: new Map() };
    if (node.name && isClassExpression(node)) this.declare(node.name, "class");
    const classScope = this.scope;
    for (const member of node.members) {
      for (const modifier of canHaveDecorators(member) ? (getDecorators(member) ?? []) : [])
        this.walk(modifier.expression);
      if (isPropertyDeclaration(member)) {
        this.walkPropertyName(member.name);
        this.scope = { parent: classScope, fn, names: new Map() };
        if (member.initializer) this.walk(member.initializer);
        this.scope = classScope;
      } else if (isClassStaticBlockDeclaration(member)) {
        this.inScope(member.body);
      } else if (isMethodDeclaration(member) || isConstructorDeclaration(member) || isAccessor(member)) {
        this.walkFunction(member);
      }
    }
    this.scope = outer;
  }

  private walkPropertyName(name: ts.PropertyName | ts.BindingName): void {
    if (isComputedPropertyName(name)) this.walk(name.expression);
  }

  private walkBinary(node: ts.BinaryExpression): void {
    const { kind } = node.operatorToken;
    if (kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment) this.walkTarget(node.left);
    else this.walk(node.left);
    this.walk(node.right);
  }

  /** The left side of an assignment: its root is assigned (`x = 1`) or changed (`x.y = 1`). */
  private walkTarget(target: ts.Expression): void {
    const expression = unwrap(target);
    if (isIdentifier(expression)) {
      this.refer(expression, expression.text, "assign");
    } else if (isPropertyAccessExpression(expression)) {
      this.notePrototype(expression);
      this.walkChanged(expression.expression);
    } else if (isElementAccessExpression(expression)) {
      this.walkChanged(expression.expression);
      this.walk(expression.argumentExpression);
    } else if (isArrayLiteralExpression(expression)) {
      for (const element of expression.elements)
        this.walkTarget(isSpreadElement(element) ? element.expression : element);
    } else if (isObjectLiteralExpression(expression)) {
      for (const property of expression.properties) {
        if (isShorthandPropertyAssignment(property)) this.refer(property.name, property.name.text, "assign");
        else if (isPropertyAssignment(property)) this.walkTarget(property.initializer);
        else if (isSpreadAssignment(property)) this.walkTarget(property.expression);
      }
    } else if (isBinaryExpression(expression)) {
      this.walkTarget(expression.left);
      this.walk(expression.right);
    } else {
      this.walk(expression);
    }
  }

  private notePrototype({ expression, name }: ts.PropertyAccessExpression): void {
    const owner = unwrap(expression);
    if (name.text === "prototype" && isIdentifier(owner)) this.prototypes.push({ name: owner.text, scope: this.scope });
  }

  private walkChanged(target: ts.Expression): void {
    const expression = unwrap(target);
    if (isPropertyAccessExpression(expression)) this.notePrototype(expression);
    if (isIdentifier(expression)) this.refer(expression, expression.text, "change");
    else if (expression.kind === SyntaxKind.ThisKeyword) this.refer(expression, "this", "change");
    else if (isPropertyAccessExpression(expression)) this.walkChanged(expression.expression);
    else if (isElementAccessExpression(expression)) {
      this.walkChanged(expression.expression);
      this.walk(expression.argumentExpression);
    } else this.walk(expression);
  }

  private walkCall(node: ts.CallExpression): void {
    const callee = unwrap(node.expression);
    if (this.scope.fn.runsOnce) this.markRunOnce(callee, node.arguments);
    if (isPropertyAccessExpression(callee) && changingMethods.has(callee.name.text))
      this.walkChanged(callee.expression);
    else if (isPropertyAccessExpression(callee)) this.walkGiven(callee.expression);
    else this.walk(node.expression);
    const changesFirst = isPropertyAccessExpression(callee) && /^(?:assign|setPrototypeOf)$/.test(callee.name.text);
    node.arguments.forEach((argument, index) => {
      if (changesFirst && index === 0) this.walkChanged(argument);
      else this.walkGiven(argument);
    });
  }

  /**
   * `(function () { … })()`, also with `.call(this)`, `(function (root, factory) { … })(this, function () { … })` and
   * `define(function () { … })`: what is called on the spot, or handed to it, runs once where the code around it does.
   */
  private markRunOnce(callee: ts.Expression, values: readonly ts.Expression[]): void {
    const isThrough =
      isPropertyAccessExpression(callee) && (callee.name.text === "call" || callee.name.text === "apply");
    const called = isThrough ? unwrap(callee.expression) : callee;
    const isDefine = isIdentifier(called) && called.text === "define";
    if (!isFunctionExpression(called) && !isArrowFunction(called) && !isDefine) return;
    this.once.add(called);
    for (const value of values) this.once.add(unwrap(value));
  }

  /** The receiver or an argument of a call. */
  private walkGiven(value: ts.Expression): void {
    const expression = unwrap(value);
    if (isIdentifier(expression)) this.refer(expression, expression.text, "give");
    else if (isPropertyAccessExpression(expression)) this.walkGiven(expression.expression);
    else this.walk(value);
  }

  private inScope(node: ts.Node): void {
    this.withScope(() => {
      this.walkChildren(node);
    });
  }

  private withScope(body: () => void): void {
    const outer = this.scope;
    this.scope = { parent: outer, fn: outer.fn, names: new Map() };
    body();
    this.scope = outer;
  }

  private inLoop(node: ts.Node): void {
    const bindings = new Set<Binding>();
    this.loopBindings.set(node, bindings);
    this.loop = { parent: this.loop, bindings };
    if (isForInStatement(node) || isForOfStatement(node)) {
      if (isVariableDeclarationList(node.initializer)) this.walk(node.initializer);
      else this.walkTarget(node.initializer);
      this.walk(node.expression);
      this.walk(node.statement);
    } else {
      this.walkChildren(node);
    }
    this.loop = this.loop.parent;
  }
}

function newFunctionScope(
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
  if (hasReceiver) {
    scope.receiver = {
      name: "this",
      kind: "receiver",
      owner: scope,
      captured: false,
      sharedWrite: false,
      givenAway: false,
      hasPrototype: false,
      assignments: 0,
      localFunction: undefined,
      constantText: undefined,
      isSingle: parent === undefined,
    };
  }
  return scope;
}

function receiverOf(scope: FunctionScope): Binding | undefined {
  for (let fn: FunctionScope | undefined = scope; fn; fn = fn.parent) if (fn.receiver) return fn.receiver;
  return undefined;
}

function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    const binding = current.names.get(name);
    if (binding) return binding;
  }
  return undefined;
}

function functionLevel(scope: Scope): Scope {
  let current = scope;
  while (current.parent?.fn === current.fn) current = current.parent;
  return current;
}

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

/** `declare const fbq: …` says that a global exists; it declares nothing of its own. Nor does an overload without a body. */
export function isAmbient(node: ts.Node): boolean {
  switch (node.kind) {
    case SyntaxKind.VariableStatement:
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.EnumDeclaration:
    case SyntaxKind.ModuleDeclaration: {
      if (isFunctionDeclaration(node) && !node.body) return true;
      const { modifiers } = node as ts.VariableStatement;
      return modifiers?.some((modifier) => modifier.kind === SyntaxKind.DeclareKeyword) ?? false;
    }
    default:
      return false;
  }
}

/** Looks through parentheses, casts and non-null assertions. */
export function unwrap(expression: ts.Expression): ts.Expression {
  let current = expression;
  for (;;) {
    switch (current.kind) {
      case SyntaxKind.ParenthesizedExpression:
      case SyntaxKind.AsExpression:
      case SyntaxKind.SatisfiesExpression:
      case SyntaxKind.NonNullExpression:
      case SyntaxKind.TypeAssertionExpression:
      case SyntaxKind.ExpressionWithTypeArguments:
        current = (current as ts.ParenthesizedExpression).expression;
        break;
      default:
        return current;
    }
  }
}

/** `div` and `my-element` are elements of the page; `Card` and `ui.Card` are components. */
export function isIntrinsicTag(tag: ts.JsxTagNameExpression): boolean {
  if (isJsxNamespacedName(tag)) return true;
  return isIdentifier(tag) && (/^[a-z]/.test(tag.text) || tag.text.includes("-"));
}
