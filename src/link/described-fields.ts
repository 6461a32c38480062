import { EdgeKind, NodeKind, elementField, hiddenMark, type TypeExpression } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { Description } from "./propagators/descriptions.ts";

/** Schemas within schemas, and values looked at for one of them. */
const maximumDepth = 4;
const maximumSteps = 600;
/** Where rules put the object that a schema was made of. */
const shapeField = `${hiddenMark}shape`;

/**
 * Values that name the fields of others, read as types: `z.object({ reason: z.string() })` lets an object with the field `reason`
 * through, `new Schema({ reason: String })` is that of documents with it, and the first values of a form have the names of all.
 */
export class DescribedFields {
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly byName: (ReadonlyMap<string, number[]> | undefined)[] = [];
  private steps = 0;

  constructor(program: Program, incoming: IncomingEdges) {
    this.program = program;
    this.incoming = incoming;
  }

  /** What a value says of the fields of others; undefined when it names none. */
  typeBy(node: number): TypeExpression | undefined {
    this.steps = 0;
    return this.object([[node, []]], 0);
  }

  /** A type that the declared type of a value is given: `Visit` of a `Repository<Visit>`. */
  typeArgumentOf(node: number, index: number): TypeExpression | undefined {
    const declared = this.declaredType(node, 0);
    return declared?.[0] === "ref" ? declared[2][index] : undefined;
  }

  private declaredType(node: number, depth: number): TypeExpression | undefined {
    const { start, kind, label, from } = this.incoming;
    const { program } = this;
    const printed = program.nodeTypes.get(node);
    if (printed !== undefined) return JSON.parse(printed) as TypeExpression;
    if (depth > maximumSteps) return undefined;
    for (let slot = start[node] ?? 0; slot < (start[node + 1] ?? 0); slot++) {
      const source = from[slot] ?? -1;
      if (kind[slot] === EdgeKind.copy) return this.declaredType(source, depth + 1);
      if (kind[slot] !== EdgeKind.read) continue;
      const owner = program.functions[program.nodeOwner[source] ?? -1]?.class ?? -1;
      const isReceiver = program.nodeKind[source] === NodeKind.receiver;
      const [object] = isReceiver ? this.typeOfClass(owner) : [this.declaredType(source, depth + 1)];
      return object?.[0] === "object" ? object[1][program.strings[label[slot] ?? -1] ?? ""] : undefined;
    }
    return undefined;
  }

  /** `typeof name` in a module: the fields that the variable describes as a schema, or has itself. */
  typeOfVariable(module: number, name: string): TypeExpression | undefined {
    this.steps = 0;
    return this.described(this.variablesOf(module).get(name) ?? [], 0);
  }

  /** A schema, or an object that is written as one. */
  private described(nodes: readonly number[], depth: number): TypeExpression | undefined {
    return (
      this.object(
        nodes.map((node) => [node, [shapeField]] as const),
        depth,
      ) ??
      this.object(
        nodes.map((node) => [node, []] as const),
        depth,
      )
    );
  }

  private object(
    starts: readonly (readonly [node: number, path: readonly string[]])[],
    depth: number,
  ): TypeExpression | undefined {
    if (depth > maximumDepth) return undefined;
    const fields = new Map<string, number[]>();
    const types: TypeExpression[] = [];
    const seen = new Set<string>();
    for (const [node, path] of starts) this.collect(node, path, fields, types, seen);
    if (fields.size === 0 && types.length === 0) return undefined;
    const inner = [...fields].map(([name, values]) => [
      name,
      this.described(values, depth + 1) ?? (["other"] as const),
    ]);
    return ["object", Object.fromEntries(inner) as Record<string, TypeExpression>, types];
  }

