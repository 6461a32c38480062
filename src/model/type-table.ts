import type { TypeExpression } from "./module-graph.ts";
import type { Program } from "./program.ts";
import type { TypeSpec } from "./rule-set.ts";
import { ownersBehind, type Reexports } from "./reexports.ts";

/** A type expression and the module whose names it uses. */
export interface TypeInModule {
  readonly module: number;
  readonly type: TypeExpression;
}

/** What a type name stands for. */
export type NamedType =
  | { readonly kind: "declared"; readonly type: TypeInModule }
  | { readonly kind: "class"; readonly class: number }
  | { readonly kind: "outside"; readonly api: string };

const wrappers = new Set([
  "Promise",
  "Partial",
  "Readonly",
  "Required",
  "NonNullable",
  "Awaited",
  "DeepPartial",
  "Ref",
  "Signal",
  "Observable",
  "Writable",
  "AxiosResponse",
]);
const lists = new Set(["Array", "ReadonlyArray", "Set", "ReadonlySet", "Iterable", "AsyncIterable"]);

/** Declared types by name, resolved through imports; nothing is inferred. Answers are remembered. */
export class TypeTable {
  private readonly program: Program;
  private readonly reexports: Reexports;
  private readonly declared: ReadonlyMap<string, string>[];
  private readonly classes: ReadonlyMap<string, number>[];
  /** For each module, specifier (string number of the module) and imported name by local name. */
  private readonly imports: ReadonlyMap<string, readonly [number, string]>[];
  private readonly named: (Map<string, NamedType | undefined> | undefined)[] = [];
  private owners: Map<string, number[]> | undefined;
  private typeOfVariable: (module: number, name: string) => TypeExpression | undefined = () => undefined;
  private readonly parsed = new Map<string, TypeExpression>();

  private readonly outside: ReadonlyMap<string, TypeSpec>;

  constructor(program: Program, reexports: Reexports, outside: readonly TypeSpec[] = []) {
    this.outside = new Map(outside.flatMap((spec) => spec.types.map((type) => [type, spec] as const)));
    this.program = program;
    this.reexports = reexports;
    this.declared = program.modules.map(
      (module) =>
        new Map(module.types.map(({ name, type }) => [module.strings[name] ?? "", module.strings[type] ?? ""])),
    );
    const classes = program.modules.map(() => new Map<string, number>());
    program.classes.forEach((info, index) => classes[info.module]?.set(info.name, index));
    this.classes = classes;
    this.imports = program.modules.map(
      (module) =>
        new Map(
          module.typeImports.map(([local, specifier, name]) => [
            module.strings[local] ?? "",
            [specifier, module.strings[name] ?? ""] as const,
          ]),
        ),
    );
  }

  /** Says what `typeof name` is in a module. */
  describeVariables(typeOf: (module: number, name: string) => TypeExpression | undefined): void {
    this.typeOfVariable = typeOf;
  }

  /** The declared type of a node, or undefined. */
  typeOf(node: number): TypeInModule | undefined {
    const printed = this.program.nodeTypes.get(node);
    return printed === undefined
      ? undefined
      : { module: this.program.nodeModule[node] ?? 0, type: this.parse(printed) };
  }

  /** What `name` means in a module. */
  lookUp(module: number, name: string, depth = 0): NamedType | undefined {
    if (depth > 16) return undefined;
    const named = (this.named[module] ??= new Map<string, NamedType | undefined>());
    const known = named.get(name);
    if (known || (depth === 0 && named.has(name))) return known;
    const found = this.search(module, name, depth);
    if (depth === 0 || found) named.set(name, found);
    return found;
  }

  private search(module: number, name: string, depth: number): NamedType | undefined {
    const classIndex = this.classes[module]?.get(name);
    if (classIndex !== undefined) return { kind: "class", class: classIndex };
    const printed = this.declared[module]?.get(name);
    if (printed !== undefined) return { kind: "declared", type: { module, type: this.parse(printed) } };
    const dot = name.indexOf(".");
    const imported = this.imports[module]?.get(dot < 0 ? name : name.slice(0, dot));
    if (!imported) return undefined;
    const [specifier, importedName] = imported;
    const member = importedName !== "*" ? importedName : dot < 0 ? "" : name.slice(dot + 1);
    return this.exported(module, specifier, member, depth + 1);
  }

  /** The fields that a type declares, each with its own type; `[]` for the elements of a list. */
  fieldsOf({ module, type }: TypeInModule, depth = 0): ReadonlyMap<string, TypeInModule> {
    const fields = new Map<string, TypeInModule>();
    if (depth > 8) return fields;
    switch (type[0]) {
      case "object":
        for (const extended of type[2])
          for (const [name, field] of this.fieldsOf({ module, type: extended }, depth + 1)) fields.set(name, field);
        for (const [name, field] of Object.entries(type[1])) fields.set(name, { module, type: field });
        return fields;
      case "array":
        return new Map([["[]", { module, type: type[1] }]]);
      case "union":
        for (const part of type[1])
          for (const [name, field] of this.fieldsOf({ module, type: part }, depth + 1)) fields.set(name, field);
        return fields;
      case "ref":
        return this.fieldsOfReference(module, type, depth);
      case "function":
      case "text":
      case "other":
        return fields;
    }
  }

  /** The type of what is at a path of fields below a type, or undefined. Elements of lists are the field `[]`. */
  typeAt(declared: TypeInModule, path: readonly string[]): TypeInModule | undefined {
    let current: TypeInModule | undefined = declared;
    for (const name of path) {
      if (!current) return undefined;
      const fields: ReadonlyMap<string, TypeInModule> = this.fieldsOf(current);
      current = fields.get(name) ?? (isPosition(name) ? fields.get("[]") : undefined);
    }
    return current;
  }

