import type { ModuleGraph } from "../../model/module-graph.ts";
import { Program } from "../../model/program.ts";
import type { ProjectLayout } from "../../model/project.ts";
import { Reexports } from "../../model/reexports.ts";
import { compareText } from "../../util/compare-text.ts";
import { appendModule } from "./append-module.ts";
import { linkGlobals } from "./link-globals.ts";
import { linkImports, type UnresolvedImport } from "./link-imports.ts";
import { linkReceivers } from "./link-receivers.ts";
import { ModuleExports } from "./module-exports.ts";
import { createImportResolver } from "./resolve-import.ts";

/** A program whose modules are joined; call targets are still unknown. */
export interface LinkedModules {
  readonly program: Program;
  readonly reexports: Reexports;
  /** Names that import nodes stand for outside the project: canonical API path by node. */
  readonly outsideImports: ReadonlyMap<number, string>;
  readonly unresolved: readonly UnresolvedImport[];
}

/**
 * Numbers the graphs through and joins them: imports to exports, through re-exports and barrels; CommonJS exports;
 * globals of the same name; receivers of methods to the shared instance of their class.
 */
export function linkModules(graphs: readonly ModuleGraph[], layout: ProjectLayout): LinkedModules {
  const modules = [...graphs].sort((a, b) => compareText(a.path, b.path));
  const program = new Program(modules);
  modules.forEach((module, index) => {
    appendModule(program, module, index);
  });
  const paths = modules.map((module) => module.path);
  const resolve = createImportResolver(paths, layout);
  const reexports = new Reexports(program, resolve);
  const moduleExports = new ModuleExports(program, reexports);
  const unresolved = linkImports(program, moduleExports, resolve);
  linkGlobals(program, moduleExports);
  linkReceivers(program);
  return { program, reexports, outsideImports: moduleExports.outsideImports, unresolved };
}
