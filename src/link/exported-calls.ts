import { NodeKind } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";

const prefix = "export#";

/** A call that a framework makes of an export. */
export interface ExportedCall {
  readonly call: number;
  readonly api: string;
}

/**
 * Exports that a framework reads by their name, as calls that rules can speak of: `export#generateMetadata` is called with what a
 * module exports as `generateMetadata`, and with what that returns when it is a function.
 *
 * @param apis  the API paths of the rules, of which those of exports count
 * @param isMeant  whether exports of a module are
 */
export function addExportedCalls(
  program: Program,
  apis: Iterable<string>,
  isMeant: (module: number) => boolean = () => true,
): readonly ExportedCall[] {
  const calls: ExportedCall[] = [];
  const names = exportsNamed(apis);
  if (names.size === 0) return calls;
  program.modules.forEach((module, index) => {
    for (const exported of module.exports) {
      const name = module.strings[exported.name] ?? "";
      if (!names.has(name) || !isMeant(index)) continue;
      const call = addCall(program, index, name, exported.node + (program.nodeBase[index] ?? 0));
      calls.push({ call, api: prefix + name });
    }
  });
  return calls;
}

/**
 * The same for objects that are written where they are exported, such as the options of a component, before call targets are known.
 *
 * @returns the calls that were added
 */
export function addExportedObjects(program: Program, apis: Iterable<string>): readonly ExportedCall[] {
  const names = exportsNamed(apis);
  const added: ExportedCall[] = [];
  program.modules.forEach((module, index) => {
    for (const exported of module.exports) {
      const name = module.strings[exported.name] ?? "";
      const value = exported.node + (program.nodeBase[index] ?? 0);
      if (names.has(name) && program.nodeKind[value] === NodeKind.object)
        added.push({ call: addCall(program, index, name, value), api: prefix + name });
    }
  });
  return added;
}

function exportsNamed(apis: Iterable<string>): ReadonlySet<string> {
  return new Set([...apis].filter((api) => api.startsWith(prefix)).map((api) => api.slice(prefix.length)));
}

function addCall(program: Program, module: number, name: string, value: number): number {
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
  return index;
}