  /** The names by which a person would call the type: `Patient` for `Promise<Patient[]>`. */
  namesOf(type: TypeExpression): readonly string[] {
    switch (type[0]) {
      case "ref":
        return [type[1], ...type[2].flatMap((argument) => this.namesOf(argument))];
      case "array":
        return this.namesOf(type[1]);
      case "union":
        return type[1].flatMap((part) => this.namesOf(part));
      case "object":
      case "function":
      case "text":
      case "other":
        return [];
    }
  }

  private fieldsOfReference(
    module: number,
    type: readonly ["ref", string, readonly TypeExpression[]],
    depth: number,
  ): ReadonlyMap<string, TypeInModule> {
    const [, name, parameters] = type;
    const [first, second] = parameters;
    if (first && lists.has(name)) return new Map([["[]", { module, type: first }]]);
    if (first && wrappers.has(name)) return this.fieldsOf({ module, type: first }, depth + 1);
    if (first && (name === "Omit" || name === "Pick")) {
      const keys = new Set(textsOf(second));
      const fields = this.fieldsOf({ module, type: first }, depth + 1);
      return keys.size === 0 ? fields : new Map([...fields].filter(([field]) => keys.has(field) === (name === "Pick")));
    }
    if (name.startsWith("typeof ")) {
      const type = this.typeOfVariable(module, name.slice("typeof ".length).replace(/\.\$.*$/, ""));
      return type ? this.fieldsOf({ module, type }, depth + 1) : new Map();
    }
    const found = this.lookUp(module, name);
    if (!found) return first ? this.fieldsOf({ module, type: first }, depth + 1) : new Map();
    switch (found.kind) {
      case "declared":
        return this.fieldsOf(found.type, depth + 1);
      case "class": {
        const info = this.program.classes[found.class];
        const printed = info && this.declared[info.module]?.get(info.name);
        return info && printed !== undefined
          ? this.fieldsOf({ module: info.module, type: this.parse(printed) }, depth + 1)
          : new Map();
      }
      case "outside":
        // `z.infer<typeof visit>`: what a schema lets through.
        return first?.[0] === "ref" && first[1].startsWith("typeof ")
          ? this.fieldsOf({ module, type: first }, depth + 1)
          : this.fieldsOfOutside(module, found.api, parameters);
    }
  }

  private fieldsOfOutside(
    module: number,
    api: string,
    parameters: readonly TypeExpression[],
  ): ReadonlyMap<string, TypeInModule> {
    const fields = new Map<string, TypeInModule>();
    for (const [name, { argument, path }] of this.outside.get(api)?.fields ?? []) {
      const type = parameters[argument];
      const field = type && this.typeAt({ module, type }, path);
      if (field) fields.set(name, field);
    }
    return fields;
  }

  /** What the module behind a specifier exports under a name. */
  private exported(from: number, specifier: number, name: string, depth: number): NamedType | undefined {
    if (depth > 16) return undefined;
    const module = this.reexports.target(from, specifier);
    if (module < 0) {
      const written = this.program.modules[from]?.strings[specifier] ?? "";
      return { kind: "outside", api: `npm:${written}${name === "" || name === "*" ? "" : `#${name}`}` };
    }
    const own = this.lookUp(module, name, depth + 1) ?? this.reexported(module, name, depth);
    if (own) return own;
    for (const owner of ownersBehind(this.reexports.stars(module), this.ownersOf(name))) {
      const found = this.lookUp(owner, name, depth + 1) ?? this.reexported(owner, name, depth);
      if (found && found.kind !== "outside") return found;
    }
    if (name !== "default") return undefined;
    const classes = [...(this.classes[module]?.values() ?? [])];
    const [only] = classes;
    return only !== undefined && classes.length === 1 ? { kind: "class", class: only } : undefined;
  }

  private reexported(module: number, name: string, depth: number): NamedType | undefined {
    for (const reexport of this.reexports.named(module, name)) {
      const original = this.program.modules[module]?.strings[reexport.name] ?? name;
      const found = this.exported(module, reexport.specifier, original, depth + 1);
      if (found && found.kind !== "outside") return found;
    }
    return undefined;
  }

  /** The modules in which a type name means something, or that re-export it by name. */
  private ownersOf(name: string): readonly number[] {
    if (!this.owners) {
      this.owners = new Map();
      for (let module = 0; module < this.program.modules.length; module++) {
        const names = new Set([
          ...(this.classes[module]?.keys() ?? []),
          ...(this.declared[module]?.keys() ?? []),
          ...(this.imports[module]?.keys() ?? []),
          ...this.reexports.namesOf(module).keys(),
        ]);
        for (const known of names) {
          const list = this.owners.get(known);
          if (list) list.push(module);
          else this.owners.set(known, [module]);
        }
      }
    }
    return this.owners.get(name) ?? [];
  }

  private parse(printed: string): TypeExpression {
    let type = this.parsed.get(printed);
    if (!type) {
      type = JSON.parse(printed) as TypeExpression;
      this.parsed.set(printed, type);
    }
    return type;
  }
}

function isPosition(name: string): boolean {
  return name === "[]" || name === "*" || /^\d+$/.test(name);
}

/** The texts that a type such as `"id" | "step"` consists of. */
function textsOf(type: TypeExpression | undefined): readonly string[] {
  if (type?.[0] === "text") return [type[1]];
  return type?.[0] === "union" ? type[1].flatMap(textsOf) : [];
}
