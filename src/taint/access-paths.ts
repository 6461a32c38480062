import { elementField, isHiddenField, unknownField } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";

/** The value itself and nothing below it: a text, a number, an object only as "that there is one". */
export const exactly = 0;
/** The value and everything below it. */
export const anything = 1;

/** How often a field may follow itself in a path, as along a linked list; more of it is the same path again. */
const maximumRepeats = 3;

/**
 * Access paths as numbers, so that facts compare and hash fast: a list of fields that ends in `exactly`, in `anything`, or
 * in "anything but these fields" (what is left after rest destructuring).
 */
export class AccessPaths {
  private readonly program: Program;
  private readonly maximum: number;
  /** Field of each path, -1 for ends. */
  private readonly head: number[] = [-1, -1];
  private readonly tail: number[] = [-1, -1];
  private readonly depth: number[] = [0, 0];
  /** For ends: the fields left out. */
  private readonly excluded: (readonly number[] | undefined)[] = [undefined, undefined];
  private readonly index = new Map<string, number>();
  private readonly element: number;
  private readonly unknown: number;
  private readonly kinds = new Map<number, "index" | "hidden" | "plain">();
  private readonly lists = new Map<number, readonly number[]>();
  cuts = 0;

  constructor(program: Program, maximum: number) {
    this.program = program;
    this.maximum = maximum;
    this.element = program.string(elementField);
    this.unknown = program.string(unknownField);
  }

  /** True for `exactly`, `anything` and `anything but`. */
  isEnd(path: number): boolean {
    return (this.head[path] ?? -1) < 0;
  }

  /** True when the whole object is meant. */
  isWhole(path: number): boolean {
    return path !== exactly && this.isEnd(path);
  }

  headOf(path: number): number {
    return this.head[path] ?? -1;
  }

  tailOf(path: number): number {
    return this.tail[path] ?? -1;
  }

  /** `field.path`; beyond the maximal length the rest becomes `anything`. */
  prepend(field: number, path: number): number {
    const depth = (this.depth[path] ?? 0) + 1;
    if (depth > maximumRepeats && this.begins(path, field, maximumRepeats)) return path;
    if (depth > this.maximum) {
      this.cuts++;
      return this.prepend(field, this.shorten(path, this.maximum - 1));
    }
    const key = `${String(field)}:${String(path)}`;
    let index = this.index.get(key);
    if (index === undefined) {
      index = this.add(field, path, depth, undefined);
      this.index.set(key, index);
    }
    return index;
  }

  private begins(path: number, field: number, times: number): boolean {
    let rest = path;
    for (let count = 0; count < times; count++) {
      if (this.head[rest] !== field) return false;
      rest = this.tail[rest] ?? anything;
    }
    return true;
  }

  /** What is asked of the base when `fields` were taken out of it, or undefined when the path asks for one of them. */
  without(path: number, fields: readonly number[]): number | undefined {
    if (path === exactly) return path;
    const head = this.head[path] ?? -1;
    if (head >= 0) return fields.includes(head) ? undefined : path;
    const all = [...new Set([...(this.excluded[path] ?? []), ...fields])].sort((a, b) => a - b);
    const key = `!${all.join(",")}`;
    let index = this.index.get(key);
    if (index === undefined) {
      index = this.add(-1, -1, 0, all);
      this.index.set(key, index);
    }
    return index;
  }

  /** The fields that the label of a `without` edge lists. */
  fieldsListed(label: number): readonly number[] {
    let fields = this.lists.get(label);
    if (!fields) {
      fields = (this.program.strings[label] ?? "").split(",").map((name) => this.program.string(name));
      this.lists.set(label, fields);
    }
    return fields;
  }

  /**
   * What is asked of the value written to `field` when `path` is asked of the object: nothing (undefined) when the path
   * goes elsewhere, the rest of the path, or `anything` when the whole object is asked for.
   */
  below(path: number, field: number): number | undefined {
    if (path === exactly) return undefined;
    const head = this.head[path] ?? -1;
    if (head >= 0) return this.fieldsMatch(head, field) ? (this.tail[path] ?? anything) : undefined;
    if (this.kind(field) === "hidden" || this.excluded[path]?.includes(field) === true) return undefined;
    return anything;
  }

  /** Whether what is asked for has a name, and what is written may have any. */
  isKeyed(path: number, written: number): boolean {
    return written === this.unknown && !this.isEnd(path) && this.kind(this.headOf(path)) === "plain";
  }

  /** Whether a read of `asked` may see a write of `written`. */
  fieldsMatch(asked: number, written: number): boolean {
    if (asked === written) return true;
    if (written === this.unknown) return this.kind(asked) !== "hidden" && !this.isCount(asked);
    if (asked === this.unknown) return this.kind(written) !== "hidden";
    if (written === this.element) return this.kind(asked) === "index";
    if (asked === this.element) return this.kind(written) === "index";
    return false;
  }

  /** How many there are says nothing of what was put in under some key. */
  private isCount(field: number): boolean {
    const name = this.program.strings[field];
    return name === "length" || name === "size";
  }

  /** Whether a path that means a whole object leaves a field of it out. */
  leavesOut(path: number, field: string): boolean {
    return this.excluded[this.endOf(path)]?.includes(this.program.string(field)) === true;
  }

  /** Whether what is at the end of a path is meant with everything below it. */
  endsWhole(path: number): boolean {
    return this.endOf(path) !== exactly;
  }

  private endOf(path: number): number {
    let end = path;
    while ((this.head[end] ?? -1) >= 0) end = this.tail[end] ?? anything;
    return end;
  }

  /** The fields of a path as written; wildcards included. */
  fieldsOf(path: number): string[] {
    const fields: string[] = [];
    for (let rest = path; (this.head[rest] ?? -1) >= 0; rest = this.tail[rest] ?? -1)
      fields.push(this.program.strings[this.head[rest] ?? -1] ?? "");
    return fields;
  }

  private shorten(path: number, depth: number): number {
    if (depth <= 0) return anything;
    const head = this.head[path] ?? -1;
    return head < 0 ? path : this.prepend(head, this.shorten(this.tail[path] ?? anything, depth - 1));
  }

  private add(head: number, tail: number, depth: number, excluded: readonly number[] | undefined): number {
    this.head.push(head);
    this.tail.push(tail);
    this.depth.push(depth);
    this.excluded.push(excluded);
    return this.head.length - 1;
  }

  /** Captured variables and accessors are fields that no pattern or spread of the program sees. */
  private kind(field: number): "index" | "hidden" | "plain" {
    let kind = this.kinds.get(field);
    if (kind === undefined) {
      const name = this.program.strings[field] ?? "";
      kind =
        /^\d+$/.test(name) || name === elementField || name === unknownField
          ? "index"
          : isHiddenField(name)
            ? "hidden"
            : "plain";
      this.kinds.set(field, kind);
    }
    return kind;
  }
}
