import type { ts } from "ts-morph";
import { isFunctionDeclaration, isIdentifier, isJsxNamespacedName, SyntaxKind } from "./syntax.ts";

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

/** `a = b`, `a += b` and the other operators that change their left side. */
export function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

/** `div` and `my-element` are elements of the page; `Card` and `ui.Card` are components. */
export function isIntrinsicTag(tag: ts.JsxTagNameExpression): boolean {
  if (isJsxNamespacedName(tag)) return true;
  return isIdentifier(tag) && (/^[a-z]/.test(tag.text) || tag.text.includes("-"));
}

/** `null` and `undefined`. */
export function isNothing(expression: ts.Expression): boolean {
  const value = unwrap(expression);
  return value.kind === SyntaxKind.NullKeyword || (isIdentifier(value) && value.text === "undefined");
}
