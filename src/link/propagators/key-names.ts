import { unknownText, type ConstantEvaluator } from "../../model/constants.ts";
import { EdgeKind, NodeKind, hiddenMark, unknownField } from "../../model/module-graph.ts";
import type { IncomingEdges, Program } from "../../model/program.ts";
import type { PortStep } from "../../model/port.ts";

/** A parameter that a key is given by. */
export interface KeyParameter {
  readonly fn: number;
  readonly position: number;
  readonly node: number;
}

type FieldOfArgument = PortStep & { readonly kind: "field-of-argument" };

/** What the keys that calls are given can name: a field, or what the callers of a helper pass. */
export class KeyNames {
  private readonly program: Program;
  private readonly evaluator: ConstantEvaluator;
  private readonly incoming: IncomingEdges;

  constructor(program: Program, evaluator: ConstantEvaluator, incoming: IncomingEdges) {
    this.program = program;
    this.evaluator = evaluator;
    this.incoming = incoming;
  }

  /** The parameter that the key of a storage is given by, when the call stands in a helper of the project. */
  parameterNaming(call: number, base: number, { index, fields }: FieldOfArgument): KeyParameter | undefined {
    const { program } = this;
    const isShared = program.nodeKind[base] === NodeKind.global;
    return isShared && fields.length === 0 ? this.parameterOf(program.calls[call]?.arguments[index] ?? -1) : undefined;
  }

  /** The fields that an argument of a call can name. */
  fieldsNamed(call: number, { index, fields }: FieldOfArgument): readonly string[] {
    const argument = this.program.calls[call]?.arguments[index] ?? -1;
    if (fields.length === 0) return this.namesOf(argument);
    const texts = this.evaluator.valuesAtPath(argument, fields);
    return texts.length === 0 || texts.some((text) => text.includes(unknownText)) ? [unknownField] : texts;
  }

  /** The parameter that a value is. */
  parameterOf(value: number): KeyParameter | undefined {
    const { program } = this;
    const node = this.originOf(value);
    if (program.nodeKind[node] !== NodeKind.parameter) return undefined;
    const fn = program.nodeOwner[node] ?? -1;
    const position = program.functions[fn]?.parameters.indexOf(node) ?? -1;
    return position < 0 ? undefined : { fn, position, node };
  }

  /** The names that a key may be: constants, or for what a module makes once (`const key = Symbol()`) a name for that alone. */
  namesOf(key: number): readonly string[] {
    const constants = this.evaluator.constantsOf(key);
    if (constants) return constants;
    const { program } = this;
    const { start } = this.incoming;
    const origin = this.originOf(key);
    const isMade = program.nodeKind[origin] === NodeKind.value && start[origin] === start[origin + 1];
    const isOnce = program.functions[program.nodeOwner[origin] ?? -1]?.parent === -1;
    return [isMade && isOnce ? `${hiddenMark}once${String(origin)}` : unknownField];
  }

  /** Where a value comes from when it is only handed on. */
  originOf(value: number): number {
    const { start, kind, from } = this.incoming;
    let node = value;
    for (let depth = 0; depth < 8 && node >= 0 && node + 1 < start.length; depth++) {
      const sources: number[] = [];
      let isPlain = true;
      for (let slot = start[node] ?? 0; slot < (start[node + 1] ?? 0); slot++) {
        // A key is changed by no call that it is given to.
        if (kind[slot] === EdgeKind.writeBack) continue;
        isPlain &&= kind[slot] === EdgeKind.copy;
        sources.push(from[slot] ?? -1);
      }
      const [source, second] = sources;
      if (source === undefined || second !== undefined || !isPlain) return node;
      node = source;
    }
    return -1;
  }
}