  /** Adds the fields that are written at a path of a value, and the declared types of classes that are there. */
  private collect(
    node: number,
    path: readonly string[],
    fields: Map<string, number[]>,
    types: TypeExpression[],
    seen: Set<string>,
  ): void {
    const { start, kind, label, from } = this.incoming;
    const { program } = this;
    const at = `${String(node)}.${path.join(".")}`;
    if (node < 0 || seen.has(at) || this.steps++ > maximumSteps) return;
    seen.add(at);
    const isObject = path.length === 0 && program.nodeKind[node] === NodeKind.object;
    if (path.length === 0 && program.nodeKind[node] === NodeKind.class)
      types.push(...this.typeOfClass(program.nodePayload[node] ?? -1));
    for (let slot = start[node] ?? 0; slot < (start[node + 1] ?? 0); slot++) {
      const field = program.strings[label[slot] ?? -1] ?? "";
      const source = from[slot] ?? -1;
      switch (kind[slot]) {
        case EdgeKind.write:
          if (path.length > 0) {
            if (path[0] === field) this.collect(source, path.slice(1), fields, types, seen);
          } else if (isObject && (field === elementField || /^[\w-]+$/.test(field)))
            fields.set(field, [...(fields.get(field) ?? []), source]);
          break;
        case EdgeKind.read:
          this.collect(source, [field, ...path], fields, types, seen);
          break;
        case EdgeKind.without:
        case EdgeKind.copy:
        case EdgeKind.writeBack:
          this.collect(source, path, fields, types, seen);
          break;
        default:
      }
    }
  }

  private typeOfClass(index: number): TypeExpression[] {
    const info = this.program.classes[index];
    const module = this.program.modules[info?.module ?? -1];
    const declared = module?.types.find(({ name }) => module.strings[name] === info?.name);
    const printed = module?.strings[declared?.type ?? -1];
    return printed === undefined ? [] : [JSON.parse(printed) as TypeExpression];
  }

  /** The variables and imports of a module, by name. */
  private variablesOf(module: number): ReadonlyMap<string, number[]> {
    let found = this.byName[module];
    if (found) return found;
    const { program } = this;
    const nodes = new Map<string, number[]>();
    const owner = program.functionBase[module] ?? -1;
    for (let node = program.nodeBase[module] ?? 0; node < (program.nodeBase[module + 1] ?? 0); node++) {
      const kind = program.nodeKind[node];
      const isNamed = kind === NodeKind.variable || kind === NodeKind.cell || kind === NodeKind.import;
      const name = isNamed && program.nodeOwner[node] === owner ? program.nameOf(node) : undefined;
      if (name !== undefined) nodes.set(name, [...(nodes.get(name) ?? []), node]);
    }
    this.byName[module] = found = nodes;
    return found;
  }
}

/** Gives described values their types. What the program wrote out itself, and only had checked, needs no description. */
export function declareDescribed(
  program: Program,
  described: DescribedFields,
  descriptions: readonly Description[],
  outside: number,
  isLiteral: (node: number) => boolean,
): void {
  for (const { described: node, by, given, typeArgument } of descriptions) {
    if (given.length > 0 && given.every(isLiteral)) continue;
    const type = typeArgument === undefined ? described.typeBy(by) : described.typeArgumentOf(by, typeArgument);
    if (!type) continue;
    program.nodeTypes.set(node, JSON.stringify(type));
    program.addEdge(EdgeKind.copy, outside, node);
  }
}

/** Whether a value is an object that the text writes out, through variables. */
export function isWrittenOut(program: Program, incoming: IncomingEdges, node: number): boolean {
  let current = node;
  for (let step = 0; step < maximumDepth * maximumDepth; step++) {
    if (program.nodeKind[current] === NodeKind.object) return true;
    let next = -1;
    for (let slot = incoming.start[current] ?? 0; slot < (incoming.start[current + 1] ?? 0); slot++) {
      if (incoming.kind[slot] === EdgeKind.writeBack) continue;
      if (incoming.kind[slot] !== EdgeKind.copy || next >= 0) return false;
      next = incoming.from[slot] ?? -1;
    }
    if (next < 0) return false;
    current = next;
  }
  return false;
}
