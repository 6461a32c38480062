import type { ConstantEvaluator } from "../model/constants.ts";
import type { SinkPort } from "./match-sinks.ts";

/** Whether an address leads elsewhere (`tel:…`, `https://maps.example/…`), so that no page of the program is shown at it. */
export function leavesSite(evaluator: ConstantEvaluator, { role, node, fields }: SinkPort): boolean {
  if (role !== "address") return false;
  const values = evaluator.valuesAtPath(node, fields);
  return values.length > 0 && values.every((value) => /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(value));
}
