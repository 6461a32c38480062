import { describe, expect, test } from "vitest";
import { Heap } from "../../src/link/targets/heap.ts";
import { Program } from "../../src/model/program.ts";

const token = 3;
const reader = 100;

/** The fields that a reader of `asked` sees, of those written before and after it asks. */
function seen(asked: string, before: readonly string[], after: readonly string[]): readonly string[] {
  const program = new Program([]);
  const heap = new Heap(program);
  const found = new Set<number>();
  const write = (field: string): number =>
    heap.node(token, program.string(field), (node) => {
      found.add(node);
    });
  const nodes = new Map(before.map((field) => [write(field), field]));
  heap.readAny(token, program.string(asked), reader, (node) => {
    found.add(node);
  });
  for (const field of after) nodes.set(write(field), field);
  return [...found].map((node) => nodes.get(node) ?? "?");
}

describe("Heap", () => {
  test("one node for each field of a token", () => {
    const program = new Program([]);
    const heap = new Heap(program);
    const field = program.string("room");
    const none = (): void => undefined;
    expect(heap.find(token, field)).toBe(-1);
    const node = heap.node(token, field, none);
    expect([heap.node(token, field, none), heap.find(token, field)]).toEqual([node, node]);
    expect(heap.node(token + 1, field, none)).not.toBe(node);
  });

  test("a read of any field sees all fields that have a name of their own", () => {
    expect(seen("*", ["room", "$$captured", "get note"], ["0", "[]", "set note"])).toEqual(["room", "0", "[]"]);
  });

  test("a read of any element sees positions, elements and what may be any field", () => {
    expect(seen("[]", ["room", "0"], ["12", "[]", "*", "note"])).toEqual(["0", "12", "[]", "*"]);
  });

  test("an accessor is remembered for its token", () => {
    const program = new Program([]);
    const heap = new Heap(program);
    heap.node(token, program.string("get note"), () => undefined);
    expect([heap.hasAccessors(token), heap.hasAccessors(token + 1)]).toEqual([true, false]);
  });
});
