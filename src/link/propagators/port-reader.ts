import { isHiddenField, unknownField } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import type { PortStep } from "../../model/port.ts";
import type { CallbackCalls } from "./callback-calls.ts";
import type { CallerKeys } from "./caller-keys.ts";
import type { FieldNodes } from "./field-nodes.ts";
import type { Hooks } from "./hooks.ts";
import type { KeyNames } from "./key-names.ts";
import type { PortParts } from "./port-parts.ts";
import type { Cursor, PortRoots } from "./port-roots.ts";

/**
 * The ports that data comes from. `arg0.email` of `send(visit)` is a read of `email` from `visit`; `arg0.callback.return` of
 * `visits.map(f)` is the result of a call of `f`, and `return.1.callback.arg0` of `useState()` what its setter is called with, anywhere.
 */
export class PortReader {
  private readonly program: Program;
  private readonly roots: PortRoots;
  private readonly fields: FieldNodes;
  private readonly callbacks: CallbackCalls;
  private readonly hooks: Hooks;
  private readonly names: KeyNames;
  private readonly callerKeys: CallerKeys;

  constructor({ program, roots, fields, callbacks, hooks, names, callerKeys }: PortParts) {
    this.program = program;
    this.roots = roots;
    this.fields = fields;
    this.callbacks = callbacks;
    this.hooks = hooks;
    this.names = names;
    this.callerKeys = callerKeys;
  }

  /** Walks a port that data comes from; `take` gets every node that holds the data. */
  follow(
    call: number,
    cursor: Cursor,
    steps: readonly PortStep[],
    position: number,
    take: (node: number) => void,
  ): void {
    const step = steps[position];
    if (!step) {
      take(cursor.kind === "value" ? cursor.node : this.fields.readPath(cursor.container, cursor.path, call));
      return;
    }
    const next = position + 1;
    if (cursor.kind === "value") {
      switch (step.kind) {
        case "field":
          for (const node of this.fields.fieldOf(cursor.node, step.name, call)) {
            if (step.naming && step.name !== unknownField) this.fields.name(node, step.name);
            this.follow(call, { kind: "value", node, after: -1 }, steps, next, take);
          }
          return;
        case "field-of-argument": {
          const key = this.names.parameterNaming(call, cursor.node, step);
          if (key) {
            const node = this.callerKeys.readBy(key, cursor.node, call);
            this.follow(call, { kind: "value", node, after: -1 }, steps, next, take);
            return;
          }
          for (const field of this.names.fieldsNamed(call, step)) {
            const node = this.fields.read(cursor.node, field, call);
            if (field !== unknownField && !isHiddenField(field)) this.fields.name(node, field);
            this.follow(call, { kind: "value", node, after: -1 }, steps, next, take);
          }
          return;
        }
        case "field-of-callback":
        case "field-of-each":
        case "callback-type":
          return;
        case "callback-argument": {
          const slot = this.callbacks.slot(call, cursor.node, step.index);
          if (step.after) {
            const after = this.callbacks.afterSlot(call, cursor.node, step.index);
            this.follow(call, { kind: "value", node: after, after: -1 }, steps, next, take);
          } else this.follow(call, { kind: "outside", container: slot, path: [] }, steps, next, take);
          return;
        }
        case "callback-this": {
          const { receiver, receiverAfter } = this.callbacks.receiverOf(call, cursor.node);
          if (step.after) this.follow(call, { kind: "value", node: receiverAfter, after: -1 }, steps, next, take);
          else this.follow(call, { kind: "outside", container: receiver, path: [] }, steps, next, take);
          return;
        }
        case "callback-instance": {
          const { result } = this.callbacks.instanceOf(call, cursor.node);
          this.follow(call, { kind: "value", node: result, after: -1 }, steps, next, take);
          return;
        }
        case "callback-return":
          this.follow(
            call,
            { kind: "value", node: this.callbacks.callOf(call, cursor.node).result, after: -1 },
            steps,
            next,
            take,
          );
          return;
      }
    }
    switch (step.kind) {
      case "field":
        this.follow(call, { ...cursor, path: [...cursor.path, step.name] }, steps, next, take);
        return;
      case "field-of-argument":
        for (const field of this.names.fieldsNamed(call, step))
          this.follow(call, { ...cursor, path: [...cursor.path, field] }, steps, next, take);
        return;
      case "callback-argument":
        this.hooks.onPassage(call, cursor, (made) => {
          for (const argument of this.roots.ofArgument(made, step.index))
            this.follow(made, argument, steps, next, take);
        });
        return;
      case "callback-return":
        this.hooks.onCall(call, cursor.container, cursor.path, (made) => {
          const container = this.program.calls[made]?.result ?? -1;
          this.follow(made, { kind: "outside", container, path: [] }, steps, next, take);
        });
        return;
      case "callback-type":
        this.hooks.onPassage(call, cursor, (made) => {
          for (const value of this.roots.ofType(made, step.index)) this.follow(made, value, steps, next, take);
        });
        return;
      case "field-of-callback":
      case "field-of-each":
      case "callback-instance":
      case "callback-this":
        return;
    }
  }
}
