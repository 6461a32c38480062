import { unknownText, type ConstantEvaluator } from "./constants.ts";
import type { ProgramCall } from "./program.ts";
import type { Port } from "./port.ts";

/** The texts that may stand at a port; nothing when the call has no such argument. */
export function valuesAt(call: ProgramCall, port: Port, evaluator: ConstantEvaluator): readonly string[] {
  const fields: string[] = [];
  for (const step of port.steps) {
    if (step.kind !== "field") return [unknownText];
    fields.push(step.name);
  }
  switch (port.root.kind) {
    case "argument": {
      const { index } = port.root;
      if (call.spread >= 0 && index >= call.spread) return [unknownText];
      const node = call.arguments[index];
      return node === undefined || node < 0 ? [] : evaluator.valuesAtPath(node, fields);
    }
    case "this":
      return call.receiver < 0 ? [] : evaluator.valuesAtPath(call.receiver, fields);
    default:
      return [unknownText];
  }
}
