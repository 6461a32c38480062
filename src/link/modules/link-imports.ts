import { EdgeKind, ImportFlag, NodeKind } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import { outsideApi, type ModuleExports } from "./module-exports.ts";
import { joinPath, parentOf, type ImportResolver } from "./resolve-import.ts";

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
      if ((imported.flags & ImportFlag.pattern) !== 0) {
        joinFitting(
          program,
          moduleExports,
          module.path,
          specifier,
          name,
          node,
          (imported.flags & ImportFlag.dynamic) !== 0,
        );
        return;
      }
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

/** Joins the modules that fit a pattern: any of them is what is imported, or a field of it by its path. */
function joinFitting(
  program: Program,
  moduleExports: ModuleExports,
  fromPath: string,
  pattern: string,
  name: string,
  node: number,
  isAny: boolean,
): void {
  const fits = pathPattern(fromPath, pattern);
  program.modules.forEach(({ path }, index) => {
    if (path === fromPath || !fits.test(path)) return;
    const value = moduleExports.imported(index, name, false);
    if (value.kind === "outside") return;
    if (isAny) program.addEdge(EdgeKind.copy, value.node, node);
    else program.addEdge(EdgeKind.write, value.node, node, program.string(path));
  });
}

/** Paths that a pattern of bundlers means: `*` within a name, `**` any folders, relative to a file, or from the root of some package. */
function pathPattern(fromPath: string, pattern: string): RegExp {
  const isRelative = pattern.startsWith(".");
  const text = isRelative ? joinPath(parentOf(fromPath), pattern) : pattern.replace(/^[@~]?\//, "");
  const source = text
    .replace(/[.+^$()|[\]\\]/g, "\\$&")
    .replace(/\{([^}]*)\}/g, (_, names: string) => `(?:${names.replaceAll(",", "|")})`)
    .replace(/\*\*\/|\*/g, (stars) => (stars === "*" ? "[^/]*" : "(?:.*/)?"));
  return new RegExp(`${isRelative ? "^" : "(?:^|/)"}${source}$`, "u");
}

/** For each import of a module that the module writes into, by position, the node that is written. */
function writtenImports(program: Program, module: number): ReadonlyMap<number, number> {
  const base = program.nodeBase[module] ?? 0;
  const outs = new Map<number, number>();
  for (let node = base; node < (program.nodeBase[module + 1] ?? base); node++)
    if (program.nodeKind[node] === NodeKind.importOut) outs.set(program.nodePayload[node] ?? -1, node);
  return outs;
}
