import { NodeKind } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import type { PortStep } from "../../model/port.ts";
import type { Transform } from "../../model/rule-set.ts";
import type { CallbackCalls } from "./callback-calls.ts";
import type { CallerKeys } from "./caller-keys.ts";
import type { FieldNodes } from "./field-nodes.ts";
import type { HookCall, Hooks } from "./hooks.ts";
import type { KeyNames } from "./key-names.ts";
import type { PortParts } from "./port-parts.ts";
import type { SharedNames } from "./shared-names.ts";
import type { Cursor, PortRoots } from "./port-roots.ts";

/** What is put at a port. */
export interface Delivery {
  readonly value: number;
  /** The same without the name that a constant gives it. */
  readonly unnamed: number;
  readonly transform: Transform | undefined;
  /** The calls, of functions that the library made, that it came through. */
  readonly through: readonly HookCall[];
}

/**
 * The ports that data goes to. `return.email` of a call is a write of `email` to its result; `arg0.callback.arg0` of `visits.map(f)`
 * is an argument of a call of `f`.
 */
export class PortWriter {
  private readonly program: Program;
  private readonly roots: PortRoots;
  private readonly fields: FieldNodes;
  private readonly callbacks: CallbackCalls;
  private readonly hooks: Hooks;
  private readonly names: KeyNames;
  private readonly callerKeys: CallerKeys;
  private readonly sharedNames: SharedNames;

  constructor({ program, roots, fields, callbacks, hooks, names, callerKeys, sharedNames }: PortParts) {
    this.program = program;
    this.roots = roots;
    this.fields = fields;
    this.callbacks = callbacks;
    this.hooks = hooks;
    this.names = names;
    this.callerKeys = callerKeys;
    this.sharedNames = sharedNames;
  }

  /** Walks a port that data goes to and puts something there. */
  deliver(call: number, cursor: Cursor, steps: readonly PortStep[], position: number, delivery: Delivery): void {
    const step = steps[position];
    const next = position + 1;
    if (cursor.kind === "value") {
      const isField = step === undefined || step.kind.startsWith("field");
      if (isField && !steps.slice(position).some(({ kind }) => kind.startsWith("callback"))) {
        if (step?.kind === "field" && next < steps.length && this.isLiteral(cursor)) {
          // `<input ref={field}>`: what is put below a field of an object that is written here is put into what stands there.
          for (const node of this.fields.fieldOf(cursor.node, step.name, call))
            this.deliver(call, { kind: "value", node, after: -1 }, steps, next, delivery);
          return;
        }
        this.writeSteps(call, cursor.after >= 0 ? cursor.after : cursor.node, steps.slice(position), delivery);
        return;
      }
      switch (step?.kind) {
        case "field":
          for (const node of this.fields.fieldOf(cursor.node, step.name, call))
            this.deliver(call, { kind: "value", node, after: -1 }, steps, next, delivery);
          return;
        case "field-of-argument":
        case "field-of-callback":
          for (const field of this.fieldsOfStep(call, step, delivery))
            for (const node of this.fields.fieldOf(cursor.node, field, call))
              this.deliver(call, { kind: "value", node, after: -1 }, steps, next, delivery);
          return;
        case "callback-argument": {
          const slot = this.callbacks.slot(call, cursor.node, step.index);
          const pass = (value: number): void => {
            this.deliver(call, { kind: "outside", container: slot, path: [] }, steps, next, { ...delivery, value });
          };
          // A function that is not written here may be given to several calls, under different names.
          if (delivery.value === delivery.unnamed || this.program.nodeKind[cursor.node] === NodeKind.function)
            pass(delivery.value);
          else {
            pass(delivery.unnamed);
            this.sharedNames.whenSole(cursor.node, call, () => {
              pass(delivery.value);
            });
          }
          return;
        }
        case "callback-this": {
          const { receiver } = this.callbacks.receiverOf(call, cursor.node);
          this.deliver(call, { kind: "outside", container: receiver, path: [] }, steps, next, delivery);
          return;
        }
        case "callback-instance": {
          const { receiver } = this.callbacks.instanceOf(call, cursor.node);
          this.deliver(call, { kind: "outside", container: receiver, path: [] }, steps, next, delivery);
          return;
        }
        case "callback-return":
          this.deliver(
            call,
            { kind: "value", node: this.callbacks.callOf(call, cursor.node).result, after: -1 },
            steps,
            next,
            delivery,
          );
          return;
        default:
          return;
      }
    }
    switch (step?.kind) {
      case undefined:
        this.fields.writePath(cursor.container, cursor.path, delivery.value, delivery.transform, call);
        return;
      case "field":
        this.deliver(call, { ...cursor, path: [...cursor.path, step.name] }, steps, next, delivery);
        return;
      case "field-of-argument":
      case "field-of-callback":
        for (const field of this.fieldsOfStep(call, step, delivery))
          this.deliver(call, { ...cursor, path: [...cursor.path, field] }, steps, next, delivery);
        return;
      case "callback-argument":
        this.hooks.onDelivery(call, cursor, delivery.through, (made) => {
          for (const argument of this.roots.ofArgument(made, step.index))
            this.deliver(made, argument, steps, next, delivery);
        });
        return;
      case "field-of-each":
      case "callback-instance":
      case "callback-this":
      case "callback-type":
        return;
      case "callback-return":
        this.hooks.onDelivery(call, cursor, delivery.through, (made) => {
          const result = this.program.calls[made]?.result ?? -1;
          if (result >= 0) this.deliver(made, { kind: "outside", container: result, path: [] }, steps, next, delivery);
        });
        return;
    }
  }

  private isLiteral({ node, after }: { readonly node: number; readonly after: number }): boolean {
    return after < 0 && this.program.nodeKind[node] === NodeKind.object;
  }

  private writeSteps(call: number, base: number, steps: readonly PortStep[], delivery: Delivery): void {
    const [first, ...rest] = steps;
    const key = first?.kind === "field-of-argument" ? this.names.parameterNaming(call, base, first) : undefined;
    if (key && rest.every(({ kind }) => kind === "field")) {
      const below = rest.flatMap((step) => this.fieldsOfStep(call, step, delivery));
      this.callerKeys.writeBy(key, call, delivery.value, (value, field, at) => {
        this.fields.writePath(base, [field, ...below], value, delivery.transform, at);
      });
      return;
    }
    let paths: string[][] = [[]];
    for (const step of steps) {
      const fields = this.fieldsOfStep(call, step, delivery);
      paths = paths.flatMap((path) => fields.map((field) => [...path, field]));
    }
    for (const path of paths) this.fields.writePath(base, path, delivery.value, delivery.transform, call);
  }

  /** The fields that a step of a port that data goes to can name. */
  private fieldsOfStep(call: number, step: PortStep, { through }: Delivery): readonly string[] {
    switch (step.kind) {
      case "field":
        return [step.name];
      case "field-of-argument":
        return this.names.fieldsNamed(call, step);
      case "field-of-callback":
        return this.names.fieldsNamed(through.at(-1)?.call ?? -1, {
          kind: "field-of-argument",
          index: step.index,
          fields: [],
        });
      default:
        return [];
    }
  }
}
