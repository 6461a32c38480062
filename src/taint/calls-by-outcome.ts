import type { Program } from "../model/program.ts";

/** The calls that a value may come out of, by its node. */
export interface CallsByOutcome {
  /** What they return. */
  readonly result: ReadonlyMap<number, readonly number[]>;
  /** What they throw. */
  readonly thrown: ReadonlyMap<number, readonly number[]>;
}

export function callsByOutcome(program: Program): CallsByOutcome {
  const result = new Map<number, number[]>();
  const thrown = new Map<number, number[]>();
  program.calls.forEach((call, index) => {
    pushTo(result, call.result, index);
    pushTo(thrown, call.thrown, index);
  });
  return { result, thrown };
}

function pushTo(map: Map<number, number[]>, key: number, value: number): void {
  if (key < 0) return;
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
