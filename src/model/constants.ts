import { EdgeKind, FunctionFlag, NodeKind, transforms } from "./module-graph.ts";
import type { IncomingEdges, Program } from "./program.ts";

/** Stands for a part of a text that is not known before the program runs. */
export const unknownText = "\u0000";

const maximumValues = 16;
const maximumDepth = 24;
/** Nodes looked at for one question; a value that takes more is not worth calling constant. */
const maximumSteps = 400;

/** One way of calling a chain of functions: what their parameters are. */
interface Situation {
  readonly arguments: ReadonlyMap<number, number>;
  /** Functions whose parameters would have to be known to say more, each with the first of them. */
  readonly open: Map<number, number>;
}

/**
 * Which texts a value may be, with `unknownText` for parts that are not constant: `https://host/${v}/events` is
 * `["https://host/\0/events"]`. Follows assignments, fields of literals, enums, templates and, once call targets are known, parameters.
 */
export class ConstantEvaluator {
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly memo = new Map<number, readonly string[]>();
  private readonly active = new Set<number>();
  private steps = 0;
  /** Set while a question is asked for one chain of callers. */
  private situation: Situation | undefined;

  constructor(program: Program, incoming: IncomingEdges) {
    this.program = program;
    this.incoming = incoming;
  }

  /** The possible texts of a node; never empty. */
  valuesOf(node: number): readonly string[] {
    this.steps = 0;
    return this.evaluate(node, 0);
  }

  /** The texts when all are known, else undefined. */
  constantsOf(node: number): readonly string[] | undefined {
    const values = this.valuesOf(node);
    return values.some((value) => value.includes(unknownText)) ? undefined : values;
  }

  /** The texts of a field below a node; `[]` when the object is known and has no such field. */
  valuesAtPath(node: number, fields: readonly string[]): readonly string[] {
    const [first, ...rest] = fields;
    if (first === undefined) return this.valuesOf(node);
    this.steps = 0;
    const field = this.program.string(first);
    if (rest.length === 0) return this.field(node, field, 0, new Set());
    const parts = this.objectsOf(node, field, 0, new Set());
    return parts.length === 0 ? [unknownText] : parts.flatMap((part) => this.valuesAtPath(part, rest));
  }

  /**
   * Asks a question for one chain of callers: a parameter is the argument that `passed` gives for it, and unknown without one.
   *
   * @param passed  arguments by parameter, both nodes
   * @returns the answer, and the functions whose parameters it depends on and `passed` does not tell, each with the first of them
   */
  inSituation<T>(
    passed: ReadonlyMap<number, number>,
    ask: () => T,
  ): { readonly answer: T; readonly open: ReadonlyMap<number, number> } {
    const open = new Map<number, number>();
    this.situation = { arguments: passed, open };
    const answer = ask();
    this.situation = undefined;
    return { answer, open };
  }

  private evaluate(node: number, depth: number): readonly string[] {
    if (node < 0 || depth > maximumDepth || this.steps++ > maximumSteps) return [unknownText];
    const known = this.situation ? undefined : this.memo.get(node);
    if (known) return known;
    if (this.active.has(node)) return [];
    this.active.add(node);
    const values = bounded(this.compute(node, depth));
    this.active.delete(node);
    if (this.active.size === 0 && !this.situation) this.memo.set(node, values);
    return values;
  }

