import { EdgeKind, ImportFlag, NodeKind } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import { outsideApi, type ModuleExports } from "./module-exports.ts";
import type { ImportResolver } from "./resolve-import.ts";

/** An import of a project file that could not be found. */
export interface UnresolvedImport {
  readonly module: number;
  readonly specifier: string;
}

/**
 * Joins every import to what it stands for: an edge from the exported value, or an entry of `moduleExports.outsideImports`.
 *
 * @returns the imports of project files that could not be found
 */
export function linkImports(
  program: Program,
  moduleExports: ModuleExports,
  resolve: ImportResolver,
): readonly UnresolvedImport[] {
  const unresolved: UnresolvedImport[] = [];
  program.modules.forEach((module, index) => {
    const base = program.nodeBase[index] ?? 0;
    const text = (string: number): string => module.strings[string] ?? "";
    const outs = writtenImports(program, index);
    module.imports.forEach((imported, position) => {
      const node = imported.node + base;
      const name = text(imported.name);
      const specifier = text(imported.specifier);
      const path = resolve(module.path, specifier);
      const from = path === undefined ? undefined : program.moduleIndex.get(path);
      if (from === undefined) {
        if (specifier.startsWith(".")) unresolved.push({ module: index, specifier });
        moduleExports.outsideImports.set(node, outsideApi(specifier, name));
        return;
      }
      const value = moduleExports.imported(from, name, (imported.flags & ImportFlag.require) !== 0);
      if (value.kind === "outside") {
        moduleExports.outsideImports.set(node, value.api);
        return;
      }
      program.addEdge(EdgeKind.copy, value.node, node);
      const out = outs.get(position);
      if (out !== undefined) program.addEdge(EdgeKind.copy, out, value.node);
    });
  });
  return unresolved;
}

/** For each import of a module that the module writes into, by position, the node that is written. */
function writtenImports(program: Program, module: number): ReadonlyMap<number, number> {
  const base = program.nodeBase[module] ?? 0;
  const outs = new Map<number, number>();
  for (let node = base; node < (program.nodeBase[module + 1] ?? base); node++)
    if (program.nodeKind[node] === NodeKind.importOut) outs.set(program.nodePayload[node] ?? -1, node);
  return outs;
}
