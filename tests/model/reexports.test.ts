import { describe, expect, test } from "vitest";
import { extractModules } from "../../src/extract/extract-file.ts";
import { Program } from "../../src/model/program.ts";
import { ownersBehind, Reexports } from "../../src/model/reexports.ts";

interface Sample {
  readonly reexports: Reexports;
  /** The number of the module `<name>.ts`. */
  readonly moduleOf: (name: string) => number;
  readonly nameOf: (module: number) => string;
}

/** Modules by name, each `<name>.ts`; `./<name>` leads to it. */
function sample(files: Readonly<Record<string, string>>): Sample {
  const { modules } = extractModules(Object.entries(files).map(([name, text]) => ({ path: `${name}.ts`, text })));
  const program = new Program(modules);
  const reexports = new Reexports(program, (_, specifier) =>
    specifier.startsWith("./") ? `${specifier.slice(2)}.ts` : undefined,
  );
  return {
    reexports,
    moduleOf: (name) => program.moduleIndex.get(`${name}.ts`) ?? -1,
    nameOf: (module) => program.modules[module]?.path.replace(/\.ts$/, "") ?? "",
  };
}

/** The modules that `export *` of one leads to, in their order. */
function starsOf({ reexports, moduleOf, nameOf }: Sample, name: string): readonly string[] {
  return [...reexports.stars(moduleOf(name)).ranks.keys()].map(nameOf);
}

describe("Reexports by name", () => {
  const named = sample({
    index: `export { book as bookVisit, cancel } from "./visits"; export * as forms from "./forms"; export const own = 1;`,
    visits: `export const book = 1, cancel = 2;`,
    forms: `export const intake = 1;`,
  });
  const index = named.moduleOf("index");

  test("go by the name they are exported under", () => {
    expect([...named.reexports.namesOf(index).keys()]).toEqual(["bookVisit", "cancel", "forms"]);
    expect(named.reexports.named(index, "book")).toEqual([]);
    expect(named.reexports.named(index, "own")).toEqual([]);
    expect(named.reexports.named(named.moduleOf("visits"), "book")).toEqual([]);
  });

  test("lead to a module", () => {
    const targets = named.reexports
      .named(index, "bookVisit")
      .map(({ specifier }) => named.nameOf(named.reexports.target(index, specifier)));
    expect(targets).toEqual(["visits"]);
  });
});

describe("export *", () => {
  test("is followed at once, in the order of the text", () => {
    const barrels = sample({
      index: `export * from "./forms"; export * from "./visits";`,
      forms: `export * from "./intake"; export * from "./consent";`,
      intake: `export const intake = 1;`,
      consent: `export const consent = 1;`,
      visits: `export const book = 1;`,
    });
    expect(starsOf(barrels, "index")).toEqual(["forms", "intake", "consent", "visits"]);
    expect(starsOf(barrels, "visits")).toEqual([]);
  });

  test("ends at a cycle, and a module is not behind itself", () => {
    const cycle = sample({ a: `export * from "./b";`, b: `export * from "./c";`, c: `export * from "./a";` });
    expect(starsOf(cycle, "a")).toEqual(["b", "c"]);
    expect(starsOf(cycle, "b")).toEqual(["c", "a"]);
  });

  test("keeps packages and files that are missing apart", () => {
    const outside = sample({ index: `export * from "./gone"; export * from "./kit";`, kit: `export * from "ui-kit";` });
    expect(starsOf(outside, "index")).toEqual(["kit"]);
    expect(outside.reexports.stars(outside.moduleOf("index")).outside).toEqual(["./gone", "ui-kit"]);
  });
});

describe("ownersBehind", () => {
  test("gives the modules behind a barrel, nearest first", () => {
    const stars = {
      ranks: new Map([
        [7, 0],
        [3, 1],
        [5, 2],
      ]),
      outside: [],
    };
    expect(ownersBehind(stars, [5, 4, 7])).toEqual([7, 5]);
    expect(ownersBehind({ ranks: new Map(), outside: [] }, [5])).toEqual([]);
  });
});
