import { EdgeKind, FunctionFlag, ImportFlag, NodeKind, type ModuleGraph } from "../model/module-graph.ts";
import { Program } from "../model/program.ts";
import type { ProjectLayout } from "../model/project.ts";
import { ownersBehind, Reexports } from "../model/reexports.ts";
import { createImportResolver, type ImportResolver } from "./resolve-import.ts";

/** A program whose modules are joined; call targets are still unknown. */
export interface LinkedModules {
  readonly program: Program;
  readonly reexports: Reexports;
  /** Names that import nodes stand for outside the project: canonical API path by node. */
  readonly outsideImports: ReadonlyMap<number, string>;
  /** Imports of project files that could not be found. */
  readonly unresolved: readonly { readonly module: number; readonly specifier: string }[];
}

/**
 * Numbers the graphs through and joins them: imports to exports, through re-exports and barrels; CommonJS exports;
 * globals of the same name; receivers of methods to the shared instance of their class.
 */
export function linkModules(graphs: readonly ModuleGraph[], layout: ProjectLayout): LinkedModules {
  const modules = [...graphs].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const program = new Program(modules);
  modules.forEach((module, index) => {
    appendModule(program, module, index);
  });
  const linker = new ModuleLinker(
    program,
    createImportResolver(
      modules.map((module) => module.path),
      layout,
    ),
  );
  linker.link();
  return {
    program,
    reexports: linker.reexports,
    outsideImports: linker.outsideImports,
    unresolved: linker.unresolved,
  };
}

function appendModule(program: Program, module: ModuleGraph, index: number): void {
  const nodeBase = program.nodeCount;
  const callBase = program.calls.length;
  const functionBase = program.functions.length;
  const classBase = program.classes.length;
  const strings = module.strings.map((text) => program.string(text));
  const shift = (node: number): number => (node < 0 ? -1 : node + nodeBase);
  const text = (string: number): string => module.strings[string] ?? "";
  const { nodes, edges } = module;
  for (let node = 0; node < nodes.kind.length; node++) {
    const kind = nodes.kind[node] ?? 0;
    const name = nodes.name[node] ?? -1;
    const payload = nodes.payload[node] ?? -1;
    const added = program.addNode(
      kind,
      undefined,
      index,
      (nodes.owner[node] ?? 0) + functionBase,
      nodes.start[node] ?? 0,
      nodes.end[node] ?? 0,
      shiftPayload(kind, payload, functionBase, classBase, callBase),
    );
    if (name >= 0) program.nodeName[added] = strings[name] ?? -1;
  }
  for (let edge = 0; edge < edges.kind.length; edge++) {
    const kind = edges.kind[edge] ?? 0;
    const label = edges.label[edge] ?? 0;
    program.addEdge(
      kind,
      shift(edges.from[edge] ?? -1),
      shift(edges.to[edge] ?? -1),
      shiftLabel(kind, label, strings, nodeBase, callBase),
    );
  }
  for (const call of module.calls) {
    program.addCall({
      callee: shift(call.callee),
      receiver: shift(call.receiver),
      receiverAfter: shift(call.receiverAfter),
      arguments: call.arguments.map(shift),
      argumentsAfter: call.argumentsAfter.map(shift),
      spread: call.spread,
      result: shift(call.result),
      resultAfter: shift(call.resultAfter),
      thrown: shift(call.thrown),
      written: text(call.written),
      flags: call.flags,
      owner: call.owner + functionBase,
      module: index,
      start: call.start,
      end: call.end,
      conditions: call.conditions.map((condition) => condition + 2 * nodeBase),
      synthetic: false,
    });
  }
  for (const fn of module.functions) {
    program.functions.push({
      name: fn.name < 0 ? "" : text(fn.name),
      module: index,
      parent: fn.parent < 0 ? -1 : fn.parent + functionBase,
      flags: fn.flags,
      parameters: fn.parameters.map(shift),
      parametersOut: fn.parametersOut.map(shift),
      receiver: shift(fn.receiver),
      receiverOut: shift(fn.receiverOut),
      environment: shift(fn.environment),
      returned: shift(fn.returned),
      thrown: shift(fn.thrown),
      node: shift(fn.node),
      class: fn.class < 0 ? -1 : fn.class + classBase,
      start: fn.start,
      end: fn.end,
    });
    program.callers.push([]);
  }
  for (const info of module.classes) {
    program.classes.push({
      name: text(info.name),
      module: index,
      node: shift(info.node),
      superclass: shift(info.superclass),
      instance: shift(info.instance),
      constructorFunction: info.constructorFunction < 0 ? -1 : info.constructorFunction + functionBase,
      members: new Map(info.members.map((member) => [text(member.name), member.function + functionBase])),
      implements: info.implements.map(text),
    });
  }
  for (let pair = 0; pair < module.nodeTypes.length; pair += 2) {
    program.nodeTypes.set(shift(module.nodeTypes[pair] ?? -1), text(module.nodeTypes[pair + 1] ?? -1));
  }
  for (let pair = 0; pair < module.callTypes.length; pair += 2)
    program.callTypes.set((module.callTypes[pair] ?? 0) + callBase, text(module.callTypes[pair + 1] ?? -1));
  for (let pair = 0; pair < module.genericResults.length; pair += 2) {
    const fn = (module.genericResults[pair] ?? 0) + functionBase;
    program.genericResults.set(fn, text(module.genericResults[pair + 1] ?? -1));
  }
  program.nodeBase.push(program.nodeCount);
  program.callBase.push(program.calls.length);
  program.functionBase.push(program.functions.length);
  program.classBase.push(program.classes.length);
}

