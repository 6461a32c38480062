import type { Reexport } from "./module-graph.ts";
import type { Program } from "./program.ts";

/** What `export *` of a module leads to, directly and through further `export *`. */
export interface StarExports {
  /** Modules of the project, each with its rank: those that come first in the text have lower ranks. Not the module itself. */
  readonly ranks: ReadonlyMap<number, number>;
  /** Specifiers of modules outside the project. */
  readonly outside: readonly string[];
}

const noReexports: readonly Reexport[] = [];
const noStars: StarExports = { ranks: new Map(), outside: [] };

/**
 * Re-exports by module and name. Barrels of barrels are common, and asking each module behind one for a name is what makes
 * import resolution slow: here the modules that `export *` leads to are collected once for each barrel.
 */
export class Reexports {
  private readonly program: Program;
  private readonly resolve: (fromPath: string, specifier: string) => string | undefined;
  private readonly byName: (ReadonlyMap<string, readonly Reexport[]> | undefined)[] = [];
  private readonly starsOf: (StarExports | undefined)[] = [];
  private readonly targets: (Map<number, number> | undefined)[] = [];

  constructor(program: Program, resolve: (fromPath: string, specifier: string) => string | undefined) {
    this.program = program;
    this.resolve = resolve;
  }

  /** `export { a as name } from "…"` of a module, in the order of the text. */
  named(module: number, name: string): readonly Reexport[] {
    const graph = this.program.modules[module];
    if (!graph || graph.reexports.length === 0) return noReexports;
    return this.namesOf(module).get(name) ?? noReexports;
  }

  /** All that a module re-exports by name. */
  namesOf(module: number): ReadonlyMap<string, readonly Reexport[]> {
    let names = this.byName[module];
    if (!names) {
      const graph = this.program.modules[module];
      const made = new Map<string, Reexport[]>();
      for (const reexport of graph?.reexports ?? []) {
        if (reexport.exported < 0) continue;
        const name = graph?.strings[reexport.exported] ?? "";
        const list = made.get(name);
        if (list) list.push(reexport);
        else made.set(name, [reexport]);
      }
      this.byName[module] = names = made;
    }
    return names;
  }

  /** The module of the project that a specifier (string number of the module) means, or -1. */
  target(module: number, specifier: number): number {
    const targets = (this.targets[module] ??= new Map<number, number>());
    let target = targets.get(specifier);
    if (target === undefined) {
      const graph = this.program.modules[module];
      const path = this.resolve(graph?.path ?? "", graph?.strings[specifier] ?? "");
      target = path === undefined ? -1 : (this.program.moduleIndex.get(path) ?? -1);
      targets.set(specifier, target);
    }
    return target;
  }

  stars(module: number): StarExports {
    const graph = this.program.modules[module];
    if (!graph?.reexports.some((reexport) => reexport.exported < 0)) return noStars;
    return (this.starsOf[module] ??= this.collectStars(module));
  }

  /** Modules in the order in which a walk that follows each `export *` at once comes to them; cycles end at what was seen. */
  private collectStars(start: number): StarExports {
    const ranks = new Map<number, number>();
    const outside: string[] = [];
    const work: number[] = [start];
    const seen = new Set<number>();
    for (let module = work.pop(); module !== undefined; module = work.pop()) {
      if (seen.has(module)) continue;
      seen.add(module);
      if (module !== start) ranks.set(module, ranks.size);
      const graph = this.program.modules[module];
      const found: number[] = [];
      for (const reexport of graph?.reexports ?? []) {
        if (reexport.exported >= 0) continue;
        const target = this.target(module, reexport.specifier);
        if (target >= 0) found.push(target);
        else outside.push(graph?.strings[reexport.specifier] ?? "");
      }
      work.push(...found.reverse());
    }
    return { ranks, outside };
  }
}

/**
 * Of the modules that have something under a name, those that `export *` leads to, nearest first.
 *
 * @param owners  modules, in any order
 */
export function ownersBehind({ ranks }: StarExports, owners: readonly number[]): readonly number[] {
  if (ranks.size === 0) return [];
  return owners.filter((owner) => ranks.has(owner)).sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}
