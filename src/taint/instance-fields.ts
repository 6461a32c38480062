import type { Program } from "../model/program.ts";
import { exactly, type AccessPaths } from "./access-paths.ts";
import type { Context } from "./contexts.ts";
import { Via } from "./facts.ts";
import type { Search } from "./search.ts";

/**
 * The shared instance of a class has in a field what methods of the class, or of those it extends or that extend it, write there.
 */
export class InstanceFields {
  private readonly program: Program;
  private readonly paths: AccessPaths;
  private readonly search: Search;
  private readonly families = new Map<number, readonly number[]>();

  constructor(program: Program, paths: AccessPaths, search: Search) {
    this.program = program;
    this.paths = paths;
    this.search = search;
  }

  /** From a fact at an instance to what is written into its fields. */
  read(context: Context, fact: number, node: number, path: number, mask: number): void {
    if (path === exactly || context.fn >= 0) return;
    for (const classIndex of this.familyOf(this.program.nodePayload[node] ?? -1)) {
      for (const [field, values] of this.program.receiverWrites.get(classIndex) ?? []) {
        const below = this.paths.below(path, field);
        if (below === undefined) continue;
        for (const value of values) this.search.add(context, value, below, mask, fact, Via.shared, field, -1);
      }
    }
  }

  /** A class, those it extends and those that extend it. */
  private familyOf(classIndex: number): readonly number[] {
    let family = this.families.get(classIndex);
    if (family) return family;
    const { superclasses } = this.program;
    const ancestors = new Set([classIndex]);
    for (const member of ancestors) for (const parent of superclasses.get(member) ?? []) ancestors.add(parent);
    const descendants = new Set([classIndex]);
    for (const member of descendants)
      for (const [child, parents] of superclasses) if (parents.includes(member)) descendants.add(child);
    family = [...new Set([...ancestors, ...descendants])];
    this.families.set(classIndex, family);
    return family;
  }
}
