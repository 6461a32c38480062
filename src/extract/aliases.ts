import type { ts } from "ts-morph";
import type { Extractor } from "./extractor.ts";
import type { Binding } from "./names/bindings.ts";
import { unwrap } from "./syntax-facts.ts";
import {
  isBlock,
  isCallExpression,
  isIdentifier,
  isObjectBindingPattern,
  isPropertyAccessExpression,
  isReturnStatement,
  SyntaxKind,
} from "./syntax.ts";

/** Remembers that a new variable holds the object of another variable, or of a field path of it. */
export function rememberAlias(
  x: Extractor,
  binding: Binding,
  source: ts.Expression | undefined,
  fields: readonly string[] = [],
): void {
  if (!source || fields.length > 3) return;
  const expression = unwrap(source);
  if (isPropertyAccessExpression(expression)) {
    rememberAlias(x, binding, expression.expression, [expression.name.text, ...fields]);
    return;
  }
  if (isCallExpression(expression)) {
    const given = givenBy(x, expression);
    if (given) rememberAlias(x, binding, given, fields);
    else if (fields.length === 0 && !binding.sharedWrite) x.fn.results.set(binding, expression);
    return;
  }
  const of =
    isIdentifier(expression) || expression.kind === SyntaxKind.ThisKeyword
      ? x.names.bindingOf.get(expression)
      : undefined;
  if (of && of !== binding && of.owner === x.fn.scope && !of.sharedWrite && !binding.sharedWrite) {
    x.fn.aliases.set(binding, { of, fields });
  }
}

/** `const { user, address: { city } } = state`: what each variable holds is a field of `state`. */
export function aliasPattern(
  x: Extractor,
  name: ts.BindingName,
  initializer: ts.Expression,
  fields: readonly string[],
): void {
  if (!isObjectBindingPattern(name)) return;
  for (const element of name.elements) {
    const key = element.propertyName ?? element.name;
    if (element.dotDotDotToken || !isIdentifier(key)) continue;
    if (isIdentifier(element.name)) {
      const binding = x.names.declared.get(element.name);
      if (binding) rememberAlias(x, binding, initializer, [...fields, key.text]);
    } else {
      aliasPattern(x, element.name, initializer, [...fields, key.text]);
    }
  }
}

/** `session` for a call of `const current = () => session`. */
export function givenBy(x: Extractor, call: ts.CallExpression): ts.Expression | undefined {
  const callee = unwrap(call.expression);
  const binding = isIdentifier(callee) ? x.names.bindingOf.get(callee) : undefined;
  const local = binding?.assignments === 0 ? binding.localFunction : undefined;
  if (!local?.body) return undefined;
  const [statement] = isBlock(local.body) ? local.body.statements : [];
  const given = isBlock(local.body)
    ? statement && isReturnStatement(statement)
      ? statement.expression
      : undefined
    : local.body;
  let root = given && unwrap(given);
  while (root && isPropertyAccessExpression(root)) root = unwrap(root.expression);
  const kept = root && isIdentifier(root) ? x.names.bindingOf.get(root) : undefined;
  return kept && kept.owner !== x.names.functionScopes.get(local) ? given : undefined;
}
