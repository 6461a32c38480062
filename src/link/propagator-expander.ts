import { unknownText, type ConstantEvaluator } from "../model/constants.ts";
import { EdgeKind, NodeKind, elementField, transforms, unknownField } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type {
  Condition,
  Port,
  PortFlow,
  PortStep,
  PresenceCondition,
  PropagatorSpec,
  Transform,
} from "../model/rule-set.ts";
import { valuesAt } from "../model/values-at.ts";
import { CallerKeys, type KeyParameter } from "./caller-keys.ts";
import { typesGivenTo } from "./type-arguments.ts";

type FieldOfArgument = PortStep & { readonly kind: "field-of-argument" };

/** Fields of one object that `[each]` goes through, and values looked at to find them. */
const maximumKeys = 100;
const maximumKeySteps = 400;
/** Stands in a path for what a function returns. */
const returnedValue = "()";

/** A function that an outside API hands to the program: a state setter, `resolve`, `dispatch`. */
export interface Hook {
  readonly id: number;
  readonly calls: number[];
  readonly handlers: ((call: number) => void)[];
}

/** What the expander needs of the analysis that is under way. */
export interface ExpansionTarget {
  readonly program: Program;
  addEdge(kind: number, from: number, to: number, label?: number): void;
  addSynthetic(
    callee: number,
    receiver: number,
    values: readonly number[],
    result: number,
    at: number,
    written: string,
    flags?: number,
    argumentsAfter?: readonly number[],
  ): number;
  /** Gives a synthetic call a receiver. */
  setReceiver(call: number, receiver: number, after: number): void;
  addHook(node: number, hook: Hook): void;
  linkArgument(call: number, position: number, argument: number): void;
  /** Resolves the synthetic calls that were added; until then their arguments are still being put together. */
  resolveAdded(): void;
}

/** What is put at a port. */
interface Delivery {
  readonly value: number;
  /** The same without the name that a constant gives it. */
  readonly unnamed: number;
  readonly transform: Transform | undefined;
  /** The calls, of functions that the library made, that it came through. */
  readonly through: readonly HookCall[];
}

interface HookCall {
  readonly hook: string;
  readonly call: number;
}

/** Where the walk along a port stands: at a value of the program, or at something that the outside API makes. */
type Cursor = { readonly kind: "value"; readonly node: number; readonly after: number } | OutsideCursor;

interface OutsideCursor {
  readonly kind: "outside";
  readonly container: number;
  readonly path: readonly string[];
}

interface SyntheticCall {
  readonly index: number;
  readonly arguments: number[];
  /** What the function leaves in its arguments, as far as a rule asks for it. */
  readonly argumentsAfter: number[];
  receiver: number;
  receiverAfter: number;
  readonly result: number;
}

/**
 * Turns what a propagator says of a call into nodes, edges and calls of the program.
 *
 *   visits.map((v) => v.dx)     from this.[] to arg0.callback.arg0:    element -read []- visits; a call of the arrow with it
 *                               from arg0.callback.return to return.[]:   result of that call -write []-> result of map
 *   const [dx, setDx] = useState()   from return.1.callback.arg0 to return.0: member 1 of the result is a hook; what it is
 *                               called with, anywhere in the program, is written to member 0
 */
export class PropagatorExpander {
  private readonly target: ExpansionTarget;
  private readonly evaluator: ConstantEvaluator;
  /** Edges as the modules have them. */
  private readonly incoming: IncomingEdges;
  private readonly done = new Set<string>();
  private readonly reads = new Map<string, number>();
  private readonly stores = new Map<string, number>();
  private readonly synthetic = new Map<string, SyntheticCall>();
  private readonly hooks = new Map<string, Hook>();
  private hookCount = 0;
  readonly keys: CallerKeys;
  /** The calls of hooks that the walk along a port has come through. */
  private through: readonly HookCall[] = [];

