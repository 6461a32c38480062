import type { ts } from "ts-morph";
import type { TypeExpression } from "../model/module-graph.ts";
import {
  isArrayTypeNode,
  isExpressionWithTypeArguments,
  isFunctionTypeNode,
  isIdentifier,
  isIntersectionTypeNode,
  isLiteralTypeNode,
  isMethodSignature,
  isNamedTupleMember,
  isNumericLiteral,
  isOptionalTypeNode,
  isParenthesizedTypeNode,
  isPropertyAccessExpression,
  isPropertyDeclaration,
  isPropertySignature,
  isQualifiedName,
  isStringLiteral,
  isStringLiteralLike,
  isTupleTypeNode,
  isTypeLiteralNode,
  isTypeOperatorNode,
  isTypeQueryNode,
  isTypeReferenceNode,
  isUnionTypeNode,
} from "./syntax.ts";

const other: TypeExpression = ["other"];

/** Reads a written type as data; what carries no field names becomes `["other"]`. */
export function typeExpression(type: ts.TypeNode | undefined, depth = 0): TypeExpression {
  if (!type || depth > 12) return other;
  const inner = (node: ts.TypeNode): TypeExpression => typeExpression(node, depth + 1);
  if (isTypeReferenceNode(type)) return ["ref", entityName(type.typeName), (type.typeArguments ?? []).map(inner)];
  if (isExpressionWithTypeArguments(type)) {
    return ["ref", entityName(type.expression), (type.typeArguments ?? []).map(inner)];
  }
  if (isArrayTypeNode(type)) return ["array", inner(type.elementType)];
  if (isTypeOperatorNode(type) || isParenthesizedTypeNode(type) || isOptionalTypeNode(type)) return inner(type.type);
  if (isTypeLiteralNode(type)) return ["object", memberTypes(type.members, depth), []];
  if (isUnionTypeNode(type) || isIntersectionTypeNode(type)) {
    const parts = type.types.map(inner).filter((part) => part[0] !== "other");
    const [first, second] = parts;
    if (!first) return other;
    return second ? ["union", parts] : first;
  }
  if (isFunctionTypeNode(type)) return ["function", inner(type.type)];
  if (isLiteralTypeNode(type)) return isStringLiteral(type.literal) ? ["text", type.literal.text] : other;
  if (isTypeQueryNode(type)) return ["ref", `typeof ${entityName(type.exprName)}`, []];
  if (isTupleTypeNode(type))
    return [
      "object",
      Object.fromEntries(
        type.elements.map((element, index) => [
          String(index),
          inner(isNamedTupleMember(element) ? element.type : element),
        ]),
      ),
      [],
    ];
  return other;
}

/** The declared fields of an interface, object type or class. Keys are property names; methods count as functions. */
export function memberTypes(members: readonly ts.Node[], depth = 0): Record<string, TypeExpression> {
  const fields: Record<string, TypeExpression> = {};
  for (const member of members) {
    if (isPropertySignature(member) || isPropertyDeclaration(member)) {
      const name = memberName(member.name);
      if (name !== undefined) fields[name] = typeExpression(member.type, depth + 1);
    } else if (isMethodSignature(member)) {
      const name = memberName(member.name);
      if (name !== undefined) fields[name] = ["function", typeExpression(member.type, depth + 1)];
    }
  }
  return fields;
}

function memberName(name: ts.PropertyName): string | undefined {
  if (isIdentifier(name) || isStringLiteralLike(name) || isNumericLiteral(name)) {
    return name.text === "__proto__" ? undefined : name.text;
  }
  return undefined;
}

function entityName(name: ts.EntityName | ts.Expression): string {
  if (isIdentifier(name)) return name.text;
  if (isQualifiedName(name)) return `${entityName(name.left)}.${name.right.text}`;
  if (isPropertyAccessExpression(name)) return `${entityName(name.expression)}.${name.name.text}`;
  return "?";
}

/** Types without any name in them are not worth storing. */
export function isTelling(type: TypeExpression): boolean {
  switch (type[0]) {
    case "ref":
    case "object":
      return true;
    case "array":
    case "function":
      return isTelling(type[1]);
    case "union":
      return type[1].some(isTelling);
    case "text":
    case "other":
      return false;
  }
}