function shiftPayload(
  kind: number,
  payload: number,
  functionBase: number,
  classBase: number,
  callBase: number,
): number {
  if (payload < 0) return payload;
  switch (kind) {
    case NodeKind.function:
      return payload + functionBase;
    case NodeKind.class:
    case NodeKind.instance:
      return payload + classBase;
    case NodeKind.after:
      return payload + callBase;
    default:
      return payload;
  }
}

function shiftLabel(
  kind: number,
  label: number,
  strings: readonly number[],
  nodeBase: number,
  callBase: number,
): number {
  switch (kind) {
    case EdgeKind.read:
    case EdgeKind.write:
    case EdgeKind.without:
      return strings[label] ?? 0;
    case EdgeKind.readDynamic:
    case EdgeKind.writeDynamic:
      return label + nodeBase;
    case EdgeKind.guard:
      return label + 2 * callBase;
    default:
      return label;
  }
}

/** An export followed to where the value is: a node here, or an API path outside. */
type Resolved = { readonly kind: "node"; readonly node: number } | { readonly kind: "outside"; readonly api: string };

class ModuleLinker {
  readonly outsideImports = new Map<number, string>();
  readonly unresolved: { module: number; specifier: string }[] = [];
  private readonly resolve: ImportResolver;
  private readonly program: Program;
  private readonly exportTables: ReadonlyMap<string, number>[];
  private readonly namespaces = new Map<number, number>();
  private readonly found: (Map<string, Resolved | undefined> | undefined)[] = [];
  readonly reexports: Reexports;
  private owners: Map<string, number[]> | undefined;
  private readonly commonJs: boolean[];

  constructor(program: Program, resolve: ImportResolver) {
    this.program = program;
    this.resolve = resolve;
    this.reexports = new Reexports(program, resolve);
    this.exportTables = program.modules.map((module, index) => {
      const base = program.nodeBase[index] ?? 0;
      return new Map(module.exports.map(({ name, node }) => [module.strings[name] ?? "", node + base]));
    });
    const exportsNodes = program.modules.map((_, index) => this.exportsNode(index));
    const isWritten = new Uint8Array(program.nodeCount);
    for (let edge = 0; edge < program.edgeCount; edge++) isWritten[program.edgeTo[edge] ?? 0] = 1;
    this.commonJs = exportsNodes.map((node) => isWritten[node] === 1);
  }

  link(): void {
    this.program.modules.forEach((module, index) => {
      this.linkImports(module, index);
    });
    this.linkGlobals();
    this.linkInstances();
  }

  /** The node of `module.exports`: made right after the five nodes of the module body. */
  private exportsNode(module: number): number {
    const base = this.program.nodeBase[module] ?? 0;
    for (let node = base; node < base + 8; node++) if (this.program.nodeKind[node] === NodeKind.exports) return node;
    return -1;
  }

  private linkImports(module: ModuleGraph, index: number): void {
    const base = this.program.nodeBase[index] ?? 0;
    const text = (string: number): string => module.strings[string] ?? "";
    const outs = new Map<number, number>();
    for (let node = base; node < (this.program.nodeBase[index + 1] ?? base); node++) {
      if (this.program.nodeKind[node] === NodeKind.importOut) outs.set(this.program.nodePayload[node] ?? -1, node);
    }
    module.imports.forEach((imported, position) => {
      const node = imported.node + base;
      const name = text(imported.name);
      const specifier = text(imported.specifier);
      const target = this.importTarget(index, specifier, name, (imported.flags & ImportFlag.require) !== 0);
      if (target.kind === "outside") {
        this.outsideImports.set(node, target.api);
        return;
      }
      this.program.addEdge(EdgeKind.copy, target.node, node);
      const out = outs.get(position);
      if (out !== undefined) this.program.addEdge(EdgeKind.copy, out, target.node);
    });
  }

