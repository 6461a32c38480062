import { FunctionFlag } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import { lastName } from "./last-name.ts";

/** Names up to this length say too little, and more methods of one name are no guess. */
const shortName = 3;
const maximumCandidates = 2;

/**
 * A method call whose receiver nothing is known of may be the only method, or one of two, of that name in the program.
 * Marks such calls as guessed and joins them with `link`.
 *
 * @returns whether there was any
 */
export function guessMethods(program: Program, link: (call: number, fn: number) => void): boolean {
  const methods = methodsByName(program);
  let found = false;
  const count = program.calls.length;
  for (let index = 0; index < count; index++) {
    const call = program.calls[index];
    const targets = program.targets[index];
    if (
      !call ||
      !targets ||
      call.receiver < 0 ||
      call.synthetic ||
      targets.functions.length > 0 ||
      targets.apis.length > 0 ||
      targets.propagated
    )
      continue;
    const candidates = methods.get(lastName(call.written)) ?? [];
    if (candidates.length === 0 || candidates.length > maximumCandidates) continue;
    targets.guessed = true;
    for (const candidate of candidates) link(index, candidate);
    found = true;
  }
  return found;
}

function methodsByName(program: Program): ReadonlyMap<string, readonly number[]> {
  const methods = new Map<string, number[]>();
  program.functions.forEach(({ name, flags }, index) => {
    if ((flags & FunctionFlag.method) === 0 || (flags & (FunctionFlag.getter | FunctionFlag.setter)) !== 0) return;
    if (name.length <= shortName) return;
    const list = methods.get(name);
    if (list) list.push(index);
    else methods.set(name, [index]);
  });
  return methods;
}
