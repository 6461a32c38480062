import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Program } from "../../src/model/program.ts";
import { AccessPaths, anything, exactly } from "../../src/taint/access-paths.ts";

// One seed, so that a run can be repeated.
fc.configureGlobal({ seed: 1 });

const maximum = 5;
const plainField = fc.constantFrom("dx", "email", "city", "plan", "note");
const anyField = fc.constantFrom("dx", "email", "city", "0", "1", "[]", "*", "$$id", "get dx");

interface Sample {
  readonly paths: AccessPaths;
  readonly path: number;
  readonly field: (name: string) => number;
}

/** Paths of a program of their own, with one path of the given fields. */
function sample(fields: readonly string[], end: number): Sample {
  const program = new Program([]);
  const paths = new AccessPaths(program, maximum);
  const field = (name: string): number => program.string(name);
  const path = fields.reduceRight((rest, name) => paths.prepend(field(name), rest), end);
  return { paths, path, field };
}

const short = fc
  .tuple(fc.array(plainField, { maxLength: maximum - 1 }), fc.constantFrom(exactly, anything))
  .map(([fields, end]) => sample(fields, end));
const anyPath = fc
  .tuple(fc.array(anyField, { maxLength: 3 * maximum }), fc.constantFrom(exactly, anything))
  .map(([fields, end]) => sample(fields, end));

describe("access paths", () => {
  test("what is below a field of `field.path` is the path", () => {
    fc.assert(
      fc.property(short, plainField, ({ paths, path, field }, name) => {
        expect(paths.below(paths.prepend(field(name), path), field(name))).toBe(path);
      }),
    );
  });

  test("nothing of it is below another field", () => {
    fc.assert(
      fc.property(short, plainField, plainField, ({ paths, path, field }, name, other) => {
        fc.pre(name !== other);
        expect(paths.below(paths.prepend(field(name), path), field(other))).toBeUndefined();
      }),
    );
  });

  test("equal paths are equal numbers", () => {
    fc.assert(
      fc.property(fc.array(plainField, { maxLength: maximum }), (names) => {
        const { paths, path, field } = sample(names, anything);
        expect(names.reduceRight((rest, name) => paths.prepend(field(name), rest), anything)).toBe(path);
      }),
    );
  });

  test("a path keeps at most its maximal length, from the front", () => {
    fc.assert(
      fc.property(fc.array(anyField, { maxLength: 3 * maximum }), fc.constantFrom(exactly, anything), (names, end) => {
        const { paths, path } = sample(names, end);
        const kept = paths.fieldsOf(path);
        expect(kept).toEqual(names.slice(0, maximum));
        expect(paths.cuts > 0).toBe(names.length > maximum);
      }),
    );
  });

  test("a cut path asks for anything below", () => {
    const { paths, path, field } = sample(["dx", "email", "dx", "email", "dx", "email"], exactly);
    const taken = ["dx", "email", "dx", "email", "dx"];
    const end = taken.reduce((rest, name) => paths.below(rest, field(name)) ?? exactly, path);
    expect(end).toBe(anything);
  });

  test("a field that follows itself more than three times is the same path again", () => {
    const { paths, path, field } = sample(["dx", "dx", "dx", "email"], exactly);
    expect(paths.prepend(field("dx"), path)).toBe(path);
    expect(paths.prepend(field("email"), path)).not.toBe(path);
  });

  test("taking out the asked field leaves no question, another field the same one", () => {
    fc.assert(
      fc.property(short, plainField, plainField, ({ paths, path, field }, name, other) => {
        fc.pre(name !== other);
        const asked = paths.prepend(field(name), path);
        expect(paths.without(asked, [field(name), field(other)])).toBeUndefined();
        expect(paths.without(asked, [field(other)])).toBe(asked);
      }),
    );
  });

  test("the whole without fields has all others", () => {
    fc.assert(
      fc.property(fc.uniqueArray(plainField, { minLength: 1 }), plainField, (left, name) => {
        const { paths, path, field } = sample([], anything);
        const rest = paths.without(path, left.map(field)) ?? exactly;
        expect(paths.isWhole(rest)).toBe(true);
        expect(paths.leavesOut(rest, name)).toBe(left.includes(name));
        expect(paths.below(rest, field(name))).toBe(left.includes(name) ? undefined : anything);
      }),
    );
  });

  test("taking out does not depend on order or repetition", () => {
    fc.assert(
      fc.property(fc.uniqueArray(plainField, { minLength: 1 }), (left) => {
        const { paths, field } = sample([], anything);
        const once = paths.without(anything, left.map(field));
        const oneByOne = [...left, ...left]
          .reverse()
          .reduce<number>((path, name) => paths.without(path, [field(name)]) ?? exactly, anything);
        expect(oneByOne).toBe(once);
      }),
    );
  });

  test("`exactly` has nothing below and loses nothing", () => {
    fc.assert(
      fc.property(anyField, (name) => {
        const { paths, field } = sample([], exactly);
        expect(paths.below(exactly, field(name))).toBeUndefined();
        expect(paths.without(exactly, [field(name)])).toBe(exactly);
        expect(paths.isWhole(exactly)).toBe(false);
      }),
    );
  });

  test("whether a read sees a write does not depend on which is which", () => {
    fc.assert(
      fc.property(anyPath, anyField, anyField, ({ paths, field }, a, b) => {
        expect(paths.fieldsMatch(field(a), field(b))).toBe(paths.fieldsMatch(field(b), field(a)));
      }),
    );
  });

  test.for([
    ["[]", "0", true],
    ["[]", "[]", true],
    ["0", "1", false],
    ["[]", "dx", false],
    ["*", "dx", true],
    ["*", "0", true],
    ["*", "[]", true],
    ["*", "$$id", false],
    ["*", "get dx", false],
    ["dx", "get dx", false],
    ["$$id", "$$id", true],
  ] as const)("a read of %s sees a write of %s: %s", ([asked, written, sees]) => {
    const { paths, field } = sample([], anything);
    expect(paths.fieldsMatch(field(asked), field(written))).toBe(sees);
  });

  test("the whole does not show what a closure captured, nor accessors", () => {
    const { paths, field } = sample([], anything);
    expect(paths.below(anything, field("$$id"))).toBeUndefined();
    expect(paths.below(anything, field("get dx"))).toBeUndefined();
    expect(paths.below(anything, field("dx"))).toBe(anything);
  });
});
