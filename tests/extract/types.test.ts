import { describe, test } from "vitest";
import { check } from "./check.ts";

describe("declared types", () => {
  test("an interface keeps its fields and what it extends", () => {
    check(
      `interface Visit extends Base { reason: string; patient: Patient; notes: Note[]; last?: Promise<Note>; next(): Visit; load: () => Note; "due date": Day }`,
      `type Visit: { ...Base, reason: _, patient: Patient, notes: Note[], last: Promise<Note>, next: () => Visit, load: () => Note, due date: Day }`,
    );
  });

  test.for([
    [`type Id = string;`, `type Id: _`],
    [`type Either = Visit | Note | undefined;`, `type Either: Visit | Note`],
    [`type Both = Visit & { note: Note };`, `type Both: Visit | { note: Note }`],
    [`type Part = Partial<Pick<Visit, "reason">>;`, `type Part: Partial<Pick<Visit, "reason">>`],
    [`type Pair = [Visit, last: Note];`, `type Pair: { 0: Visit, 1: Note }`],
    [`type Schema = z.infer<typeof visit>;`, `type Schema: z.infer<typeof visit>`],
    [`type List = readonly (Visit)[];`, `type List: Visit[]`],
  ] as const)("%s", ([source, printed]) => {
    check(source, printed);
  });

  test("a class keeps its fields and parameter properties", () => {
    check(
      `class Clinic extends Base { visit: Visit; constructor(private api: Api, name: string) { super(); } }`,
      `type Clinic: { ...Base, visit: Visit, api: Api }
       typed api: Api`,
    );
  });
});

describe("types of values", () => {
  test("parameters, variables and casts that name a type; others are not stored", () => {
    check(
      `function book(visit: Visit, id: string, list: readonly Visit[]) { const note: Note = ask(); return (id as unknown as Day); }`,
      `typed visit: Visit
       typed list: Visit[]
       typed note: Note
       typed (id): Day`,
    );
  });
});
