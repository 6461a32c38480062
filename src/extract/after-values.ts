import type { ts } from "ts-morph";
import type { Extractor } from "./extractor.ts";
import { fixedKey } from "./members.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isCallExpression,
  isElementAccessExpression,
  isExpression,
  isIdentifier,
  isPropertyAccessExpression,
  SyntaxKind,
} from "./syntax.ts";
import { isPlainPath } from "./write-back.ts";

/** Whether it is worth telling the value of an expression before a call from the one after it. */
export function mayChange(x: Extractor, expression: ts.Expression, method: string): boolean {
  const target = unwrap(expression);
  if (target.kind === SyntaxKind.ThisKeyword) return true;
  if (isIdentifier(target)) {
    const binding = x.names.bindingOf.get(target);
    return (
      binding !== undefined &&
      binding.kind !== "function" &&
      binding.kind !== "class" &&
      !(binding.localFunction && binding.assignments === 0)
    );
  }
  if (isCallExpression(target)) return method !== "" && !reading.has(method) && isChangedCall(x, target);
  let root: ts.Expression = target;
  let depth = 0;
  while (isPropertyAccessExpression(root) || (isElementAccessExpression(root) && isPlainPath(root.expression))) {
    root = unwrap(root.expression);
    depth++;
  }
  if (depth === 0 || depth > 3) return false;
  const binding = isIdentifier(root) || root.kind === SyntaxKind.ThisKeyword ? x.names.bindingOf.get(root) : undefined;
  if (!binding || binding.kind === "import") return false;
  return binding.owner === x.fn.scope || changing.has(method);
}

const changing = new Set(["push", "unshift", "set", "add", "append", "splice", "fill", "assign", "on", "insert"]);

/** Methods of texts, lists and promises that leave their receiver as it is; what they are called on needs no version after them. */
const reading = new Set(
  (
    "then catch finally map filter reduce join trim split slice concat flat flatMap some every includes indexOf keys values " +
    "entries toString toLowerCase toUpperCase replace replaceAll match test json text padStart padEnd charAt startsWith endsWith"
  ).split(" "),
);

/** `b.line("a")` in `b.line("a").line("b")`: what it gives may be a part of a variable of this function. */
function isChangedCall(x: Extractor, target: ts.CallExpression): boolean {
  let callee = unwrap(target.expression);
  for (let depth = 0; depth < 8; depth++) {
    if (isPropertyAccessExpression(callee)) callee = unwrap(callee.expression);
    else if (isCallExpression(callee) && depth > 0) callee = unwrap(callee.expression);
    else break;
  }
  const binding =
    isIdentifier(callee) || callee.kind === SyntaxKind.ThisKeyword ? x.names.bindingOf.get(callee) : undefined;
  return binding !== undefined && binding.kind !== "import";
}

export function hasComputedKey(x: Extractor, at: ts.Node): boolean {
  const target = isExpression(at) ? unwrap(at) : at;
  return isElementAccessExpression(target) && fixedKey(x, target.argumentExpression) === undefined;
}

export function nameOf(at: ts.Node): string | undefined {
  const target = isExpression(at) ? unwrap(at) : at;
  if (isIdentifier(target)) return target.text;
  if (isPropertyAccessExpression(target)) return target.name.text;
  return target.kind === SyntaxKind.ThisKeyword ? "this" : undefined;
}