  private compute(node: number, depth: number): string[] {
    const { program, incoming } = this;
    switch (program.nodeKind[node]) {
      case NodeKind.constant:
        return [program.nameOf(node) ?? ""];
      case NodeKind.template:
        return this.concatenation(node, depth);
      case NodeKind.parameter:
        return this.parameter(node, depth);
      case NodeKind.global:
        return [unknownText];
      default:
    }
    const values: string[] = [];
    for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++) {
      const from = incoming.from[slot] ?? -1;
      switch (incoming.kind[slot]) {
        case EdgeKind.copy:
        case EdgeKind.guard:
          values.push(...this.evaluate(from, depth + 1));
          break;
        case EdgeKind.read:
          values.push(...this.field(from, incoming.label[slot] ?? -1, depth + 1, new Set()));
          break;
        case EdgeKind.derive:
          // What chose between constants is no value of its own.
          if (transforms[incoming.label[slot] ?? -1] !== "choice") values.push(unknownText);
          break;
        case EdgeKind.writeBack:
          // A call cannot change a text that it is given.
          break;
        default:
          values.push(unknownText);
      }
    }
    return values.length === 0 ? [unknownText] : values;
  }

  private concatenation(node: number, depth: number): string[] {
    const { incoming } = this;
    let texts = [""];
    for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++) {
      const parts = this.evaluate(incoming.from[slot] ?? -1, depth + 1);
      texts = bounded(
        texts.flatMap((text) => (parts.length === 0 ? [text + unknownText] : parts.map((part) => text + part))),
      );
    }
    return texts;
  }

  /** A parameter is what its callers pass, when all are known and few. */
  private parameter(node: number, depth: number): string[] {
    const { program } = this;
    const owner = program.nodeOwner[node] ?? -1;
    const position = program.functions[owner]?.parameters.indexOf(node) ?? -1;
    const callers = program.callers[owner] ?? [];
    if (this.situation) {
      const argument = this.situation.arguments.get(node);
      if (argument !== undefined) return [...this.evaluate(argument, depth + 1)];
      if (!this.situation.open.has(owner)) this.situation.open.set(owner, node);
      return [unknownText];
    }
    const isRest =
      ((program.functions[owner]?.flags ?? 0) & FunctionFlag.rest) !== 0 &&
      position === (program.functions[owner]?.parameters.length ?? 0) - 1;
    if (isRest || callers.length === 0 || callers.length > maximumValues || position < 0) return [unknownText];
    return callers.flatMap((caller) => {
      const call = program.calls[caller];
      if (!call || (call.spread >= 0 && call.spread <= position)) return [unknownText];
      const argument = call.arguments[position];
      return argument === undefined ? [unknownText] : this.evaluate(argument, depth + 1);
    });
  }

  /** A field of an object literal or enum, through the variables that hold it. */
  private field(object: number, field: number, depth: number, seen: Set<number>): readonly string[] {
    if (object < 0 || depth > maximumDepth || seen.has(object)) return [];
    if (this.steps++ > maximumSteps) return [unknownText];
    seen.add(object);
    const { incoming, program } = this;
    const values: string[] = [];
    const kind = program.nodeKind[object];
    if (kind === NodeKind.parameter) return this.fieldOfParameter(object, field, depth, seen);
    if (kind === NodeKind.instance) return this.fieldOfInstance(object, field, depth);
    let known = kind === NodeKind.object;
    for (let slot = incoming.start[object] ?? 0; slot < (incoming.start[object + 1] ?? 0); slot++) {
      const from = incoming.from[slot] ?? -1;
      const label = incoming.label[slot] ?? -1;
      switch (incoming.kind[slot]) {
        case EdgeKind.write:
          known = true;
          if (label === field || isWildcard(program.strings[field])) values.push(...this.evaluate(from, depth + 1));
          break;
        case EdgeKind.copy:
        case EdgeKind.guard:
        case EdgeKind.writeBack:
          known = true;
          values.push(...this.field(from, field, depth + 1, seen));
          break;
        case EdgeKind.without:
          known = true;
          if (!(program.strings[label] ?? "").split(",").includes(program.strings[field] ?? ""))
            values.push(...this.field(from, field, depth + 1, seen));
          break;
        case EdgeKind.read:
          known = true;
          values.push(...this.fieldOfField(from, label, field, depth + 1));
          break;
        default:
          values.push(unknownText);
      }
    }
    if (values.length > 0) return bounded(values);
    return known && kind === NodeKind.object ? [] : [unknownText];
  }

  private fieldOfParameter(parameter: number, field: number, depth: number, seen: Set<number>): readonly string[] {
    const argument = this.situation?.arguments.get(parameter);
    if (argument !== undefined) return this.field(argument, field, depth + 1, seen);
    const owner = this.program.nodeOwner[parameter] ?? -1;
    if (this.situation?.open.has(owner) === false) this.situation.open.set(owner, parameter);
    return [unknownText];
  }

  /** `this.base` is what the methods of the class write there; what a constructor is given stays unknown. */
  private fieldOfInstance(instance: number, field: number, depth: number): readonly string[] {
    const written = this.program.receiverWrites.get(this.program.nodePayload[instance] ?? -1)?.get(field) ?? [];
    return written.length === 0 ? [unknownText] : written.flatMap((value) => this.evaluate(value, depth + 1));
  }

  /** `routes.api.track`: the field of an object that is itself a field. */
  private fieldOfField(object: number, outer: number, inner: number, depth: number): readonly string[] {
    const parts = this.objectsOf(object, outer, depth, new Set());
    if (parts.length === 0) return [unknownText];
    return parts.flatMap((part) => this.field(part, inner, depth + 1, new Set()));
  }

  private objectsOf(object: number, field: number, depth: number, seen: Set<number>): number[] {
    if (object < 0 || depth > maximumDepth || seen.has(object) || this.steps++ > maximumSteps) return [];
    seen.add(object);
    const { incoming } = this;
    const found: number[] = [];
    for (let slot = incoming.start[object] ?? 0; slot < (incoming.start[object + 1] ?? 0); slot++) {
      const from = incoming.from[slot] ?? -1;
      const kind = incoming.kind[slot];
      if (kind === EdgeKind.write && (incoming.label[slot] === field || isWildcard(this.program.strings[field])))
        found.push(from);
      else if (kind === EdgeKind.copy || kind === EdgeKind.without || kind === EdgeKind.guard)
        found.push(...this.objectsOf(from, field, depth + 1, seen));
      else if (kind === EdgeKind.read) {
        for (const part of this.objectsOf(from, incoming.label[slot] ?? -1, depth + 1, seen))
          found.push(...this.objectsOf(part, field, depth + 1, seen));
      }
    }
    return found.slice(0, maximumValues);
  }
}

function isWildcard(field: string | undefined): boolean {
  return field === "*" || field === "[]";
}

/** Distinct values; too many of them are as good as unknown. */
function bounded(values: readonly string[]): string[] {
  const distinct = [...new Set(values)];
  return distinct.length > maximumValues ? [unknownText] : distinct;
}