  constructor(target: ExpansionTarget, evaluator: ConstantEvaluator, incoming: IncomingEdges) {
    this.target = target;
    this.incoming = incoming;
    const { program } = target;
    this.keys = new CallerKeys(
      {
        program,
        addEdge: (kind, from, to, label) => {
          target.addEdge(kind, from, to, label);
        },
        read: (base, field, call) => this.read(base, field, call),
      },
      evaluator,
      incoming,
    );
    this.evaluator = evaluator;
  }

  /** Applies propagators to a call, each once. */
  expand(call: number, specs: readonly PropagatorSpec[]): void {
    for (const spec of specs) this.expandOne(call, spec);
    this.target.resolveAdded();
  }

  private expandOne(call: number, spec: PropagatorSpec): void {
    const key = `${String(call)}:${spec.id}`;
    if (this.done.has(key)) return;
    this.done.add(key);
    if (!spec.when.every((condition) => this.holds(call, condition))) return;
    const targets = this.target.program.targets[call];
    if (targets) targets.propagated = true;
    for (const flow of spec.flows.flatMap((written) => this.forEachField(call, written))) {
      const names = flow.named ? this.textsAt(call, flow.named) : [];
      for (const cursor of this.rootCursors(call, flow.from)) {
        this.follow(call, cursor, flow.from.steps, 0, (node) => {
          const values = names.length === 0 ? [node] : names.map((name) => this.named(call, node, name));
          for (const value of values)
            for (const to of this.rootCursors(call, flow.to))
              this.deliver(call, to, flow.to.steps, 0, {
                value,
                unnamed: node,
                transform: flow.transform,
                through: this.through,
              });
        });
        this.carryBack(call, cursor, flow);
      }
    }
  }

  /** What a callback does to an element it is given is in the list afterwards: `visits.forEach((v) => { v.reason = "…"; })`. */
  private carryBack(call: number, cursor: Cursor, { from, to, transform }: PortFlow): void {
    const [step, ...more] = to.steps;
    const [field, ...deeper] = from.steps;
    if (cursor.kind !== "value" || cursor.after < 0 || transform !== undefined) return;
    if (step?.kind !== "callback-argument" || more.length > 0 || field?.kind !== "field" || deeper.length > 0) return;
    for (const callback of this.rootCursors(call, to)) {
      if (callback.kind !== "value") continue;
      this.slot(call, callback.node, step.index);
      const made = this.callOf(call, callback.node);
      if ((made.argumentsAfter[step.index] ?? -1) >= 0) continue;
      const left = this.newNode(call, NodeKind.after, undefined, made.index);
      made.argumentsAfter[step.index] = left;
      this.target.addEdge(EdgeKind.write, left, cursor.after, this.target.program.string(field.name));
    }
  }

  /** A flow with `[each]`, once for each field of the object that the call is given; of an unknown object, once for any field. */
  private forEachField(call: number, flow: PortFlow): readonly PortFlow[] {
    const object = flow.each;
    if (!object) return [flow];
    const keys = new Set<string>();
    for (const cursor of this.rootCursors(call, object))
      if (cursor.kind === "value")
        this.keysOf(
          cursor.node,
          object.steps.map((step) => (step.kind === "field" ? step.name : returnedValue)),
          keys,
          new Set(),
        );
    const fields = keys.size === 0 ? [unknownField] : [...keys];
    return fields.map((field) => ({ ...flow, from: withField(flow.from, field), to: withField(flow.to, field) }));
  }

