import { EdgeKind, NodeKind, type GenericResult, type TypeExpression } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";

/** The types that a call is written with. */
export function typesGivenTo(program: Program, call: number): readonly TypeExpression[] {
  const printed = program.callTypes.get(call);
  return printed === undefined ? [] : (JSON.parse(printed) as readonly TypeExpression[]);
}

/**
 * The result of a call of a generic function of the project is declared by the types that the call is written with:
 * `get<Visit>("/visit")` of `function get<T>(path: string): Promise<T>` is a `Promise<Visit>`. Call it when call targets are known.
 */
export function declareGenericResults(program: Program): void {
  let outside = -1;
  for (const call of program.callTypes.keys()) {
    const { result } = program.calls[call] ?? { result: -1 };
    const { functions = [], guessed = true } = program.targets[call] ?? {};
    if (result < 0 || guessed || program.nodeTypes.has(result)) continue;
    const [printed] = functions.flatMap((fn) => program.genericResults.get(fn) ?? []);
    if (printed === undefined) continue;
    const [parameters, type] = JSON.parse(printed) as GenericResult;
    const given = new Map(typesGivenTo(program, call).map((argument, index) => [parameters[index] ?? "", argument]));
    program.nodeTypes.set(result, JSON.stringify(withTypes(type, given)));
    // What must be told its type comes from outside, whatever the function makes of its arguments.
    if (outside < 0) outside = program.addNode(NodeKind.global, "store(typed by a call)", 0, 0, 0, 0);
    program.addEdge(EdgeKind.copy, outside, result);
  }
}

/** A type with others in place of type parameters. */
function withTypes(type: TypeExpression, given: ReadonlyMap<string, TypeExpression>): TypeExpression {
  const inner = (part: TypeExpression): TypeExpression => withTypes(part, given);
  switch (type[0]) {
    case "ref":
      return given.get(type[1]) ?? ["ref", type[1], type[2].map(inner)];
    case "array":
    case "function":
      return [type[0], inner(type[1])];
    case "object":
      return [
        "object",
        Object.fromEntries(Object.entries(type[1]).map(([name, field]) => [name, inner(field)])),
        type[2].map(inner),
      ];
    case "union":
      return ["union", type[1].map(inner)];
    case "text":
    case "other":
      return type;
  }
}
