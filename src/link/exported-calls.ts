import type { Program } from "../model/program.ts";

const prefix = "export#";

/**
 * Exports that a framework reads by their name, as calls that rules can speak of: `export#generateMetadata` is called with what a
 * module exports as `generateMetadata`, and with what that returns when it is a function.
 *
 * @param apis  the API paths of the rules, of which those of exports count
 */
export function addExportedCalls(program: Program, apis: Iterable<string>): void {
  const names = new Set([...apis].filter((api) => api.startsWith(prefix)).map((api) => api.slice(prefix.length)));
  if (names.size === 0) return;
  program.modules.forEach((module, index) => {
    for (const exported of module.exports) {
      const name = module.strings[exported.name] ?? "";
      if (names.has(name)) addCall(program, index, name, exported.node + (program.nodeBase[index] ?? 0));
    }
  });
}

function addCall(program: Program, module: number, name: string, value: number): void {
  const first = program.functionBase[module] ?? 0;
  const last = program.functionBase[module + 1] ?? program.functions.length;
  const made = program.functions.slice(first, last).find((fn) => fn.name === name && fn.parent === first);
  const index = program.addCall({
    callee: -1,
    receiver: -1,
    receiverAfter: -1,
    arguments: [value, made?.returned ?? -1],
    argumentsAfter: [-1, -1],
    spread: -1,
    result: -1,
    resultAfter: -1,
    thrown: -1,
    written: name,
    flags: 0,
    owner: first,
    module,
    start: made?.start ?? program.nodeStart[value] ?? 0,
    end: made?.end ?? program.nodeEnd[value] ?? 0,
    conditions: [],
    synthetic: true,
  });
  program.targets[index]?.apis.push(prefix + name);
}
