import { unknownText, type ConstantEvaluator } from "../../model/constants.ts";
import type { ProgramCall } from "../../model/program.ts";
import type { Condition, PresenceCondition } from "../../model/rule-set.ts";
import { valuesAt } from "../../model/values-at.ts";

/** Whether a call may be one that a rule speaks of (`when`, `absent`): what is not known may be anything. */
export function mayHold(
  call: ProgramCall,
  condition: Condition | PresenceCondition,
  evaluator: ConstantEvaluator,
): boolean {
  const { port } = condition;
  const values = valuesAt(call, port, evaluator);
  const isOpen = values.some((value) => value.includes(unknownText));
  if (!("absent" in condition)) return isOpen || condition.values.some((wanted) => values.includes(String(wanted)));
  if (!condition.absent) return values.length > 0;
  // Of a list of arguments, or an object that is not known, anything may be missing.
  const isListed = port.root.kind === "argument" && call.spread >= 0 && port.root.index >= call.spread;
  return values.length === 0 || (isOpen && (isListed || port.steps.length > 0));
}
