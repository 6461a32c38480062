import type { ts } from "ts-morph";
import type { Extractor } from "./extractor.ts";
import {
  isConstructorDeclaration,
  isIdentifier,
  isParameterPropertyDeclaration,
  isTypeAliasDeclaration,
} from "./syntax.ts";
import { isTelling, memberTypes, typeExpression } from "./types.ts";

/** The type that a value is declared with, when there are names in it. */
export function declareType(x: Extractor, node: number, type: ts.TypeNode | undefined): void {
  if (!type || node < 0) return;
  const expression = typeExpression(type);
  if (isTelling(expression)) x.graph.nodeTypes.push(node, x.graph.string(JSON.stringify(expression)));
}

/** The types that a call is written with. */
export function giveTypes(x: Extractor, call: number, types: readonly ts.TypeNode[]): void {
  const expressions = types.map((type) => typeExpression(type));
  if (expressions.some(isTelling)) x.graph.callTypes.push(call, x.graph.string(JSON.stringify(expressions)));
}

export function typeDeclaration(x: Extractor, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): void {
  const type = isTypeAliasDeclaration(node)
    ? typeExpression(node.type)
    : ([
        "object",
        memberTypes(node.members),
        (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((extended) => typeExpression(extended))),
      ] as const);
  x.graph.types.push({ name: x.graph.string(node.name.text), type: x.graph.string(JSON.stringify(type)) });
}

/** The fields of a class, so that a value declared as this class gives them their names. */
export function declareClassType(
  x: Extractor,
  node: ts.ClassLikeDeclaration,
  name: string,
  extended: ts.ExpressionWithTypeArguments | undefined,
): void {
  if (name === "") return;
  const fields = memberTypes(node.members);
  for (const member of node.members) {
    if (!isConstructorDeclaration(member)) continue;
    for (const parameter of member.parameters) {
      if (isIdentifier(parameter.name) && isParameterPropertyDeclaration(parameter, member)) {
        fields[parameter.name.text] = typeExpression(parameter.type);
      }
    }
  }
  const type = ["object", fields, extended ? [typeExpression(extended)] : []] as const;
  if (isTelling(type)) x.graph.types.push({ name: x.graph.string(name), type: x.graph.string(JSON.stringify(type)) });
}
