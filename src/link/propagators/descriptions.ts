import { NodeKind } from "../../model/module-graph.ts";
import type { FieldNodes } from "./field-nodes.ts";

/** A value from outside, and the value that names its fields: what a schema lets through, and the schema. */
export interface Description {
  readonly described: number;
  readonly by: number;
  /** What is checked against the schema, if anything is. */
  readonly given: readonly number[];
  /** Set when the declared type of `by` says it: the number of its type argument. */
  readonly typeArgument: number | undefined;
}

/** Values that others describe, as rules say. What the descriptions say is read when call targets are known. */
export class Descriptions {
  readonly all: Description[] = [];
  private readonly fields: FieldNodes;

  constructor(fields: FieldNodes) {
    this.fields = fields;
  }

  /** A value whose fields are those that `by` names. */
  add(call: number, by: number, given: readonly number[], typeArgument?: number): number {
    const described = this.fields.newNode(call, NodeKind.value);
    this.all.push({ described, by, given, typeArgument });
    return described;
  }
}