  private importTarget(from: number, specifier: string, name: string, isRequire: boolean): Resolved {
    const fromPath = this.program.modules[from]?.path ?? "";
    const path = this.resolve(fromPath, specifier);
    const module = path === undefined ? undefined : this.program.moduleIndex.get(path);
    if (module === undefined) {
      if (specifier.startsWith(".")) this.unresolved.push({ module: from, specifier });
      return { kind: "outside", api: outsideApi(specifier, name) };
    }
    if (name === "*") {
      const hasEsExports =
        (this.exportTables[module]?.size ?? 0) > 0 || (this.program.modules[module]?.reexports.length ?? 0) > 0;
      if (isRequire ? this.commonJs[module] === true || !hasEsExports : !hasEsExports)
        return { kind: "node", node: this.exportsNode(module) };
      return { kind: "node", node: this.namespace(module) };
    }
    const found = this.findExport(module, name);
    if (found) return found;
    const exportsNode = this.exportsNode(module);
    if (name === "default" && this.commonJs[module] === true) return { kind: "node", node: exportsNode };
    const read = this.program.addNode(NodeKind.value, name, module, this.program.functionBase[module] ?? 0, 0, 0);
    this.program.addEdge(EdgeKind.read, exportsNode, read, this.program.string(name));
    return { kind: "node", node: read };
  }

  /** Follows re-exports; cycles of barrels end because each (module, name) is tried once. */
  private findExport(module: number, name: string, tried?: Set<string>): Resolved | undefined {
    const found = (this.found[module] ??= new Map<string, Resolved | undefined>());
    if (found.has(name)) return found.get(name);
    const key = `${String(module)}:${name}`;
    if (tried?.has(key) === true) return undefined;
    const result = this.searchExport(module, name, (tried ?? new Set()).add(key));
    // Inside a search a name may be missing only because a cycle came back to it.
    if (result || !tried) found.set(name, result);
    return result;
  }

  private searchExport(module: number, name: string, tried: Set<string>): Resolved | undefined {
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
  private ownExport(module: number, name: string, tried: Set<string>): Resolved | undefined {
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
      if (this.commonJs[target] !== true) continue;
      const read = this.program.addNode(NodeKind.value, name, target, this.program.functionBase[target] ?? 0, 0, 0);
      this.program.addEdge(EdgeKind.read, this.exportsNode(target), read, this.program.string(original));
      return { kind: "node", node: read };
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
    if (this.commonJs[module] === true) this.program.addEdge(EdgeKind.copy, this.exportsNode(module), node);
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

  /**
   * Files share global names: what one assigns, the others read. In a file that is no module, the variables at its top are
   * globals as well.
   */
  private linkGlobals(): void {
    const { program } = this;
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
      if (this.isScript(module, index)) this.linkScript(index, shared, writtenNames);
    });
  }

  private isScript(module: ModuleGraph, index: number): boolean {
    const requires = module.imports.some(({ flags }) => (flags & ImportFlag.require) !== 0);
    return !module.isModule && !requires && this.commonJs[index] !== true;
  }

  private linkScript(module: number, shared: Map<number, number>, writtenNames: ReadonlySet<number>): void {
    const { program } = this;
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

  /**
   * "Every function counts": methods may be called by frameworks and injectors that the program does not show, on an
   * instance that all methods of the class share.
   */
  private linkInstances(): void {
    for (const fn of this.program.functions) {
      if (fn.class < 0 || (fn.flags & FunctionFlag.static) !== 0) continue;
      this.program.addEdge(EdgeKind.copy, this.program.classes[fn.class]?.instance ?? -1, fn.receiver);
    }
    this.collectReceiverWrites();
  }

  /** `this.f = v` in a method, or in a function inside one: what the shared instance has in its fields. */
  private collectReceiverWrites(): void {
    const { program } = this;
    const receiverName = program.string("this");
    for (let edge = 0; edge < program.edgeCount; edge++) {
      const to = program.edgeTo[edge] ?? -1;
      if (program.edgeKind[edge] !== EdgeKind.write || program.nodeName[to] !== receiverName) continue;
      const owner = this.classAround(program.nodeOwner[to] ?? -1);
      if (owner < 0) continue;
      let fields = program.receiverWrites.get(owner);
      if (!fields) program.receiverWrites.set(owner, (fields = new Map<number, number[]>()));
      const field = program.edgeLabel[edge] ?? -1;
      const values = fields.get(field);
      const from = program.edgeFrom[edge] ?? -1;
      if (values) values.push(from);
      else fields.set(field, [from]);
    }
  }

  private classAround(fn: number): number {
    for (let current = fn; current >= 0; current = this.program.functions[current]?.parent ?? -1) {
      const owner = this.program.functions[current]?.class ?? -1;
      if (owner >= 0) return owner;
    }
    return -1;
  }
}

function outsideApi(specifier: string, name: string): string {
  const origin = specifier.startsWith(".") || specifier.startsWith("/") ? `file:${specifier}` : `npm:${specifier}`;
  return name === "*" ? origin : `${origin}#${name}`;
}
