import { describe, expect, test } from "vitest";
import { extractModule } from "../../src/extract/extract-module.ts";
import { parseSource } from "../../src/parse/parse-source.ts";
import { check, extract } from "./check.ts";

function extractParts(source: string): { readonly calls: string[]; readonly dropped: string[] } {
  const dropped: { readonly start: number; readonly end: number }[] = [];
  const graph = extractModule(parseSource("clinic.ts", source).tree, dropped);
  return {
    calls: graph.calls.map(({ written }) => graph.strings[written] ?? ""),
    dropped: dropped.map(({ start, end }) => source.slice(start, end)),
  };
}

describe("long chains are no nesting", () => {
  test.each([
    ["||", "x = a", " || f(1)"],
    ["&&", "x = a", " && f(1)"],
    ["??", "x = a", " ?? f(1)"],
    ["- and +", "x = a", " - f(1) + g"],
    ["calls of methods", "x = a", ".b(1)"],
    ["calls of methods of fields", "x = a", ".b.c(1)"],
    ["calls of changing methods", "x = a", ".push(1)"],
    ["calls by key", "x = a", "[k](1)"],
    ["else if", "if (a) g; ", " else if (b) f(1);"],
  ])("%s", (_, first, link) => {
    const { calls, dropped } = extractParts(first + link.repeat(1500));
    expect(dropped).toEqual([]);
    expect(calls).toHaveLength(1500);
  });

  test("they say what short ones say", () => {
    const links = 80;
    const chain = extract(`send(visit${".next(1)".repeat(links)}.dx);`);
    expect(chain.calls).toHaveLength(links + 1);
    chain.calls.slice(1, links).forEach((call, index) => {
      expect(call.receiver).toBe(chain.calls[index]?.result);
    });
  });
});

describe("what nests too deeply is left out, and nothing else", () => {
  const deep = `x = ${"[".repeat(540)}1${"]".repeat(540)};`;

  test("a statement of the module", () => {
    expect(extractParts(`a(1); ${deep} b(2);`)).toEqual({ calls: ["a", "b"], dropped: [deep] });
  });

  test("a statement of a function", () => {
    expect(extractParts(`function f() { a(1); ${deep} b(2); } f();`)).toEqual({
      calls: ["f", "a", "b"],
      dropped: [deep],
    });
  });

  test("the walk goes on where it was", () => {
    check(`function f(isOn, dx) { if (!isOn) return; ${deep} send(dx); }`, `send(dx) unless boolean(isOn)`);
  });
});