  /** Adds the fields that the objects have which are written at a path of a value. */
  private keysOf(node: number, path: readonly string[], keys: Set<string>, seen: Set<string>): void {
    const { program } = this.target;
    const { start, kind, label, from } = this.incoming;
    const at = `${String(node)}.${path.join(".")}`;
    if (seen.has(at) || seen.size > maximumKeySteps || node + 1 >= start.length) return;
    seen.add(at);
    if (program.nodeKind[node] === NodeKind.function) {
      const [step, ...rest] = path;
      const returned = program.functions[program.nodePayload[node] ?? -1]?.returned ?? -1;
      if (step === returnedValue && returned >= 0) this.keysOf(returned, rest, keys, seen);
      return;
    }
    const isObject = program.nodeKind[node] === NodeKind.object;
    for (let slot = start[node] ?? 0; slot < (start[node + 1] ?? 0); slot++) {
      const field = program.strings[label[slot] ?? -1] ?? "";
      const source = from[slot] ?? -1;
      switch (kind[slot]) {
        case EdgeKind.write:
          if (path.length > 0) {
            if (path[0] === field) this.keysOf(source, path.slice(1), keys, seen);
          } else if (isObject && !isWildcard(field) && !/^(?:\$|[gs]et )/.test(field) && keys.size < maximumKeys)
            keys.add(field);
          break;
        case EdgeKind.read:
          this.keysOf(source, [field, ...path], keys, seen);
          break;
        case EdgeKind.copy:
        case EdgeKind.without:
        case EdgeKind.writeBack:
          this.keysOf(source, path, keys, seen);
          break;
        default:
      }
    }
  }

  private holds(call: number, condition: Condition | PresenceCondition): boolean {
    const record = this.target.program.calls[call];
    if (!record) return false;
    const { port } = condition;
    const values = valuesAt(record, port, this.evaluator);
    const isOpen = values.some((value) => value.includes(unknownText));
    if (!("absent" in condition)) return isOpen || condition.values.some((wanted) => values.includes(String(wanted)));
    if (!condition.absent) return values.length > 0;
    // Of a list of arguments, or an object that is not known, anything may be missing.
    const isListed = port.root.kind === "argument" && record.spread >= 0 && port.root.index >= record.spread;
    return values.length === 0 || (isOpen && (isListed || port.steps.length > 0));
  }

  /** The constants at a port; none when one of them is not known. */
  private textsAt(call: number, port: Port): readonly string[] {
    const record = this.target.program.calls[call];
    const texts = record ? valuesAt(record, port, this.evaluator) : [];
    return texts.some((text) => text.includes(unknownText)) ? [] : texts;
  }

  /** What a field of a value holds. Of an object literal it is what is written there, or nothing. */
  private fieldOf(base: number, field: string, call: number): readonly number[] {
    const { program } = this.target;
    const { start, kind, label, from } = this.incoming;
    const read = (): readonly number[] => [this.read(base, field, call)];
    const isLiteral = program.nodeKind[base] === NodeKind.object && base + 1 < start.length;
    if (!isLiteral || isWildcard(field) || field.startsWith("$")) return read(); // fields with $ are written by rules
    const written: number[] = [];
    for (let slot = start[base] ?? 0; slot < (start[base + 1] ?? 0); slot++) {
      const name = program.strings[label[slot] ?? -1] ?? "";
      if (kind[slot] !== EdgeKind.write || isWildcard(name) || name === `get ${field}`) return read();
      if (name === field) written.push(from[slot] ?? -1);
    }
    return written;
  }

  /** What is read by a key that is computed is named by it, as a field that is written is. */
  private name(node: number, name: string): void {
    const { program } = this.target;
    if ((program.nodeName[node] ?? -1) < 0) program.nodeName[node] = program.string(name);
  }

  /** A value under the name that a constant gives it. */
  private named(call: number, value: number, name: string): number {
    const node = this.newNode(call, NodeKind.value, name);
    this.target.addEdge(EdgeKind.copy, value, node);
    return node;
  }

  /** A call of a function that an outside API handed out. */
  callHook(call: number, hook: Hook): void {
    if (hook.calls.includes(call)) return;
    hook.calls.push(call);
    const targets = this.target.program.targets[call];
    if (targets) targets.propagated = true;
    for (const handler of [...hook.handlers]) handler(call);
    this.target.resolveAdded();
  }

