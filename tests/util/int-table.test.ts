import { expect, test } from "vitest";
import { IntTable } from "../../src/util/int-table.ts";

function fill(table: IntTable, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const at = table.add();
    table.values[at] = row;
    table.values[at + 1] = 7 * row;
  }
}

test("rows stay as they were set, however many are added", () => {
  const table = new IntTable(2);
  fill(table, 5000);
  expect(table.count).toBe(5000);
  expect([0, 1023, 1024, 4999].map((row) => [table.at(row, 0), table.at(row, 1)])).toEqual([
    [0, 0],
    [1023, 7161],
    [1024, 7168],
    [4999, 34_993],
  ]);
});

test("a table that was cleared begins anew, and has nothing of before", () => {
  const table = new IntTable(2);
  fill(table, 3);
  expect(table.cleared().count).toBe(0);
  fill(table, 1);
  expect(table.count).toBe(1);
});
