import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { compare } from "./compare.ts";
import { readPromises } from "./expectation.ts";

const known = { ruleIds: new Set(["health-to-advertising"]), vendorIds: new Set(["meta"]) };

describe("readPromises", () => {
  test("a comment after code speaks of that line, alone on a line of the next line of code", () => {
    const { expectations, sourceMarks } = readPromises(
      "main.ts",
      [
        "const dx = ask(); // source: health.condition",
        "// expect: health-to-advertising meta from health.condition",
        "// expect-missed: health-to-advertising meta (a second one)",
        "// any other comment",
        "",
        "send(dx);",
        "<p>{/* expect-spurious: health-to-advertising meta (in JSX) */}</p>",
        "send(dx); // expect: health-to-advertising meta // expect: health-to-analytics google",
      ].join("\n"),
    );
    expect(sourceMarks).toEqual([{ file: "main.ts", line: 1, label: "health.condition" }]);
    expect(expectations.map(({ kind, line, reason }) => [kind, line, reason])).toEqual([
      ["found", 6, undefined],
      ["missed", 6, "a second one"],
      ["spurious", 7, "in JSX"],
      ["found", 8, undefined],
      ["found", 8, undefined],
    ]);
  });

  test("says which comments it cannot read", () => {
    const { mistakes } = readPromises(
      "main.ts",
      "a(); // expect: meta\nb(); // expect-missed: health-to-advertising meta\nc(); // expect-later: x y",
    );
    expect(mistakes).toEqual([
      'main.ts:1 "expect: meta" should read "<rule> <vendor> [from <label>] [(reason)]".',
      'main.ts:2 "expect-missed: health-to-advertising meta" should end with its reason in parentheses.',
      'main.ts:3 "expect-later" is not one of expect, expect-missed, expect-spurious.',
    ]);
  });
});

describe("compare", () => {
  const findingAt = (line: number, label: string): Finding => {
    const location = { file: "main.ts", line, column: 1, endLine: line, endColumn: 9 };
    return {
      ruleId: "health-to-advertising",
      level: "error",
      vendor: { id: "meta", name: "Meta Pixel", class: "advertising" },
      location,
      sink: { id: "meta-pixel/track", role: "payload", callee: "fbq", location },
      functionPath: "",
      message: "`dx` reaches Meta Pixel.",
      confidence: "high",
      consent: { kind: "none" },
      flows: [
        {
          label,
          field: "dx",
          steps: [{ kind: "sink", location, message: "`dx` is sent" }],
          transforms: ["hash"],
          implicit: false,
          confidence: "high",
          fingerprint: "0".repeat(32),
        },
      ],
      flowCount: 1,
      identities: [],
    };
  };
  const differences = (text: string, ...findings: readonly Finding[]): string[] =>
    compare(readPromises("main.ts", text), findings, known);

  test("is silent when every promise is kept", () => {
    const text = "send(dx); // expect: health-to-advertising meta from health.condition // source: health.condition";
    expect(differences(text, findingAt(1, "health.condition"))).toEqual([]);
  });

  test("reports what is missing, unexpected, of another label, or no longer a limit", () => {
    expect(differences("send(dx); // expect: health-to-advertising meta")).toEqual([
      "missing     main.ts:1 health-to-advertising meta\n    send(dx);",
    ]);
    expect(differences("send(dx);", findingAt(1, "health.condition"))).toEqual([
      [
        "unexpected  main.ts:1:1 health-to-advertising meta [high] `dx` reaches Meta Pixel.",
        "    health.condition dx (hash)",
        "      main.ts:1:1  sink  `dx` is sent",
      ].join("\n"),
    ]);
    expect(
      differences("send(dx); // expect: health-to-advertising meta from health.mental", findingAt(1, "health.lab")),
    ).toHaveLength(2);
    expect(
      differences("send(dx); // expect-missed: health-to-advertising meta (why)", findingAt(1, "health.lab")),
    ).toHaveLength(2);
    expect(differences("send(dx); // expect-spurious: health-to-advertising meta (why)")).toHaveLength(1);
    expect(
      differences("send(dx); // expect-spurious: health-to-advertising meta (why)", findingAt(1, "health.lab")),
    ).toEqual([]);
  });

  test("knows only rules and vendors of the rule set, and sources where a flow starts", () => {
    expect(differences("send(dx); // expect-missed: health-to-advertising metta (why)")).toEqual([
      "no such vendor  main.ts:1 health-to-advertising metta (why)",
    ]);
    expect(differences("ask(); // source: health.condition")).toEqual(["no flow starts  main.ts:1 health.condition"]);
  });
});
