import { EdgeKind, NodeKind } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import { ownersBehind, type Reexports } from "../../model/reexports.ts";

/** An export followed to where the value is: a node here, or an API path outside. */
export type ExportedValue =
  { readonly kind: "node"; readonly node: number } | { readonly kind: "outside"; readonly api: string };

/**
 * What modules export, by name: their own exports, what they re-export, through any number of barrels, and CommonJS exports.
 * Make it before any edge is added: a module that writes to `module.exports` counts as CommonJS.
 */
export class ModuleExports {
  /** Names that import nodes stand for outside the project: canonical API path by node. */
  readonly outsideImports = new Map<number, string>();
  private readonly program: Program;
  private readonly reexports: Reexports;
  private readonly exportTables: ReadonlyMap<string, number>[];
  private readonly commonJs: boolean[];
  private readonly namespaces = new Map<number, number>();
  private readonly found: (Map<string, ExportedValue | undefined> | undefined)[] = [];
  private owners: Map<string, number[]> | undefined;

  constructor(program: Program, reexports: Reexports) {
    this.program = program;
    this.reexports = reexports;
    this.exportTables = program.modules.map((module, index) => {
      const base = program.nodeBase[index] ?? 0;
      return new Map(module.exports.map(({ name, node }) => [module.strings[name] ?? "", node + base]));
    });
    const exportsNodes = program.modules.map((_, index) => this.exportsNode(index));
    const isWritten = new Uint8Array(program.nodeCount);
    for (let edge = 0; edge < program.edgeCount; edge++) isWritten[program.edgeTo[edge] ?? 0] = 1;
    this.commonJs = exportsNodes.map((node) => isWritten[node] === 1);
  }

  isCommonJs(module: number): boolean {
    return this.commonJs[module] === true;
  }

  /** What an import of a name gives; `*` is the module as a whole. */
  imported(module: number, name: string, isRequire: boolean): ExportedValue {
    if (name === "*") {
      const hasEsExports =
        (this.exportTables[module]?.size ?? 0) > 0 || (this.program.modules[module]?.reexports.length ?? 0) > 0;
      if (isRequire ? this.isCommonJs(module) || !hasEsExports : !hasEsExports)
        return { kind: "node", node: this.exportsNode(module) };
      return { kind: "node", node: this.namespace(module) };
    }
    const found = this.findExport(module, name);
    if (found) return found;
    if (name === "default" && this.isCommonJs(module)) return { kind: "node", node: this.exportsNode(module) };
    return { kind: "node", node: this.readExports(module, name, name) };
  }

  /** Follows re-exports; cycles of barrels end because each (module, name) is tried once. */
  private findExport(module: number, name: string, tried?: Set<string>): ExportedValue | undefined {
    const found = (this.found[module] ??= new Map<string, ExportedValue | undefined>());
    if (found.has(name)) return found.get(name);
    const key = `${String(module)}:${name}`;
    if (tried?.has(key) === true) return undefined;
    const result = this.searchExport(module, name, (tried ?? new Set()).add(key));
    // Inside a search a name may be missing only because a cycle came back to it.
    if (result || !tried) found.set(name, result);
    return result;
  }

  private searchExport(module: number, name: string, tried: Set<string>): ExportedValue | undefined {
    const own = this.ownExport(module, name, tried);
    if (own || name === "default") return own;
    const stars = this.reexports.stars(module);
    for (const owner of ownersBehind(stars, this.ownersOf(name))) {
      const found = this.ownExport(owner, name, tried);
      if (found) return found;
    }
    const [only] = stars.outside;
    return only !== undefined && stars.outside.length === 1
      ? { kind: "outside", api: outsideApi(only, name) }
      : undefined;
  }

  /** What a module itself exports under a name, or re-exports under it by name. */
  private ownExport(module: number, name: string, tried: Set<string>): ExportedValue | undefined {
    const direct = this.exportTables[module]?.get(name);
    if (direct !== undefined) return { kind: "node", node: direct };
    const graph = this.program.modules[module];
    const text = (string: number): string => graph?.strings[string] ?? "";
    for (const reexport of this.reexports.named(module, name)) {
      const target = this.reexports.target(module, reexport.specifier);
      const original = text(reexport.name);
      if (target < 0) return { kind: "outside", api: outsideApi(text(reexport.specifier), original) };
      if (original === "*") return { kind: "node", node: this.namespace(target) };
      const found = this.findExport(target, original, tried);
      if (found) return found;
      if (!this.isCommonJs(target)) continue;
      return { kind: "node", node: this.readExports(target, original, name) };
    }
    return undefined;
  }

  /** The modules that export a name, or re-export it by name. */
  private ownersOf(name: string): readonly number[] {
    if (!this.owners) {
      this.owners = new Map();
      for (let module = 0; module < this.program.modules.length; module++) {
        const names = new Set([...(this.exportTables[module]?.keys() ?? []), ...this.reexports.namesOf(module).keys()]);
        for (const exported of names) {
          const list = this.owners.get(exported);
          if (list) list.push(module);
          else this.owners.set(exported, [module]);
        }
      }
    }
    return this.owners.get(name) ?? [];
  }

  /** `module.exports.original`, named `name`. */
  private readExports(module: number, original: string, name: string): number {
    const { program } = this;
    const read = program.addNode(NodeKind.value, name, module, program.functionBase[module] ?? 0, 0, 0);
    program.addEdge(EdgeKind.read, this.exportsNode(module), read, program.string(original));
    return read;
  }

  /** The node of `module.exports`: made right after the five nodes of the module body. */
  private exportsNode(module: number): number {
    const base = this.program.nodeBase[module] ?? 0;
    for (let node = base; node < base + 8; node++) if (this.program.nodeKind[node] === NodeKind.exports) return node;
    return -1;
  }

  /** The object of everything a module exports: `import * as m`. */
  private namespace(module: number): number {
    const known = this.namespaces.get(module);
    if (known !== undefined) return known;
    const node = this.program.addNode(NodeKind.object, "*", module, this.program.functionBase[module] ?? 0, 0, 0);
    this.namespaces.set(module, node);
    for (const name of this.exportedNames(module)) {
      const found = this.findExport(module, name);
      if (found?.kind === "node") this.program.addEdge(EdgeKind.write, found.node, node, this.program.string(name));
      else if (found) {
        const outside = this.program.addNode(
          NodeKind.import,
          name,
          module,
          this.program.functionBase[module] ?? 0,
          0,
          0,
        );
        this.outsideImports.set(outside, found.api);
        this.program.addEdge(EdgeKind.write, outside, node, this.program.string(name));
      }
    }
    if (this.isCommonJs(module)) this.program.addEdge(EdgeKind.copy, this.exportsNode(module), node);
    return node;
  }

  private exportedNames(module: number): Set<string> {
    const names = new Set([...(this.exportTables[module]?.keys() ?? []), ...this.reexports.namesOf(module).keys()]);
    for (const behind of this.reexports.stars(module).ranks.keys()) {
      for (const name of this.exportTables[behind]?.keys() ?? []) if (name !== "default") names.add(name);
      for (const name of this.reexports.namesOf(behind).keys()) if (name !== "default") names.add(name);
    }
    return names;
  }
}

/** The path that a name of an outside module has as an API; `*` is the module itself. */
export function outsideApi(specifier: string, name: string): string {
  const origin = specifier.startsWith(".") || specifier.startsWith("/") ? `file:${specifier}` : `npm:${specifier}`;
  return name === "*" ? origin : `${origin}#${name}`;
}
