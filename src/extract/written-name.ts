import { ts } from "ts-morph";
import { unwrap } from "./scopes.ts";

/** A callee as a person would say it: `window.fbq`, `getClient().track`, `this.api.send`, `[].map`. Casts and `?.` are left out. */
export function writtenName(node: ts.Expression, depth = 0): string {
  const expression = unwrap(node);
  if (depth > 8) return "…";
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression))
    return `${writtenName(expression.expression, depth + 1)}.${expression.name.text}`;
  if (ts.isElementAccessExpression(expression)) {
    const { argumentExpression } = expression;
    const key = ts.isStringLiteralLike(argumentExpression) ? `.${argumentExpression.text}` : "[]";
    return writtenName(expression.expression, depth + 1) + key;
  }
  if (ts.isCallExpression(expression)) return `${writtenName(expression.expression, depth + 1)}()`;
  if (ts.isNewExpression(expression)) return `new ${writtenName(expression.expression, depth + 1)}()`;
  if (ts.isAwaitExpression(expression)) return writtenName(expression.expression, depth + 1);
  switch (expression.kind) {
    case ts.SyntaxKind.ThisKeyword:
      return "this";
    case ts.SyntaxKind.SuperKeyword:
      return "super";
    case ts.SyntaxKind.ImportKeyword:
      return "import";
    case ts.SyntaxKind.ArrayLiteralExpression:
      return "[]";
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.TemplateExpression:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
      return '""';
    default:
      return "()";
  }
}