  private rootCursors(call: number, port: Port): Cursor[] {
    const record = this.target.program.calls[call];
    if (!record) return [];
    switch (port.root.kind) {
      case "argument":
        return this.argumentCursors(call, port.root.index);
      case "arguments": {
        const cursors: Cursor[] = [];
        const last = record.arguments.length - 1;
        const start = record.spread < 0 ? port.root.from : Math.min(port.root.from, last);
        for (let index = start; index <= last; index++)
          cursors.push(...this.argumentCursors(call, index, elementField));
        return cursors;
      }
      case "this":
        return record.receiver < 0 ? [] : [{ kind: "value", node: record.receiver, after: record.receiverAfter }];
      case "callee":
        return record.callee < 0 ? [] : [{ kind: "value", node: record.callee, after: -1 }];
      case "type":
        return this.typeCursors(call, port.root.index);
      case "return":
        return record.result < 0 ? [] : [{ kind: "outside", container: record.result, path: [] }];
      case "store": {
        const node = this.store(port.root.name);
        return [{ kind: "value", node, after: node }];
      }
    }
  }

  /** A value from outside, of a type that the call is written with. */
  private typeCursors(call: number, index: number): Cursor[] {
    const type = typesGivenTo(this.target.program, call)[index];
    if (!type) return [];
    const node = this.newNode(call, NodeKind.value);
    this.target.program.nodeTypes.set(node, JSON.stringify(type));
    this.target.addEdge(EdgeKind.copy, this.store("typed by a call"), node);
    return [{ kind: "value", node, after: -1 }];
  }

  /** An argument; of one that is spread, the element at its place, or the one that is asked for. */
  private argumentCursors(call: number, index: number, element?: string): Cursor[] {
    const record = this.target.program.calls[call];
    if (!record) return [];
    if (record.spread >= 0 && index >= record.spread) {
      const list = record.arguments[record.spread] ?? -1;
      return list < 0
        ? []
        : [{ kind: "value", node: this.read(list, element ?? String(index - record.spread), call), after: -1 }];
    }
    const node = record.arguments[index] ?? -1;
    return node < 0 ? [] : [{ kind: "value", node, after: record.argumentsAfter[index] ?? -1 }];
  }

