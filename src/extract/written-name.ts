import type { ts } from "ts-morph";
import { iteratorField } from "../model/module-graph.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isAwaitExpression,
  isCallExpression,
  isElementAccessExpression,
  isIdentifier,
  isNewExpression,
  isPropertyAccessExpression,
  isStringLiteralLike,
  SyntaxKind,
} from "./syntax.ts";

function writtenKey(key: ts.Expression): string {
  if (isStringLiteralLike(key)) return `.${key.text}`;
  return isPropertyAccessExpression(key) && /^Symbol\.(?:i|asyncI)terator$/.test(writtenName(key))
    ? `.${iteratorField}`
    : "[]";
}

/** A callee as a person would say it: `window.fbq`, `getClient().track`, `this.api.send`, `[].map`. Casts and `?.` are left out. */
export function writtenName(node: ts.Expression, depth = 0): string {
  const expression = unwrap(node);
  if (depth > 8) return "…";
  if (isIdentifier(expression)) return expression.text;
  if (isPropertyAccessExpression(expression))
    return `${writtenName(expression.expression, depth + 1)}.${expression.name.text}`;
  if (isElementAccessExpression(expression)) {
    const { argumentExpression } = expression;
    return writtenName(expression.expression, depth + 1) + writtenKey(argumentExpression);
  }
  if (isCallExpression(expression)) return `${writtenName(expression.expression, depth + 1)}()`;
  if (isNewExpression(expression)) return `new ${writtenName(expression.expression, depth + 1)}()`;
  if (isAwaitExpression(expression)) return writtenName(expression.expression, depth + 1);
  switch (expression.kind) {
    case SyntaxKind.ThisKeyword:
      return "this";
    case SyntaxKind.SuperKeyword:
      return "super";
    case SyntaxKind.ImportKeyword:
      return "import";
    case SyntaxKind.ArrayLiteralExpression:
      return "[]";
    case SyntaxKind.StringLiteral:
    case SyntaxKind.TemplateExpression:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
      return '""';
    default:
      return "()";
  }
}
