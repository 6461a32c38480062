import { expect, test } from "vitest";
import { applyGate, type Gate } from "../../src/cli/apply-gate.ts";
import type { AnalysisResult, Confidence, Finding } from "../../src/model/finding.ts";
import type { Level } from "../../src/model/rule-set.ts";

const levels: readonly Level[] = ["error", "warning", "note"];
const confidences: readonly Confidence[] = ["high", "medium", "low"];

function finding(level: Level, confidence: Confidence): Finding {
  const location = { file: "a.ts", line: 1, column: 1, endLine: 1, endColumn: 2 };
  return {
    ruleId: "rule",
    level,
    vendor: { id: "acme", name: "Acme", class: "advertising" },
    location,
    sink: { id: "acme/send", role: "payload", callee: "send", location },
    functionPath: "",
    message: "",
    confidence,
    consent: { kind: "none" },
    flows: [],
    flowCount: 0,
    identities: [],
  };
}

const everything: AnalysisResult = {
  findings: levels.flatMap((level) => confidences.map((confidence) => finding(level, confidence))),
  diagnostics: [],
  coverage: {
    filesAnalyzed: 1,
    partial: [],
    skipped: [],
    callSites: 0,
    callSitesResolved: 0,
    vendors: [],
    healthContext: { decision: "no", because: "" },
    allowances: [],
    counters: {},
  },
};

const open: Gate = { minLevel: "note", minConfidence: "low", levels: {}, overrides: [] };

test.each([
  ["note", "low", 9],
  ["note", "medium", 6],
  ["warning", "low", 6],
  ["error", "low", 3],
  ["error", "high", 1],
] as const)("at least %s and %s", (minLevel, minConfidence, count) => {
  const { findings } = applyGate(everything, { ...open, minLevel, minConfidence });
  expect(findings).toHaveLength(count);
  expect(findings).toEqual(everything.findings.filter((each) => findings.includes(each)));
});

test("a rule has another level or is off, in all files or in some", () => {
  const levelsOf = (gate: Partial<Gate>): string[] => [
    ...new Set(applyGate(everything, { ...open, ...gate }).findings.map(({ level }) => level)),
  ];
  expect(levelsOf({ levels: { rule: "note" } })).toEqual(["note"]);
  expect(levelsOf({ levels: { rule: "off" } })).toEqual([]);
  expect(levelsOf({ levels: { other: "off" } })).toEqual(["error", "warning", "note"]);
  const within = (file: string, rest: Partial<Gate["overrides"][number]>): Gate["overrides"][number] => ({
    matches: (each) => each === file,
    levels: {},
    ...rest,
  });
  expect(levelsOf({ levels: { rule: "off" }, overrides: [within("a.ts", { levels: { rule: "error" } })] })).toEqual([
    "error",
  ]);
  expect(levelsOf({ overrides: [within("b.ts", { minLevel: "error" })] })).toEqual(["error", "warning", "note"]);
  expect(levelsOf({ overrides: [within("a.ts", { minLevel: "error" })] })).toEqual(["error"]);
});
