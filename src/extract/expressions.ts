import type { ts } from "ts-morph";
import { EdgeKind, FunctionFlag, NodeKind, elementField, unknownField } from "../model/module-graph.ts";
import { call, construct, taggedTemplate } from "./calls.ts";
import { classValue } from "./classes.ts";
import { Environment } from "./environment.ts";
import type { Extractor } from "./extractor.ts";
import { jsxElement, jsxFragment } from "./jsx.ts";
import { mergeBranches } from "./merge.ts";
import { arrayLiteral, objectLiteral } from "./objects.ts";
import { assignPattern, assignTo, visitPlace } from "./patterns.ts";
import { assignPrototype } from "./prototypes.ts";
import { unwrap } from "./scopes.ts";
import {
  isArrayLiteralExpression,
  isArrayTypeNode,
  isArrowFunction,
  isBinaryExpression,
  isCallExpression,
  isClassExpression,
  isConditionalExpression,
  isConstTypeReference,
  isElementAccessExpression,
  isFunctionExpression,
  isIdentifier,
  isLiteralExpression,
  isNumericLiteral,
  isObjectLiteralExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isStringLiteralLike,
  isTypeReferenceNode,
  SyntaxKind,
} from "./syntax.ts";

/** The node of the value of an expression, or -1 when it has no value that data could be in. */
export function visitExpression(x: Extractor, node: ts.Expression): number {
  switch (node.kind) {
    case SyntaxKind.Identifier:
      return identifier(x, node as ts.Identifier);
    case SyntaxKind.ThisKeyword: {
      const binding = x.names.bindingOf.get(node);
      return binding ? x.current(binding, node) : -1;
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
      const value = x.functionValue(fn, fn.name?.text ?? "", -1);
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
      return visitExpression(x, (node as ts.AwaitExpression).expression);
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

function identifier(x: Extractor, node: ts.Identifier): number {
  const binding = x.names.bindingOf.get(node);
  if (binding) return x.current(binding, node);
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
  x.declareType(typed, node.type);
  return typed;
}

function propertyAccess(x: Extractor, node: ts.PropertyAccessExpression): number {
  const { expression, name } = node;
  if (expression.kind === SyntaxKind.SuperKeyword) return superMember(x, name.text, node);
  if (
    name.text === "exports" &&
    isIdentifier(expression) &&
    expression.text === "module" &&
    !x.names.bindingOf.has(expression)
  )
    return x.exportsNode;
  const base = visitExpression(x, expression);
  return readField(x, base, name.text, node);
}

/** `.length` of a value says how much of it there is, not what it is. */
export function readField(x: Extractor, base: number, field: string, node: ts.Node): number {
  if (field === "length") {
    const length = x.node(NodeKind.value, "length", node);
    x.derive(base, length, "length");
    return length;
  }
  return x.read(base, field, node);
}

/** `super.method` is found on the class that the class around extends. */
function superMember(x: Extractor, name: string, node: ts.Node): number {
  const classIndex = x.graph.functions[x.fn.index]?.class ?? -1;
  const superclass = x.graph.classes[classIndex]?.superclass ?? -1;
  return x.read(x.read(superclass, "prototype", node), name, node);
}

function elementAccess(x: Extractor, node: ts.ElementAccessExpression): number {
  const base = visitExpression(x, node.expression);
  return readKey(x, base, fieldOfKey(x, node.argumentExpression), node);
}

/** Reads what a key from `fieldOfKey` names. */
export function readKey(x: Extractor, base: number, key: string | number, node: ts.Node): number {
  if (typeof key === "string") return readField(x, base, key, node);
  const to = x.node(NodeKind.value, undefined, node);
  if (key < 0) x.graph.edge(EdgeKind.read, base, to, x.graph.string(unknownField));
  else x.graph.edge(EdgeKind.readDynamic, base, to, key);
  return to;
}

/** The field that a key names when the syntax tells, else the node of the key. */
export function fieldOfKey(x: Extractor, key: ts.Expression): string | number {
  return fixedKey(x, key) ?? visitExpression(x, key);
}

/** The field that a key names when the syntax tells: a literal, or a name for one. */
export function fixedKey(x: Extractor, key: ts.Expression): string | undefined {
  const expression = unwrap(key);
  if (isStringLiteralLike(expression) || isNumericLiteral(expression)) return expression.text;
  const binding = isIdentifier(expression) ? x.bindingOf(expression) : undefined;
  return binding?.assignments === 0 ? binding.constantText : undefined;
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

function binary(x: Extractor, node: ts.BinaryExpression): number {
  const { left, operatorToken, right } = node;
  const operator = operatorToken.kind;
  switch (operator) {
    case SyntaxKind.EqualsToken: {
      const target = unwrap(left);
      if (isObjectLiteralExpression(target) || isArrayLiteralExpression(target)) {
        const value = visitExpression(x, right);
        assignPattern(x, target, value);
        return value;
      }
      const method = assignPrototype(x, target, right);
      if (method !== undefined) return method;
      const value = visitNamed(x, right, assignedName(target));
      assignTo(x, target, value);
      return value;
    }
    case SyntaxKind.PlusEqualsToken: {
      const place = visitPlace(x, left);
      const text = concatenate(x, [place.value, visitExpression(x, right)], node);
      assignTo(x, left, text, place);
      return text;
    }
    case SyntaxKind.BarBarEqualsToken:
    case SyntaxKind.QuestionQuestionEqualsToken:
    case SyntaxKind.AmpersandAmpersandEqualsToken: {
      const place = visitPlace(x, left);
      const value = x.join([place.value, visitExpression(x, right)], undefined, node);
      assignTo(x, left, value, place);
      return value;
    }
    case SyntaxKind.PlusToken: {
      const parts: number[] = [];
      flattenPlus(x, node, parts);
      return concatenate(x, parts, node);
    }
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken: {
      const first = visitExpression(x, left);
      return x.join([first, inBranch(x, right, first, false)], undefined, node);
    }
    case SyntaxKind.AmpersandAmpersandToken: {
      // The value is the right side, but that there is one tells the left.
      const condition = visitExpression(x, left);
      const value = inBranch(x, right, condition, true, left);
      const result = x.node(NodeKind.value, undefined, node);
      x.copy(value, result);
      x.derive(condition, result, "choice");
      return result;
    }
    case SyntaxKind.CommaToken:
      visitExpression(x, left);
      return visitExpression(x, right);
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
    case SyntaxKind.LessThanToken:
    case SyntaxKind.LessThanEqualsToken:
    case SyntaxKind.GreaterThanToken:
    case SyntaxKind.GreaterThanEqualsToken: {
      const result = x.node(NodeKind.value, undefined, node);
      x.derive(visitExpression(x, left), result, "compare");
      x.derive(visitExpression(x, right), result, "compare");
      return result;
    }
    case SyntaxKind.InKeyword:
    case SyntaxKind.InstanceOfKeyword:
      visitExpression(x, left);
      visitExpression(x, right);
      return -1;
    default: {
      const result = x.node(NodeKind.value, undefined, node);
      const isAssignment = operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment;
      const place = isAssignment ? visitPlace(x, left) : undefined;
      x.derive(place ? place.value : visitExpression(x, left), result, "arithmetic");
      x.derive(visitExpression(x, right), result, "arithmetic");
      if (place) assignTo(x, left, result, place);
      return result;
    }
  }
}

/** Functions and classes take the name of what they are first assigned to. */
export function visitNamed(x: Extractor, expression: ts.Expression, name: string): number {
  const value = unwrap(expression);
  if ((isArrowFunction(value) || isFunctionExpression(value)) && !value.name) return x.functionValue(value, name, -1);
  if (isClassExpression(value) && !value.name) return classValue(x, value, name);
  return visitExpression(x, expression);
}

function assignedName(target: ts.Expression): string {
  if (isIdentifier(target)) return target.text;
  if (isPropertyAccessExpression(target)) return target.name.text;
  return "";
}

/** Long sums of strings nest to the left; they are walked in a loop. */
function flattenPlus(x: Extractor, node: ts.BinaryExpression, parts: number[]): void {
  const rights: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (isBinaryExpression(left) && left.operatorToken.kind === SyntaxKind.PlusToken) {
    rights.push(left.right);
    left = left.left;
  }
  parts.push(visitExpression(x, left));
  for (const right of rights.reverse()) parts.push(visitExpression(x, right));
}

function concatenate(x: Extractor, parts: readonly number[], at: ts.Node): number {
  const text = x.node(NodeKind.template, undefined, at);
  for (const part of parts) x.derive(part, text, "text");
  return text;
}

/** An expression that runs only when `condition` has the given truth, in a branch of its own. */
function inBranch(
  x: Extractor,
  expression: ts.Expression,
  condition: number,
  truth: boolean,
  test?: ts.Expression,
): number {
  const base = x.fn.env;
  const branch = new Environment(base);
  x.fn.env = branch;
  const depth = x.fn.conditions.length;
  if (condition >= 0) x.fn.conditions.push(2 * condition + (truth ? 1 : 0));
  if (test) applyGuards(x, test, truth);
  const value = visitExpression(x, expression);
  x.fn.conditions.length = depth;
  x.fn.env = base;
  mergeBranches(x, base, [branch, new Environment(base)], expression);
  return value;
}

function conditional(x: Extractor, node: ts.ConditionalExpression): number {
  const condition = visitExpression(x, node.condition);
  const base = x.fn.env;
  const depth = x.fn.conditions.length;
  const values: number[] = [];
  const branches: Environment[] = [];
  for (const [expression, truth] of [
    [node.whenTrue, true],
    [node.whenFalse, false],
  ] as const) {
    const branch = new Environment(base);
    x.fn.env = branch;
    if (condition >= 0) x.fn.conditions.push(2 * condition + (truth ? 1 : 0));
    applyGuards(x, node.condition, truth);
    values.push(visitExpression(x, expression));
    x.fn.conditions.length = depth;
    branches.push(branch);
  }
  x.fn.env = base;
  mergeBranches(x, base, branches, node);
  const result = x.node(NodeKind.value, undefined, node);
  for (const value of new Set(values)) x.copy(value, result);
  // A choice between two constants tells the condition.
  if (isLiteral(node.whenTrue) && isLiteral(node.whenFalse)) x.derive(condition, result, "choice");
  return result;
}

function isLiteral(node: ts.Expression): boolean {
  const expression = unwrap(node);
  if (isConditionalExpression(expression)) return isLiteral(expression.whenTrue) && isLiteral(expression.whenFalse);
  return (
    isLiteralExpression(expression) ||
    expression.kind === SyntaxKind.TrueKeyword ||
    expression.kind === SyntaxKind.FalseKeyword ||
    expression.kind === SyntaxKind.NullKeyword ||
    (isIdentifier(expression) && expression.text === "undefined")
  );
}

/**
 * In the branch where `check(value)` returned true, `value` is a version of its own that names the check,
 * so that a guard function of the rules can clear it there: `if (isDeidentified(row)) send(row)`.
 */
export function applyGuards(x: Extractor, test: ts.Expression, truth: boolean): void {
  const expression = unwrap(test);
  if (isPrefixUnaryExpression(expression) && expression.operator === SyntaxKind.ExclamationToken) {
    applyGuards(x, expression.operand, !truth);
  } else if (isBinaryExpression(expression)) {
    const operator = expression.operatorToken.kind;
    const both = truth ? SyntaxKind.AmpersandAmpersandToken : SyntaxKind.BarBarToken;
    if (operator !== both) return;
    applyGuards(x, expression.left, truth);
    applyGuards(x, expression.right, truth);
  } else if (isCallExpression(expression)) {
    guardArguments(x, expression, truth);
  }
}

function guardArguments(x: Extractor, expression: ts.CallExpression, truth: boolean): void {
  const start = x.startOf(expression);
  const index = x.graph.calls.findLastIndex(
    (candidate) => candidate.start === start && candidate.end === expression.end,
  );
  if (index < 0) return;
  for (const argument of expression.arguments) {
    const variable = unwrap(argument);
    const binding = isIdentifier(variable) ? x.names.bindingOf.get(variable) : undefined;
    if (binding?.owner !== x.fn.scope || binding.sharedWrite) continue;
    const current = x.fn.env.get(binding);
    if (current === undefined) continue;
    const version = x.node(NodeKind.variable, binding.name, argument);
    x.graph.edge(EdgeKind.guard, current, version, 2 * index + (truth ? 1 : 0));
    x.fn.env.set(binding, version);
  }
}

function unary(x: Extractor, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): number {
  const { operator, operand } = node;
  const isAssignment = operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken;
  const place = isAssignment ? visitPlace(x, operand) : undefined;
  const value = place ? place.value : visitExpression(x, operand);
  const result = x.node(NodeKind.value, undefined, node);
  x.derive(value, result, operator === SyntaxKind.ExclamationToken ? "boolean" : "arithmetic");
  if (place) assignTo(x, operand, result, place);
  return result;
}

/** What a generator yields are the elements of what it returns. */
function yieldValue(x: Extractor, node: ts.YieldExpression): number {
  if (!node.expression) return -1;
  const value = visitExpression(x, node.expression);
  const returned = x.graph.functions[x.fn.index]?.returned ?? -1;
  if (node.asteriskToken) x.write(x.read(value, elementField, node), elementField, returned);
  else x.write(value, elementField, returned);
  return -1;
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

/** `require("x")`, or undefined when the call is something else. */
export function requiredModule(node: ts.CallExpression): string | undefined {
  const [argument] = node.arguments;
  if (!argument || !isStringLiteralLike(argument)) return undefined;
  return isIdentifier(node.expression) && node.expression.text === "require" ? argument.text : undefined;
}
