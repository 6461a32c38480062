import type { ts } from "ts-morph";
import { elementField, FunctionFlag, NodeKind, rejectedField, returnedField } from "../model/module-graph.ts";
import { assignTo } from "./assignments.ts";
import { conditional } from "./branches.ts";
import { visitChain } from "./chains.ts";
import { call, construct, taggedTemplate } from "./calls.ts";
import { classValue } from "./classes.ts";
import { declareType } from "./declared-types.ts";
import type { Extractor } from "./extractor.ts";
import { functionValue } from "./function-values.ts";
import { jsxElement, jsxFragment } from "./jsx.ts";
import { elementAccess, propertyAccess } from "./members.ts";
import { longChain, maximumNesting, NestingError } from "./nesting.ts";
import { arrayLiteral, objectLiteral } from "./objects.ts";
import { binary, unary } from "./operators.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isArrayTypeNode,
  isArrowFunction,
  isCallExpression,
  isClassExpression,
  isConstTypeReference,
  isElementAccessExpression,
  isFunctionExpression,
  isPropertyAccessExpression,
  isTypeReferenceNode,
  SyntaxKind,
} from "./syntax.ts";
import { currentVersion } from "./variables.ts";

/** The node of the value of an expression, or -1 when it has no value that data could be in. */
export function visitExpression(x: Extractor, node: ts.Expression): number {
  if (x.depth >= maximumNesting) throw new NestingError();
  x.depth++;
  const value = x.depth > longChain ? visitChain(x, node) : visitKind(x, node);
  x.depth--;
  return value;
}

/** The value of an expression, by its kind. */
export function visitKind(x: Extractor, node: ts.Expression): number {
  switch (node.kind) {
    case SyntaxKind.Identifier:
      return identifier(x, node as ts.Identifier);
    case SyntaxKind.ThisKeyword: {
      const binding = x.names.bindingOf.get(node);
      return binding ? currentVersion(x, binding, node) : -1;
    }
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
      return x.constant((node as ts.StringLiteralLike).text, node);
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.BigIntLiteral:
      return x.constant((node as ts.NumericLiteral).text, node, "number");
    case SyntaxKind.TrueKeyword:
      return x.constant("true", node, "other");
    case SyntaxKind.FalseKeyword:
      return x.constant("false", node, "other");
    case SyntaxKind.NullKeyword:
      return x.constant("null", node, "other");
    case SyntaxKind.RegularExpressionLiteral:
      return x.constant("regexp", node, "other");
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.ExpressionWithTypeArguments:
      return visitExpression(x, (node as ts.ParenthesizedExpression).expression);
    case SyntaxKind.AsExpression:
    case SyntaxKind.SatisfiesExpression:
    case SyntaxKind.TypeAssertionExpression:
      return cast(x, node as ts.AsExpression);
    case SyntaxKind.PropertyAccessExpression:
      return propertyAccess(x, node as ts.PropertyAccessExpression);
    case SyntaxKind.ElementAccessExpression:
      return elementAccess(x, node as ts.ElementAccessExpression);
    case SyntaxKind.CallExpression:
      return call(x, node as ts.CallExpression);
    case SyntaxKind.NewExpression:
      return construct(x, node as ts.NewExpression);
    case SyntaxKind.TaggedTemplateExpression:
      return taggedTemplate(x, node as ts.TaggedTemplateExpression);
    case SyntaxKind.TemplateExpression:
      return template(x, node as ts.TemplateExpression);
    case SyntaxKind.ObjectLiteralExpression:
      return objectLiteral(x, node as ts.ObjectLiteralExpression);
    case SyntaxKind.ArrayLiteralExpression:
      return arrayLiteral(x, node as ts.ArrayLiteralExpression);
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.FunctionExpression: {
      const fn = node as ts.FunctionExpression | ts.ArrowFunction;
      const value = functionValue(x, fn, fn.name?.text ?? "", -1);
      return value;
    }
    case SyntaxKind.ClassExpression:
      return classValue(x, node as ts.ClassExpression, (node as ts.ClassExpression).name?.text ?? "");
    case SyntaxKind.BinaryExpression:
      return binary(x, node as ts.BinaryExpression);
    case SyntaxKind.ConditionalExpression:
      return conditional(x, node as ts.ConditionalExpression);
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.PostfixUnaryExpression:
      return unary(x, node as ts.PrefixUnaryExpression);
    case SyntaxKind.AwaitExpression:
      return awaited(x, (node as ts.AwaitExpression).expression);
    case SyntaxKind.YieldExpression:
      return yieldValue(x, node as ts.YieldExpression);
    case SyntaxKind.DeleteExpression:
      deleteField(x, node as ts.DeleteExpression);
      return -1;
    case SyntaxKind.TypeOfExpression:
    case SyntaxKind.VoidExpression:
      visitExpression(x, (node as ts.TypeOfExpression).expression);
      return -1;
    case SyntaxKind.SpreadElement:
      return visitExpression(x, (node as ts.SpreadElement).expression);
    case SyntaxKind.JsxElement:
    case SyntaxKind.JsxSelfClosingElement:
      return jsxElement(x, node as ts.JsxElement | ts.JsxSelfClosingElement);
    case SyntaxKind.JsxFragment:
      return jsxFragment(x, node as ts.JsxFragment);
    case SyntaxKind.JsxExpression: {
      const { expression } = node as ts.JsxExpression;
      return expression ? visitExpression(x, expression) : -1;
    }
    default:
      return -1;
  }
}

