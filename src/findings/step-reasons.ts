import type { Program } from "../model/program.ts";
import { printPort } from "../model/print-port.ts";
import type { RawFlow, Stop } from "../model/raw-flow.ts";
import type { Transform } from "../model/rule-set.ts";

/**
 * Why the analysis goes from one stop to the next, as a clause that follows "because". Undefined where the step says it all.
 *
 *   track(dx)                       because `track()` is the function `track` of src/track.ts, and `data` its parameter 1
 *   const sent = await post(dx)     because no rule says what `post()` does, so what goes in may come out
 */
export function reasonOfMove(program: Program, before: Stop, stop: Stop): string | undefined {
  const callee = before.call >= 0 ? (program.calls[before.call]?.written ?? "") : "";
  switch (before.move) {
    case "argument":
      return reasonOfArgument(program, before.call, callee, stop.node);
    case "return": {
      const returning = printFunction(program, program.nodeOwner[before.node] ?? -1);
      return callee === "" || returning === undefined ? undefined : `\`${callee}()\` is ${returning}, which returns it`;
    }
    case "outside":
      return `no rule says what \`${callee}()\` does, so what goes in may come out`;
    case "derive":
    case "convert":
      return transformReasons[before.transform ?? "call"];
    case "write":
      return before.field === undefined ? undefined : `whoever reads \`${before.field}\` of that object gets it`;
    case "read":
    case "pick":
      return before.field === undefined ? undefined : `the data is in \`${before.field}\` of what it is read from`;
    case "shared":
      return "that place outlives the call, and whoever reads it gets what was kept";
    case "copy":
      return "the variable holds that value from here on";
    case "capture":
      return undefined;
  }
}

/** Why a name, text or call counts as data. The words themselves are for who has the rules at hand. */
export function reasonOfSource({ strength, isText }: RawFlow): string {
  if (strength === "rule") return "a source of the rules fills it";
  if (isText) return "the text itself tells the fact";
  return strength === "strong"
    ? "a strong word of the lexicon names it, or a field of its declared type"
    : "a weak word of the lexicon names it, and strong words stand near it";
}

/** Why the vendor call ends the path: the entry of the rules that speaks of it. */
export function reasonOfSink({ spec, port, role, implicit }: RawFlow): string {
  const decided = implicit ? "that it runs at all tells the answer, and " : "";
  return `${decided}the rules say that \`${spec.id}\` takes ${role} at port \`${printPort(port)}\``;
}

function reasonOfArgument(program: Program, call: number, callee: string, node: number): string | undefined {
  if (callee === "") return "the rules, or the language, say that this function is called with it";
  const owner = program.nodeOwner[node] ?? -1;
  const entered = printFunction(program, owner);
  if (entered === undefined) return undefined;
  const position = program.functions[owner]?.parameters.indexOf(node) ?? -1;
  const name = program.nameOf(node);
  const parameter =
    position < 0 ? "" : `, and ${name === undefined ? "it" : `\`${name}\``} its parameter ${String(position + 1)}`;
  const guess =
    program.targets[call]?.guessed === true ? " (guessed by the name of the method: the receiver is not known)" : "";
  return `\`${callee}()\` is ${entered}${guess}${parameter}`;
}

function printFunction(program: Program, index: number): string | undefined {
  const found = program.functions[index];
  const file = program.modules[found?.module ?? -1]?.path;
  if (found === undefined || file === undefined) return undefined;
  return found.name === "" ? `a function of ${file}` : `the function \`${found.name}\` of ${file}`;
}

const transformReasons: Readonly<Record<Transform, string>> = {
  hash: "equal values have equal hashes, so it still stands for the person",
  encode: "what is encoded can be decoded",
  encrypt: "who has the key reads it",
  truncate: "what is left still tells it",
  text: "the text holds it",
  arithmetic: "the result still tells it",
  compare: "the answer tells what it was compared for",
  boolean: "yes or no is the answer",
  length: "the length depends on it",
  choice: "which value is taken tells the answer",
  call: "the result is made of it",
};
