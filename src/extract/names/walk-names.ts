import type { ts } from "ts-morph";
import { isTooDeep, longChain, maximumNesting, NestingError } from "../nesting.ts";
import { isAmbient, isIntrinsicTag } from "../syntax-facts.ts";
import {
  forEachChild,
  isExternalModuleReference,
  isForInStatement,
  isForOfStatement,
  isIdentifier,
  isQualifiedName,
  isTypeNode,
  isVariableDeclarationList,
  SyntaxKind,
} from "../syntax.ts";
import type { Binding } from "./bindings.ts";
import type { NameCollector } from "./name-collector.ts";
import { walkChain, walkIf } from "./walk-chains.ts";
import { walkBinary, walkCall, walkTarget } from "./walk-changes.ts";
import {
  declareImports,
  declarePattern,
  walkClass,
  walkExportDeclaration,
  walkFunction,
  walkPropertyName,
  walkVariables,
} from "./walk-declarations.ts";

/** Declares and collects what stands in a node. */
export function walk(collector: NameCollector, node: ts.Node): void {
  if (collector.depth >= maximumNesting) throw new NestingError();
  collector.depth++;
  if (collector.depth > longChain) walkChain(collector, node);
  else walkNode(collector, node);
  collector.depth--;
}

/** The statements of a module or function; one that nests too deeply is left out. */
export function walkStatements(collector: NameCollector, statements: readonly ts.Statement[]): void {
  const { scope, loop, depth } = collector;
  for (const statement of statements) {
    try {
      walk(collector, statement);
    } catch (error) {
      if (!isTooDeep(error)) throw error;
      collector.dropped.add(statement);
      collector.scope = scope;
      collector.loop = loop;
      collector.depth = depth;
    }
  }
}

/** `import Visit = require("./visit")`; `import Desk = Clinic.Desk` is a constant. */
function walkImportEquals(collector: NameCollector, { name, moduleReference }: ts.ImportEqualsDeclaration): void {
  const isModule = isExternalModuleReference(moduleReference);
  collector.declare(name, isModule ? "import" : "constant");
  let root: ts.Node = moduleReference;
  while (isQualifiedName(root)) root = root.left;
  if (isIdentifier(root)) collector.refer(root, root.text, "read");
}

