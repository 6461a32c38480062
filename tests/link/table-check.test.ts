import { describe, expect, test } from "vitest";
import { TableCheck } from "../../src/link/table-check.ts";
import { link } from "./check.ts";

/** Whether the argument of `read(…)` is a table of constants. */
function isTable(declarations: string): boolean {
  const { program } = link(`${declarations}\nread(table);`);
  const call = program.calls.find(({ written }) => written === "read");
  return new TableCheck(program, program.incoming()).isTable(call?.arguments[0] ?? -1);
}

describe("a table of constants", () => {
  test.each([
    ["an object literal", `const table = { F32: "depression", J45: "asthma" };`],
    ["a list", `const table = ["depression", "asthma"];`],
    ["another name of one", `const labels = { F32: "depression", J45: "asthma" }; const table = labels;`],
    ["tables in a table", `const table = { en: { F32: "a", J45: "b" }, de: { F32: "c", J45: "d" } };`],
  ])("%s", (_, declarations) => {
    expect(isTable(declarations)).toBe(true);
  });

  test.each([
    ["one entry says nothing of the key", `const table = { F32: "depression" };`],
    ["an entry that is not constant", `const table = { F32: "depression", J45: labelOf("J45") };`],
    ["a table with something spread into it", `const table = { F32: "depression", J45: "asthma", ...others };`],
    ["what a call gives", `const table = labelsOf("en");`],
  ])("not: %s", (_, declarations) => {
    expect(isTable(declarations)).toBe(false);
  });
});
