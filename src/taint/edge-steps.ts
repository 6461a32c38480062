import { EdgeKind, NodeKind, transforms } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { Transform } from "../model/rule-set.ts";
import { anything, exactly, type AccessPaths } from "./access-paths.ts";
import type { Barriers } from "./barriers.ts";
import type { Context } from "./contexts.ts";
import { Mask, Via } from "./facts.ts";
import type { IntoFunctions } from "./into-functions.ts";
import type { MutationCheck } from "./mutation.ts";
import type { OutOfFunctions } from "./out-of-functions.ts";
import type { Search } from "./search.ts";

export interface EdgeStepParts {
  readonly program: Program;
  readonly incoming: IncomingEdges;
  readonly barriers: Barriers;
  readonly paths: AccessPaths;
  readonly mutation: MutationCheck;
  readonly search: Search;
  readonly into: IntoFunctions;
  readonly out: OutOfFunctions;
}

/** Steps back over edges: what is asked of the value before one, by its kind. */
export class EdgeSteps {
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly barriers: Barriers;
  private readonly paths: AccessPaths;
  private readonly mutation: MutationCheck;
  private readonly search: Search;
  private readonly into: IntoFunctions;
  private readonly out: OutOfFunctions;

  constructor(parts: EdgeStepParts) {
    this.program = parts.program;
    this.incoming = parts.incoming;
    this.barriers = parts.barriers;
    this.paths = parts.paths;
    this.mutation = parts.mutation;
    this.search = parts.search;
    this.into = parts.into;
    this.out = parts.out;
  }

  /** One incoming edge of the node of a fact; `kind` and `owner` are those of the node. */
  follow(
    context: Context,
    fact: number,
    slot: number,
    path: number,
    mask: number,
    kind: number | undefined,
    owner: number,
  ): void {
    const from = this.incoming.from[slot] ?? -1;
    const label = this.incoming.label[slot] ?? 0;
    switch (this.incoming.kind[slot]) {
      case EdgeKind.writeBack:
        if (this.mutation.changes(from)) this.step(context, fact, from, path, mask, Via.copy, 0, kind, owner);
        return;
      case EdgeKind.copy:
        this.step(context, fact, from, path, mask, Via.copy, 0, kind, owner);
        return;
      case EdgeKind.guard: {
        const removed = this.barriers.removedByGuard.get(label) ?? 0;
        this.step(context, fact, from, path, mask & ~removed, Via.copy, 0, kind, owner);
        return;
      }
      case EdgeKind.convert: {
        const transform = transforms[label] ?? "call";
        const changed = afterTransform(mask, transform);
        if (changed !== 0) this.step(context, fact, from, path, changed, Via.convert, label, kind, owner);
        return;
      }
      case EdgeKind.derive: {
        const transform = transforms[label] ?? "call";
        const changed = afterTransform(mask, transform);
        // Text made of a list or of query parameters has what is in them.
        const below = transform === "text" && path !== exactly ? anything : exactly;
        if (changed !== 0 && this.paths.isEnd(path))
          this.step(context, fact, from, below, changed, Via.derive, label, kind, owner);
        return;
      }
      case EdgeKind.read:
        this.step(context, fact, from, this.paths.prepend(label, path), mask, Via.read, label, kind, owner);
        return;
      case EdgeKind.write: {
        const below = this.paths.below(path, label);
        if (below === undefined) return;
        const asked = this.paths.isKeyed(path, label) ? mask | Mask.keyed : mask;
        this.step(context, fact, from, below, asked, Via.write, label, kind, owner);
        return;
      }
      case EdgeKind.without: {
        const rest = this.paths.without(path, this.paths.fieldsListed(label));
        if (rest !== undefined) this.step(context, fact, from, rest, mask, Via.without, 0, kind, owner);
        return;
      }
      default:
    }
  }

  /** One edge back. An edge between two functions is shared storage: it belongs to no call, so it leaves the context. */
  step(
    context: Context,
    fact: number,
    to: number,
    path: number,
    mask: number,
    via: Via,
    detail: number,
    kind: number | undefined,
    owner: number,
  ): void {
    if (to < 0) return;
    const crosses = this.program.nodeOwner[to] !== owner && !this.isStatic(to);
    if (!crosses) {
      this.search.add(context, to, path, mask, fact, via, detail, -1);
    } else if (context.fn < 0) {
      this.search.add(context, to, path, mask, fact, Via.shared, detail, -1);
    } else if (this.isInnerOf(this.program.nodeOwner[to] ?? -1, owner) && context.fn === owner) {
      // What a closure of this very call writes into a variable that it shares with it.
      this.into.enter(context, fact, -1, this.program.nodeOwner[to] ?? -1, to, path, mask);
    } else if (kind !== NodeKind.receiver && kind !== NodeKind.parameter) {
      // Inside a context the receiver and parameters are those of the call; outside ones come in without context only.
      this.out.addExit(context, { kind: "shared", node: to }, path, mask, fact);
    }
  }

  /** Whether a function is written directly in another one and is no method, so that it belongs to one call of that. */
  private isInnerOf(fn: number, outer: number): boolean {
    const info = this.program.functions[fn];
    return info?.parent === outer && info.class < 0 && this.program.functions[outer]?.parent !== -1;
  }

  /** Values that are the same in every context. */
  private isStatic(node: number): boolean {
    const kind = this.program.nodeKind[node];
    return kind === NodeKind.constant || kind === NodeKind.function || kind === NodeKind.class;
  }
}

/** What a value still tells after a transform, read backwards: the mask that is asked of the input. */
function afterTransform(mask: number, transform: Transform): number {
  switch (transform) {
    case "length":
      return 0;
    case "boolean":
      // Where a call only depends on the value, what is told is whether there is one.
      if ((mask & Mask.implicit) !== 0) return mask;
      return (mask & ~(Mask.identifier | Mask.text)) | Mask.decided;
    case "compare":
    case "choice":
      return (mask & ~(Mask.identifier | Mask.text)) | Mask.decided;
    case "hash":
    case "encode":
    case "encrypt":
    case "truncate":
    case "text":
    case "arithmetic":
      return mask;
    case "call":
      return mask | Mask.guessed;
  }
}
