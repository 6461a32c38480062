import { expect, test } from "vitest";
import { EntryFunctions } from "../../src/taint/entry-functions.ts";
import { solve } from "./check.ts";

/** `printed` names the functions that are called, and only from their own recursion. */
function check(source: string, printed: string): void {
  const { program } = solve(source);
  const entries = new EntryFunctions(program);
  const found = program.functions.flatMap(({ name }, fn) => (entries.has(fn) ? [name] : []));
  expect(found.join(", ")).toBe(printed);
}

test("a function that calls itself and is called by nobody else", () => {
  check(`export function count(visits) { return visits.length === 0 ? 0 : 1 + count(visits.slice(1)); }`, "count");
});

test("a function that only a callback written inside it calls", () => {
  check(
    `export function retry(lead) { if (!ready()) return setTimeout(() => retry(lead), 500); send(lead); }`,
    "retry",
  );
});

test("functions that call each other", () => {
  check(
    `export function even(n) { return n === 0 || odd(n - 1); } export function odd(n) { return n > 0 && even(n - 1); }`,
    "even, odd",
  );
});

test("of a recursion that something else enters, none", () => {
  check(
    `function even(n) { return n === 0 || odd(n - 1); } function odd(n) { return n > 0 && even(n - 1); } export const isEven = (n) => even(n);`,
    "",
  );
});

test("a call at the top of a file comes from outside of the recursion", () => {
  check(`function count(n) { return n === 0 ? 0 : 1 + count(n - 1); } count(3);`, "");
});

test("a function that nobody calls is none: that its parameters vary is known without this", () => {
  check(`export function book(visit) { send(visit); }`, "");
});

test("a function without recursion is none", () => {
  check(`function label(visit) { return visit.diagnosis; } export function book(visit) { send(label(visit)); }`, "");
});