  /** Walks a port that data comes from; `take` gets every node that holds the data. */
  private follow(
    call: number,
    cursor: Cursor,
    steps: readonly PortStep[],
    position: number,
    take: (node: number) => void,
  ): void {
    const step = steps[position];
    if (!step) {
      take(cursor.kind === "value" ? cursor.node : this.readPath(cursor.container, cursor.path, call));
      return;
    }
    const next = position + 1;
    if (cursor.kind === "value") {
      switch (step.kind) {
        case "field":
          for (const node of this.fieldOf(cursor.node, step.name, call))
            this.follow(call, { kind: "value", node, after: -1 }, steps, next, take);
          return;
        case "field-of-argument": {
          const key = this.keyParameter(call, cursor.node, step);
          if (key) {
            const node = this.keys.readBy(key, cursor.node, call);
            this.follow(call, { kind: "value", node, after: -1 }, steps, next, take);
            return;
          }
          for (const field of this.fieldsNamed(call, step)) {
            const node = this.read(cursor.node, field, call);
            if (field !== unknownField && !field.startsWith("$")) this.name(node, field);
            this.follow(call, { kind: "value", node, after: -1 }, steps, next, take);
          }
          return;
        }
        case "field-of-callback":
        case "field-of-each":
        case "callback-type":
          return;
        case "callback-argument": {
          const slot = this.slot(call, cursor.node, step.index);
          if (step.after) {
            const after = this.afterSlot(call, cursor.node, step.index);
            this.follow(call, { kind: "value", node: after, after: -1 }, steps, next, take);
          } else this.follow(call, { kind: "outside", container: slot, path: [] }, steps, next, take);
          return;
        }
        case "callback-this": {
          const { receiver, receiverAfter } = this.receiverOf(call, cursor.node);
          if (step.after) this.follow(call, { kind: "value", node: receiverAfter, after: -1 }, steps, next, take);
          else this.follow(call, { kind: "outside", container: receiver, path: [] }, steps, next, take);
          return;
        }
        case "callback-return":
          this.follow(
            call,
            { kind: "value", node: this.callOf(call, cursor.node).result, after: -1 },
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
        for (const field of this.fieldsNamed(call, step))
          this.follow(call, { ...cursor, path: [...cursor.path, field] }, steps, next, take);
        return;
      case "callback-argument":
        this.onPassage(call, cursor, (made) => {
          for (const argument of this.argumentCursors(made, step.index)) this.follow(made, argument, steps, next, take);
        });
        return;
      case "callback-return":
        this.onCall(call, cursor.container, cursor.path, (made) => {
          const container = this.target.program.calls[made]?.result ?? -1;
          this.follow(made, { kind: "outside", container, path: [] }, steps, next, take);
        });
        return;
      case "callback-type":
        this.onPassage(call, cursor, (made) => {
          for (const value of this.typeCursors(made, step.index)) this.follow(made, value, steps, next, take);
        });
        return;
      case "field-of-callback":
      case "field-of-each":
      case "callback-this":
        return;
    }
  }

  /** Walks a port that data goes to and puts something there. */
  private deliver(
    call: number,
    cursor: Cursor,
    steps: readonly PortStep[],
    position: number,
    delivery: Delivery,
  ): void {
    const step = steps[position];
    const next = position + 1;
    if (cursor.kind === "value") {
      const isField = step === undefined || step.kind.startsWith("field");
      if (isField && !steps.slice(position).some(({ kind }) => kind.startsWith("callback"))) {
        this.writeSteps(call, cursor.after >= 0 ? cursor.after : cursor.node, steps.slice(position), delivery);
        return;
      }
      switch (step?.kind) {
        case "field":
          for (const node of this.fieldOf(cursor.node, step.name, call))
            this.deliver(call, { kind: "value", node, after: -1 }, steps, next, delivery);
          return;
        case "field-of-argument":
        case "field-of-callback":
          for (const field of this.fieldsOfStep(call, step, delivery))
            for (const node of this.fieldOf(cursor.node, field, call))
              this.deliver(call, { kind: "value", node, after: -1 }, steps, next, delivery);
          return;
        case "callback-argument": {
          const slot = this.slot(call, cursor.node, step.index);
          // A function that is not written here may be given to several calls, under different names.
          const isShared = this.target.program.nodeKind[cursor.node] !== NodeKind.function;
          const passed = isShared ? { ...delivery, value: delivery.unnamed } : delivery;
          this.deliver(call, { kind: "outside", container: slot, path: [] }, steps, next, passed);
          return;
        }
        case "callback-this": {
          const { receiver } = this.receiverOf(call, cursor.node);
          this.deliver(call, { kind: "outside", container: receiver, path: [] }, steps, next, delivery);
          return;
        }
        case "callback-return":
          this.deliver(
            call,
            { kind: "value", node: this.callOf(call, cursor.node).result, after: -1 },
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
        this.writePath(cursor.container, cursor.path, delivery.value, delivery.transform, call);
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
        this.onDelivery(call, cursor, delivery, (made) => {
          for (const argument of this.argumentCursors(made, step.index))
            this.deliver(made, argument, steps, next, delivery);
        });
        return;
      case "field-of-each":
      case "callback-this":
      case "callback-type":
        return;
      case "callback-return":
        this.onDelivery(call, cursor, delivery, (made) => {
          const result = this.target.program.calls[made]?.result ?? -1;
          if (result >= 0) this.deliver(made, { kind: "outside", container: result, path: [] }, steps, next, delivery);
        });
        return;
    }
  }

  private writeSteps(call: number, base: number, steps: readonly PortStep[], delivery: Delivery): void {
    const [first, ...rest] = steps;
    const key = first?.kind === "field-of-argument" ? this.keyParameter(call, base, first) : undefined;
    if (key && rest.every(({ kind }) => kind === "field")) {
      const below = rest.flatMap((step) => this.fieldsOfStep(call, step, delivery));
      this.keys.writeBy(key, call, delivery.value, (value, field, at) => {
        this.writePath(base, [field, ...below], value, delivery.transform, at);
      });
      return;
    }
    let paths: string[][] = [[]];
    for (const step of steps) {
      const fields = this.fieldsOfStep(call, step, delivery);
      paths = paths.flatMap((path) => fields.map((field) => [...path, field]));
    }
    for (const path of paths) this.writePath(base, path, delivery.value, delivery.transform, call);
  }

  /** The fields that a step of a port that data goes to can name. */
  private fieldsOfStep(call: number, step: PortStep, { through }: Delivery): readonly string[] {
    switch (step.kind) {
      case "field":
        return [step.name];
      case "field-of-argument":
        return this.fieldsNamed(call, step);
      case "field-of-callback":
        return this.fieldsNamed(through.at(-1)?.call ?? -1, {
          kind: "field-of-argument",
          index: step.index,
          fields: [],
        });
      default:
        return [];
    }
  }

  /** `container.a.b = value` */
  private writePath(
    container: number,
    path: readonly string[],
    value: number,
    transform: Transform | undefined,
    call: number,
  ): void {
    let current = transform === undefined ? value : this.converted(value, transform, call);
    for (let index = path.length - 1; index > 0; index--) {
      const object = this.newNode(call, NodeKind.object);
      this.target.addEdge(EdgeKind.write, current, object, this.target.program.string(path[index] ?? unknownField));
      current = object;
    }
    const [first] = path;
    if (first === undefined) this.target.addEdge(EdgeKind.copy, current, container);
    else this.target.addEdge(EdgeKind.write, current, container, this.target.program.string(first));
  }

  private converted(value: number, transform: Transform, call: number): number {
    const node = this.newNode(call, NodeKind.value);
    this.target.addEdge(EdgeKind.convert, value, node, transforms.indexOf(transform));
    return node;
  }

  private readPath(container: number, path: readonly string[], call: number): number {
    let node = container;
    for (const field of path) node = this.read(node, field, call);
    return node;
  }

  private read(base: number, field: string, call: number): number {
    const key = `${String(base)}.${field}`;
    let node = this.reads.get(key);
    if (node === undefined) {
      node = this.newNode(call, NodeKind.value);
      this.reads.set(key, node);
      this.target.addEdge(EdgeKind.read, base, node, this.target.program.string(field));
    }
    return node;
  }

  /** The call that the outside API makes of a function it was given. */
  private callOf(call: number, callee: number): SyntheticCall {
    const key = `${String(call)}:${String(callee)}`;
    let made = this.synthetic.get(key);
    if (!made) {
      const values: number[] = [];
      const argumentsAfter: number[] = [];
      const result = this.newNode(call, NodeKind.value);
      const index = this.target.addSynthetic(callee, -1, values, result, result, "", 0, argumentsAfter);
      made = { index, arguments: values, argumentsAfter, receiver: -1, receiverAfter: -1, result };
      this.synthetic.set(key, made);
    }
    return made;
  }

  /** The node of one argument of that call, into which propagators write. */
  private slot(call: number, callee: number, position: number): number {
    const made = this.callOf(call, callee);
    while (made.arguments.length <= position) {
      const argument = this.newNode(call, NodeKind.value);
      made.arguments.push(argument);
      made.argumentsAfter.push(-1);
      this.target.linkArgument(made.index, made.arguments.length - 1, argument);
    }
    return made.arguments[position] ?? -1;
  }

  /** What the function leaves in that argument. */
  private afterSlot(call: number, callee: number, position: number): number {
    const before = this.slot(call, callee, position);
    const made = this.callOf(call, callee);
    let after = made.argumentsAfter[position] ?? -1;
    if (after < 0) made.argumentsAfter[position] = after = this.afterNode(call, made.index, before);
    return after;
  }

  /** That call, with a receiver. */
  private receiverOf(call: number, callee: number): SyntheticCall {
    const made = this.callOf(call, callee);
    if (made.receiver < 0) {
      made.receiver = this.newNode(call, NodeKind.value);
      made.receiverAfter = this.afterNode(call, made.index, made.receiver);
      this.target.setReceiver(made.index, made.receiver, made.receiverAfter);
    }
    return made;
  }

  private afterNode(call: number, index: number, before: number): number {
    const after = this.newNode(call, NodeKind.after, undefined, index);
    this.target.addEdge(EdgeKind.copy, before, after);
    return after;
  }

  /** Runs `handle` for every call of a function that the library made, and remembers meanwhile that the walk came through it. */
  private onPassage(call: number, { container, path }: OutsideCursor, handle: (call: number) => void): void {
    const before = this.through;
    this.onCall(call, container, path, (made) => {
      const outer = this.through;
      this.through = [...before, { hook: hookKey(container, path), call: made }];
      handle(made);
      this.through = outer;
    });
  }

  /** Runs `handle` for every call of a function that the library made; for the one that a delivery came through, if it did. */
  private onDelivery(call: number, cursor: OutsideCursor, delivery: Delivery, handle: (call: number) => void): void {
    const key = hookKey(cursor.container, cursor.path);
    const same = delivery.through.find(({ hook }) => hook === key);
    if (same) handle(same.call);
    else this.onCall(call, cursor.container, cursor.path, handle);
  }

  /** Runs `handle` for every call of the function that an outside API put at `container.path`. */
  private onCall(call: number, container: number, path: readonly string[], handle: (call: number) => void): void {
    const key = hookKey(container, path);
    let hook = this.hooks.get(key);
    if (!hook) {
      hook = { id: this.hookCount++, calls: [], handlers: [] };
      this.hooks.set(key, hook);
      if (path.length === 0) {
        this.target.addHook(container, hook);
      } else {
        const node = this.newNode(call, NodeKind.value);
        this.target.addHook(node, hook);
        this.writePath(container, path, node, undefined, call);
      }
    }
    hook.handlers.push(handle);
    for (const made of [...hook.calls]) handle(made);
  }

  private store(name: string): number {
    let node = this.stores.get(name);
    if (node === undefined) {
      node = this.target.program.addNode(NodeKind.global, `store(${name})`, 0, 0, 0, 0);
      this.stores.set(name, node);
    }
    return node;
  }

  /** The parameter that the key of a storage is given by, when the call stands in a helper of the project. */
  private keyParameter(call: number, base: number, { index, fields }: FieldOfArgument): KeyParameter | undefined {
    const { program } = this.target;
    const isShared = program.nodeKind[base] === NodeKind.global;
    return isShared && fields.length === 0
      ? this.keys.parameterOf(program.calls[call]?.arguments[index] ?? -1)
      : undefined;
  }

  private fieldsNamed(call: number, { index, fields }: FieldOfArgument): readonly string[] {
    const argument = this.target.program.calls[call]?.arguments[index] ?? -1;
    if (fields.length === 0) return this.keys.namesOf(argument);
    const texts = this.evaluator.valuesAtPath(argument, fields);
    return texts.length === 0 || texts.some((text) => text.includes(unknownText)) ? [unknownField] : texts;
  }

  private newNode(call: number, kind: NodeKind, name?: string, payload = -1): number {
    const record = this.target.program.calls[call];
    return this.target.program.addNode(
      kind,
      name,
      record?.module ?? 0,
      record?.owner ?? 0,
      record?.start ?? 0,
      record?.end ?? 0,
      payload,
    );
  }
}

function hookKey(container: number, path: readonly string[]): string {
  return `${String(container)}.${path.join(".")}`;
}

/** A port with a field in place of `[each]`. */
function withField({ root, steps }: Port, field: string): Port {
  return {
    root,
    steps: steps.map((step) =>
      step.kind === "field-of-each" ? { kind: "field", name: nameByTemplate(step.template, field) } : step,
    ),
  };
}

/** `useEachQuery` of `visit` is `useVisitQuery`. */
function nameByTemplate(template: string, field: string): string {
  if (template === "each" || field === unknownField) return field;
  return template.replace("Each", field.charAt(0).toUpperCase() + field.slice(1));
}

function isWildcard(field: string): boolean {
  return field === unknownField || field === elementField;
}
