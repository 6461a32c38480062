import { describe, test } from "vitest";
import { check } from "./check.ts";

/** What a function of one visit returns. */
function checkValue(expression: string, printed: string): void {
  check(`function book(visit) { return ${expression}; }`, `book:return = ${printed}`);
}

describe("text", () => {
  test.for([
    ["`Dear ${visit.name}, ${visit.day}!`", `text("Dear ", visit.name, ", ", visit.day, "!")`],
    ["`${visit.name}`", `text(visit.name)`],
    [`"a" + visit.b + "c" + visit.d`, `text("a", visit.b, "c", visit.d)`],
    ["`plain`", `"plain"`],
  ] as const)("%s", ([expression, printed]) => {
    checkValue(expression, printed);
  });

  test("a tag is called with the texts and the values", () => {
    check(
      "function book(visit) { return sql`select ${visit.id} from ${visit.table}`; }",
      `book:return = sql()
       sql({ 0: "select ", 1: " from ", 2: "" }, visit.id, visit.table)`,
    );
  });
});

describe("choices and what is computed", () => {
  test.for([
    [`visit.a ? visit.b : visit.c`, `(visit.b | visit.c)`],
    [`visit.a ? "yes" : "no"`, `("yes" | "no" | choice(visit.a))`],
    [`visit.a || visit.b`, `(visit.a | visit.b)`],
    [`visit.a ?? visit.b`, `(visit.a | visit.b)`],
    [`visit.a && visit.b`, `(visit.b | boolean(visit.a))`],
    [`(visit.a, visit.b)`, `visit.b`],
    [`!visit.a`, `boolean(visit.a)`],
    [`-visit.a`, `arithmetic(visit.a)`],
    [`visit.a * visit.b`, `arithmetic(visit.a, visit.b)`],
    [`visit.a === "x"`, `compare(visit.a, "x")`],
    [`visit.a > 10`, `compare(visit.a, 10)`],
    [`visit?.patient?.["name"]`, `visit.patient.name`],
    [`visit!.reason`, `visit.reason`],
    [`(visit as Visit).reason`, `(visit).reason`],
    [`(visit.reason satisfies string)`, `visit.reason`],
    [`[typeof visit.a, void visit.a, "a" in visit]`, `[]`],
  ] as const)("%s", ([expression, printed]) => {
    checkValue(expression, printed);
  });
});
