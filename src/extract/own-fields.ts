import type { ts } from "ts-morph";
import { canHaveModifiers, getModifiers, isPropertyDeclaration, isStringLiteralLike, SyntaxKind } from "./syntax.ts";

/**
 * The fields of a class that only the class fills: private ones, those that never change, and those that begin with a text of
 * their own. `reason = ""` waits for somebody, such as a template; `title = "Your visit"` says it all.
 */
export function ownFields(node: ts.ClassLikeDeclaration): readonly string[] {
  return node.members.flatMap((member) => {
    if (!isPropertyDeclaration(member)) return [];
    const { name, initializer } = member;
    if (name.kind !== SyntaxKind.Identifier && name.kind !== SyntaxKind.PrivateIdentifier) return [];
    const isOwn = name.kind === SyntaxKind.PrivateIdentifier || isHeld(member) || (initializer && hasText(initializer));
    return isOwn ? [name.text] : [];
  });
}

function isHeld(member: ts.PropertyDeclaration): boolean {
  const modifiers = canHaveModifiers(member) ? getModifiers(member) : undefined;
  return (
    modifiers?.some(({ kind }) => kind === SyntaxKind.PrivateKeyword || kind === SyntaxKind.ReadonlyKeyword) === true
  );
}

function hasText(initializer: ts.Expression): boolean {
  return isStringLiteralLike(initializer) && initializer.text !== "";
}
