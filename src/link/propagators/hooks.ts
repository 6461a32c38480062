import { NodeKind } from "../../model/module-graph.ts";
import type { TargetSearch } from "../targets/target-search.ts";
import type { FieldNodes } from "./field-nodes.ts";
import type { Hook } from "../targets/points-to.ts";
import type { OutsideCursor } from "./port-roots.ts";

/** A call of a hook that a walk along a port came through. */
export interface HookCall {
  readonly hook: string;
  readonly call: number;
}

/**
 * Functions that outside APIs hand to the program: calls of them, found anywhere and at any time, go to all who asked.
 * What comes in through one call of a hook goes on at the same call: `handler((request, reply) => …)` answers its own request.
 */
export class Hooks {
  /** The calls of hooks that the walk under way has come through. */
  through: readonly HookCall[] = [];
  private readonly search: TargetSearch;
  private readonly fields: FieldNodes;
  private readonly hooks = new Map<string, Hook>();

  constructor(search: TargetSearch, fields: FieldNodes) {
    this.search = search;
    this.fields = fields;
  }

  /** A call of a function that an outside API handed out. */
  called(call: number, hook: Hook): void {
    if (hook.calls.includes(call)) return;
    hook.calls.push(call);
    const targets = this.search.program.targets[call];
    if (targets) targets.propagated = true;
    for (const handler of [...hook.handlers]) handler(call);
    this.search.resolveAdded();
  }

  /** Runs `handle` for every call of a function that the library made, and remembers meanwhile that the walk came through it. */
  onPassage(call: number, { container, path }: OutsideCursor, handle: (call: number) => void): void {
    const before = this.through;
    this.onCall(call, container, path, (made) => {
      const outer = this.through;
      this.through = [...before, { hook: hookKey(container, path), call: made }];
      handle(made);
      this.through = outer;
    });
  }

  /** Runs `handle` for every call of a function that the library made; for the one in `through`, if it is there. */
  onDelivery(call: number, cursor: OutsideCursor, through: readonly HookCall[], handle: (call: number) => void): void {
    const key = hookKey(cursor.container, cursor.path);
    const same = through.find(({ hook }) => hook === key);
    if (same) handle(same.call);
    else this.onCall(call, cursor.container, cursor.path, handle);
  }

  /** Runs `handle` for every call of the function that an outside API put at `container.path`. */
  onCall(call: number, container: number, path: readonly string[], handle: (call: number) => void): void {
    const key = hookKey(container, path);
    let hook = this.hooks.get(key);
    if (!hook) {
      hook = { id: this.hooks.size, calls: [], handlers: [] };
      this.hooks.set(key, hook);
      if (path.length === 0) {
        this.addHook(container, hook);
      } else {
        const node = this.fields.newNode(call, NodeKind.value);
        this.addHook(node, hook);
        this.fields.writePath(container, path, node, undefined, call);
      }
    }
    hook.handlers.push(handle);
    for (const made of [...hook.calls]) handle(made);
  }

  private addHook(node: number, hook: Hook): void {
    this.search.points.add(node, this.search.points.hookToken(hook));
  }
}

function hookKey(container: number, path: readonly string[]): string {
  return `${String(container)}.${path.join(".")}`;
}
