import type { Program } from "../model/program.ts";
import type { Reexports } from "../model/reexports.ts";

/** Which modules of the project import which, by any form of import. */
export interface ModuleImports {
  /** For each module, those that it imports. */
  readonly imports: readonly (readonly number[])[];
  /** For each module, those that import it. */
  readonly importers: readonly (readonly number[])[];
}

export function readModuleImports(program: Program, reexports: Reexports): ModuleImports {
  const imports = program.modules.map((module, index) => {
    const specifiers = new Set([...module.imports, ...module.reexports].map(({ specifier }) => specifier));
    const targets = [...specifiers].map((specifier) => reexports.target(index, specifier));
    return [...new Set(targets)].filter((target) => target >= 0 && target !== index);
  });
  const importers: number[][] = program.modules.map(() => []);
  imports.forEach((targets, index) => {
    for (const target of targets) importers[target]?.push(index);
  });
  return { imports, importers };
}

/** All modules that some lead to over `next`, themselves among them. Where `stops` says so, the way is not followed further. */
export function reachedModules(
  from: Iterable<number>,
  next: readonly (readonly number[])[],
  stops: (module: number) => boolean = () => false,
): ReadonlySet<number> {
  const reached = new Set(from);
  for (const module of reached) if (!stops(module)) for (const target of next[module] ?? []) reached.add(target);
  return reached;
}