/** Functions and classes take the name of what they are first assigned to. */
export function visitNamed(x: Extractor, expression: ts.Expression, name: string): number {
  const value = unwrap(expression);
  if ((isArrowFunction(value) || isFunctionExpression(value)) && !value.name) return functionValue(x, value, name, -1);
  if (isClassExpression(value) && !value.name) return classValue(x, value, name);
  return visitExpression(x, expression);
}

function identifier(x: Extractor, node: ts.Identifier): number {
  const binding = x.names.bindingOf.get(node);
  if (binding) return currentVersion(x, binding, node);
  switch (node.text) {
    case "undefined":
    case "NaN":
    case "Infinity":
      return x.constant(node.text, node, "other");
    case "arguments":
      return argumentsObject(x, node);
    case "exports":
      return x.exportsNode;
    default:
      return x.global(node.text, node);
  }
}

/** `arguments` holds every parameter as an element. */
function argumentsObject(x: Extractor, node: ts.Identifier): number {
  const info = x.graph.functions[x.fn.index];
  if (x.fn.argumentsNode < 0 && info?.parameters.length === 0 && !x.fn.isModule) {
    // Without declared parameters it is a rest parameter.
    const rest = x.node(NodeKind.parameter, "arguments", node);
    info.parameters = [rest];
    info.parametersOut = [-1];
    info.flags |= FunctionFlag.rest;
    x.fn.argumentsNode = rest;
  }
  if (x.fn.argumentsNode < 0) {
    const object = x.node(NodeKind.object, "arguments", node);
    info?.parameters.forEach((parameter, index) => {
      x.write(parameter, String(index), object);
    });
    x.fn.argumentsNode = object;
  }
  return x.fn.argumentsNode;
}

function cast(x: Extractor, node: ts.AsExpression | ts.SatisfiesExpression | ts.TypeAssertion): number {
  const value = visitExpression(x, node.expression);
  if (value < 0 || isConstTypeReference(node.type)) return value;
  if (!isTypeReferenceNode(node.type) && !isArrayTypeNode(node.type)) return value;
  const typed = x.node(NodeKind.value, undefined, node);
  x.copy(value, typed);
  declareType(x, typed, node.type);
  return typed;
}

/** `${a} and ${b}`: constant parts and values in their order, so that the text can be put together again. */
function template(x: Extractor, node: ts.TemplateExpression): number {
  const text = x.node(NodeKind.template, undefined, node);
  if (node.head.text !== "") x.derive(x.constant(node.head.text, node.head), text, "text");
  for (const span of node.templateSpans) {
    const value = visitExpression(x, span.expression);
    x.derive(value < 0 ? x.global("undefined", span) : value, text, "text");
    if (span.literal.text !== "") x.derive(x.constant(span.literal.text, span.literal), text, "text");
  }
  return text;
}

/** A promise and its value are the same; in a `try`, what it was rejected with is caught. A call says itself what it throws. */
function awaited(x: Extractor, expression: ts.Expression): number {
  const value = visitExpression(x, expression);
  const isInTry = x.fn.handler >= 0 && x.fn.handler !== x.graph.functions[x.fn.index]?.thrown;
  if (isInTry && value >= 0 && !isCallExpression(unwrap(expression)))
    x.copy(x.read(value, rejectedField, expression), x.fn.handler);
  return value;
}

/** What a generator yields are the elements of what it gives; `yield*` of another one is what that returns in the end. */
function yieldValue(x: Extractor, node: ts.YieldExpression): number {
  if (!node.expression) return -1;
  const value = visitExpression(x, node.expression);
  const returned = x.graph.functions[x.fn.index]?.returned ?? -1;
  if (!node.asteriskToken) {
    x.write(value, elementField, returned);
    return -1;
  }
  x.write(x.read(value, elementField, node), elementField, returned);
  return x.read(value, returnedField, node);
}

function deleteField(x: Extractor, node: ts.DeleteExpression): void {
  const target = unwrap(node.expression);
  if (isPropertyAccessExpression(target)) {
    assignTo(x, target, -1);
  } else if (isElementAccessExpression(target)) {
    assignTo(x, target, -1);
  } else {
    visitExpression(x, target);
  }
}
