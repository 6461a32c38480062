import type { LoadedTracker, Page } from "../model/loaded-tracker.ts";
import type { Program } from "../model/program.ts";
import { findFrames } from "./file-pages.ts";
import { reachedModules, type ModuleImports } from "./module-imports.ts";
import { packageFolderFinder } from "../util/package-folder-finder.ts";

export interface ReachInput {
  readonly program: Program;
  readonly imports: ModuleImports;
  readonly pages: readonly Page[];
  /** Folders of the packages of the project, `""` for the root. */
  readonly packageFolders: readonly string[];
}

/**
 * Which modules run on a page together with a tracker.
 *
 * What a page imports is loaded on that page; what a layout imports, on the pages of its folder; and what neither does, or what the
 * program only talks to, on every page of its package. So the importers of the place that loads a tracker are followed up to
 * pages and frames, and from these down again to everything that they bring along.
 */
export class TrackerReach {
  private readonly input: ReachInput;
  private readonly pageModules: ReadonlySet<number>;
  private readonly frameFolders: ReadonlyMap<number, string>;
  private readonly packageOfModule: readonly string[];
  private readonly covered = new Map<string, ReadonlySet<number>>();

  constructor(input: ReachInput) {
    this.input = input;
    this.pageModules = new Set(input.pages.map(({ module }) => module));
    this.frameFolders = new Map(findFrames(input.program).map(({ module, folder }) => [module, folder]));
    const packageOf = packageFolderFinder(input.packageFolders);
    this.packageOfModule = input.program.modules.map(({ path }) => packageOf(path));
  }

  /** The modules that run where a tracker is loaded. */
  modulesWith(loaded: LoadedTracker): ReadonlySet<number> {
    const key = `${loaded.evidence === "used" ? "used" : "loaded"} ${String(loaded.module)}`;
    let modules = this.covered.get(key);
    if (!modules) {
      modules = reachedModules(this.tops(loaded), this.input.imports.imports);
      this.covered.set(key, modules);
    }
    return modules;
  }

  /** The modules that bring everything along that runs with a tracker. */
  private tops(loaded: LoadedTracker): number[] {
    if (loaded.evidence === "used") return this.ofPackage(loaded.module);
    const { importers } = this.input.imports;
    const isEnd = (module: number): boolean => this.pageModules.has(module) || this.frameFolders.has(module);
    const above = reachedModules([loaded.module], importers, isEnd);
    const tops: number[] = [];
    for (const module of above) {
      const folder = this.frameFolders.get(module);
      if (folder !== undefined) tops.push(...this.below(folder, module));
      else if (this.pageModules.has(module)) tops.push(module);
      else if ((importers[module]?.length ?? 0) === 0) tops.push(...this.ofPackage(module));
    }
    return tops.length === 0 ? this.ofPackage(loaded.module) : tops;
  }

  private ofPackage(module: number): number[] {
    const own = this.packageOfModule[module];
    return this.packageOfModule.flatMap((folder, index) => (folder === own ? [index] : []));
  }

  /** The modules of a folder that belong to the package of its frame. */
  private below(folder: string, frame: number): number[] {
    const own = this.packageOfModule[frame];
    return this.input.program.modules.flatMap(({ path }, index) =>
      path.startsWith(folder) && this.packageOfModule[index] === own ? [index] : [],
    );
  }
}