/** What a node of each kind declares and mentions; where nothing special holds, what its children do. */
export function walkNode(collector: NameCollector, node: ts.Node): void {
  if (isAmbient(node)) return;
  if (isTypeNode(node) && node.kind !== SyntaxKind.ExpressionWithTypeArguments) return;
  switch (node.kind) {
    case SyntaxKind.Identifier:
      collector.refer(node, (node as ts.Identifier).text, "read");
      return;
    case SyntaxKind.ThisKeyword:
      collector.refer(node, "this", "read");
      return;
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
      return;
    case SyntaxKind.ImportDeclaration:
      declareImports(collector, node as ts.ImportDeclaration);
      return;
    case SyntaxKind.ImportEqualsDeclaration:
      walkImportEquals(collector, node as ts.ImportEqualsDeclaration);
      return;
    case SyntaxKind.ExportDeclaration:
      walkExportDeclaration(collector, node as ts.ExportDeclaration);
      return;
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.Constructor:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
      walkFunction(collector, node as ts.FunctionLikeDeclaration);
      return;
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
      walkClass(collector, node as ts.ClassLikeDeclaration);
      return;
    case SyntaxKind.PropertyAccessExpression:
      walk(collector, (node as ts.PropertyAccessExpression).expression);
      return;
    case SyntaxKind.PropertyAssignment:
      walkPropertyName(collector, (node as ts.PropertyAssignment).name);
      walk(collector, (node as ts.PropertyAssignment).initializer);
      return;
    case SyntaxKind.ShorthandPropertyAssignment: {
      const shorthand = node as ts.ShorthandPropertyAssignment;
      collector.refer(shorthand.name, shorthand.name.text, "read");
      if (shorthand.objectAssignmentInitializer) walk(collector, shorthand.objectAssignmentInitializer);
      return;
    }
    case SyntaxKind.VariableDeclarationList:
      walkVariables(collector, node as ts.VariableDeclarationList);
      return;
    case SyntaxKind.EnumDeclaration:
      collector.declare((node as ts.EnumDeclaration).name, "class");
      for (const member of (node as ts.EnumDeclaration).members)
        if (member.initializer) walk(collector, member.initializer);
      return;
    case SyntaxKind.ModuleDeclaration: {
      const declaration = node as ts.ModuleDeclaration;
      if (isIdentifier(declaration.name)) collector.declare(declaration.name, "class");
      const { body } = declaration;
      // The body of `namespace a.b {}` is the namespace `b`.
      if (body?.kind === SyntaxKind.ModuleDeclaration)
        collector.withScope(() => {
          walk(collector, body);
        });
      else if (body) inScope(collector, body);
      return;
    }
    case SyntaxKind.BinaryExpression:
      walkBinary(collector, node as ts.BinaryExpression);
      return;
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.PostfixUnaryExpression: {
      const { operator, operand } = node as ts.PrefixUnaryExpression;
      if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken)
        walkTarget(collector, operand);
      else walk(collector, operand);
      return;
    }
    case SyntaxKind.DeleteExpression:
      walkTarget(collector, (node as ts.DeleteExpression).expression);
      return;
    case SyntaxKind.CallExpression:
      walkCall(collector, node as ts.CallExpression);
      return;
    case SyntaxKind.IfStatement:
      walkIf(collector, node as ts.IfStatement);
      return;
    case SyntaxKind.Block:
    case SyntaxKind.CaseBlock:
      inScope(collector, node);
      return;
    case SyntaxKind.CatchClause: {
      const clause = node as ts.CatchClause;
      collector.withScope(() => {
        if (clause.variableDeclaration)
          declarePattern(collector, clause.variableDeclaration.name, "variable", collector.scope);
        walk(collector, clause.block);
      });
      return;
    }
    case SyntaxKind.ForStatement:
    case SyntaxKind.ForInStatement:
    case SyntaxKind.ForOfStatement:
      collector.withScope(() => {
        inLoop(collector, node);
      });
      return;
    case SyntaxKind.WhileStatement:
    case SyntaxKind.DoStatement:
      inLoop(collector, node);
      return;
    case SyntaxKind.LabeledStatement:
      walk(collector, (node as ts.LabeledStatement).statement);
      return;
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement:
      return;
    case SyntaxKind.JsxOpeningElement:
    case SyntaxKind.JsxSelfClosingElement: {
      const element = node as ts.JsxOpeningLikeElement;
      if (!isIntrinsicTag(element.tagName)) walk(collector, element.tagName);
      walk(collector, element.attributes);
      return;
    }
    case SyntaxKind.JsxClosingElement:
      return;
    case SyntaxKind.JsxAttribute: {
      const { initializer } = node as ts.JsxAttribute;
      if (initializer) walk(collector, initializer);
      return;
    }
    case SyntaxKind.MetaProperty:
      return;
    default:
      walkChildren(collector, node);
  }
}

function walkChildren(collector: NameCollector, node: ts.Node): void {
  forEachChild(node, collector.visit);
}

export function inScope(collector: NameCollector, node: ts.Node): void {
  collector.withScope(() => {
    walkChildren(collector, node);
  });
}

function inLoop(collector: NameCollector, node: ts.Node): void {
  const bindings = new Set<Binding>();
  collector.loopBindings.set(node, bindings);
  collector.loop = { parent: collector.loop, bindings };
  if (isForInStatement(node) || isForOfStatement(node)) {
    if (isVariableDeclarationList(node.initializer)) walk(collector, node.initializer);
    else walkTarget(collector, node.initializer);
    walk(collector, node.expression);
    walk(collector, node.statement);
  } else {
    walkChildren(collector, node);
  }
  collector.loop = collector.loop.parent;
}
