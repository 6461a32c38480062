import { unknownText, type ConstantEvaluator } from "../../model/constants.ts";
import type { MethodSpec } from "../../model/http-specs.ts";
import type { ProgramCall } from "../../model/program.ts";
import { valuesAt } from "../../model/values-at.ts";

const verb = /^(?:get|post|put|patch|delete|head|options)(?![a-z])/i;

/** The methods, in capitals, of a request or route; undefined when it may be any. `otherwise` is that of ports which hold nothing. */
export function methodsOf(
  spec: MethodSpec,
  name: string,
  call: ProgramCall,
  evaluator: ConstantEvaluator,
  otherwise: string | undefined,
): ReadonlySet<string> | undefined {
  const named = spec.byName ? verb.exec(name)?.[0] : undefined;
  if (named !== undefined) return new Set([named.toUpperCase()]);
  if (spec.constants.length > 0) return new Set(spec.constants);
  if (spec.ports.length === 0) return undefined;
  const values = spec.ports.flatMap((port) => valuesAt(call, port, evaluator));
  // Of several ports one is used: the others are not there, or belong to something else.
  const known = values.filter((value) => /^[a-z]+$/i.test(value));
  if (known.length > 0) return new Set(known.map((value) => value.toUpperCase()));
  if (values.some((value) => value.includes(unknownText)) || otherwise === undefined) return undefined;
  return new Set([otherwise]);
}

export function agree(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a === undefined || b === undefined || [...a].some((method) => b.has(method));
}
