import { EdgeKind, ImportFlag, NodeKind, type ModuleGraph } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import type { ModuleExports } from "./module-exports.ts";

/**
 * Files share global names: what one assigns, the others read. In a file that is no module, the variables at its top are
 * globals as well.
 */
export function linkGlobals(program: Program, moduleExports: ModuleExports): void {
  const { nodeKind, nodeName, edgeTo } = program;
  const isWritten = new Uint8Array(program.nodeCount);
  for (let edge = 0; edge < program.edgeCount; edge++) isWritten[edgeTo[edge] ?? 0] = 1;
  const shared = new Map<number, number>();
  const writtenNames = new Set<number>();
  const count = program.nodeCount;
  for (let node = 0; node < count; node++) {
    if (nodeKind[node] !== NodeKind.global) continue;
    const name = nodeName[node] ?? -1;
    if (program.strings[name]?.startsWith("jsx#") === true) continue;
    if (isWritten[node] === 1) writtenNames.add(name);
    const first = shared.get(name);
    if (first === undefined) {
      shared.set(name, node);
      continue;
    }
    program.addEdge(EdgeKind.copy, first, node);
    // Only what a file assigns goes back, so that asking for one use does not lead to all others.
    if (isWritten[node] === 1) program.addEdge(EdgeKind.copy, node, first);
  }
  program.modules.forEach((module, index) => {
    if (isScript(module) && !moduleExports.isCommonJs(index)) linkScript(program, index, shared, writtenNames);
  });
}

function isScript(module: ModuleGraph): boolean {
  const requires = module.imports.some(({ flags }) => (flags & ImportFlag.require) !== 0);
  return !module.isModule && !requires;
}

function linkScript(
  program: Program,
  module: number,
  shared: Map<number, number>,
  writtenNames: ReadonlySet<number>,
): void {
  const top = program.functionBase[module] ?? 0;
  const end = program.nodeBase[module + 1] ?? 0;
  for (let node = program.nodeBase[module] ?? 0; node < end; node++) {
    if (program.nodeKind[node] !== NodeKind.cell || program.nodeOwner[node] !== top) continue;
    const name = program.nodeName[node] ?? -1;
    let global = shared.get(name);
    if (global === undefined) {
      global = program.addNode(NodeKind.global, program.strings[name], module, top, 0, 0);
      shared.set(name, global);
    }
    program.addEdge(EdgeKind.copy, node, global);
    if (writtenNames.has(name)) program.addEdge(EdgeKind.copy, global, node);
  }
}
