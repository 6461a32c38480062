import { describe, expect, test } from "vitest";
import { readDirectives } from "../../src/suppress/read-directives.ts";

const rules = ["health-to-advertising", "health-to-analytics", "health-event-name"];

function read(text: string): ReturnType<typeof readDirectives> {
  return readDirectives(text, rules);
}

function reach(text: string): string[] {
  return read(text).directives.map(({ rules: named, from, to }) => `${named.join("+")} ${String(from)}-${String(to)}`);
}

describe("what a comment covers", () => {
  test.for<[string, string, string[]]>([
    [
      "the next line",
      "// phi-lint-disable-next-line health-to-analytics -- agreed\ntrack();",
      ["health-to-analytics 2-2"],
    ],
    [
      "the next line of code",
      "// phi-lint-disable-next-line health-to-analytics -- agreed\n\n// More.\n{/* and more */}\ntrack();",
      ["health-to-analytics 5-5"],
    ],
    [
      "several stacked",
      "// phi-lint-disable-next-line health-to-analytics -- a\n// phi-lint-disable-next-line health-event-name -- b\ntrack();",
      ["health-to-analytics 3-3", "health-event-name 3-3"],
    ],
    [
      "its own line",
      "x();\ntrack(); // phi-lint-disable-line health-to-analytics -- agreed",
      ["health-to-analytics 2-2"],
    ],
    ["the file", "x();\n/* phi-lint-disable-file health-to-analytics -- agreed */\ny();", ["health-to-analytics 1-3"]],
    [
      "up to the end",
      "x();\n// phi-lint-disable health-to-analytics -- agreed\ny();\nz();",
      ["health-to-analytics 2-4"],
    ],
    [
      "a block",
      "// phi-lint-disable health-to-analytics -- agreed\ny();\n// phi-lint-enable\nz();",
      ["health-to-analytics 1-2"],
    ],
    [
      "a block that another rule does not end",
      "// phi-lint-disable health-to-analytics -- a\ny();\n// phi-lint-enable health-event-name\nz();\n/* phi-lint-enable health-to-analytics */",
      ["health-to-analytics 1-4"],
    ],
    [
      "JSX",
      "<A>\n{/* phi-lint-disable-next-line health-to-analytics -- agreed */}\n<B />",
      ["health-to-analytics 3-3"],
    ],
    [
      "two rules",
      "// phi-lint-disable-next-line health-to-analytics, health-event-name -- a\nf();",
      ["health-to-analytics+health-event-name 2-2"],
    ],
    ["nothing in a string", 'const help = "phi-lint-disable-next-line health-to-analytics -- agreed";', []],
    [
      "a block comment of several lines",
      "/*\n * phi-lint-disable-next-line health-to-analytics -- agreed\n */\ntrack();",
      ["health-to-analytics 4-4"],
    ],
    [
      "nothing that a comment only shows",
      "/**\n *   // phi-lint-disable-next-line health-to-analytics -- shown\n */\ntrack();",
      [],
    ],
    ["nothing in prose", "// Write phi-lint-disable-next-line above it.", []],
  ])("%s", ([, text, expected]) => {
    const { mistakes } = read(text);
    expect(mistakes).toEqual([]);
    expect(reach(text)).toEqual(expected);
  });

  test("reason and end", () => {
    expect(
      read("// phi-lint-disable-line health-to-analytics until 2027-01-31 -- agreed -- twice").directives,
    ).toMatchObject([{ reason: "agreed -- twice", until: "2027-01-31" }]);
    expect(read("/* phi-lint-disable-line health-to-analytics -- agreed */ f();").directives).toMatchObject([
      { reason: "agreed" },
    ]);
  });
});

describe("what cannot be followed is said", () => {
  test.for([
    ["// phi-lint-disable-next-line health-to-analytics", "gives no reason"],
    ["// phi-lint-disable-next-line health-to-analytics --", "gives no reason"],
    ["// phi-lint-disable-next-line -- agreed", "does not say which rule"],
    ["// phi-lint-disable-next-line health-to-analytic -- agreed", "Did you mean `health-to-analytics`?"],
    ["// phi-lint-disable-next-line all -- agreed", "There is no rule `all`. `phi-lint rules` lists them."],
    ["// phi-lint-disable-nextline health-to-analytics -- agreed", "Did you mean `disable-next-line`?"],
    ["// phi-lint-disable-line health-to-analytics until soon -- agreed", "`soon` is not a date."],
    ["// phi-lint-disable-line health-to-analytics until 2027-02-30 -- agreed", "`2027-02-30` is not a date."],
  ] as const)("%s", ([text, message]) => {
    const { directives, mistakes } = read(text);
    expect(directives).toEqual([]);
    expect(mistakes).toMatchObject([{ line: 1, message: expect.stringContaining(message) as string }]);
  });
});
