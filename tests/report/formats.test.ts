import { describe, expect, test } from "vitest";
import type { AnalysisResult, Finding } from "../../src/model/finding.ts";
import { reporters, type Format } from "../../src/report/reporters.ts";
import { decisionFinding, leadFinding, noteFinding, sampleContext, sampleResult } from "./sample-result.ts";

const reviewed: AnalysisResult = {
  ...sampleResult,
  findings: [leadFinding, decisionFinding],
  review: {
    accepted: [
      { finding: noteFinding, by: "baseline", reason: "Agreement of 2026", owner: "web team" },
      { finding: decisionFinding, by: "comment", reason: "Ticket 4711" },
    ],
    comparison: { with: "the baseline `phi-lint.baseline.json`", known: 1, fixed: 2, unseen: 0, ended: 1 },
  },
};

const extensions: Readonly<Partial<Record<Format, string>>> = {
  markdown: "md",
  github: "github.txt",
  gitlab: "gitlab.json",
  csv: "csv",
  text: "txt",
};

test.for(Object.entries(extensions) as [Format, string][])("%s, as stored", async ([format, extension]) => {
  const report = reporters[format](reviewed, { ...sampleContext, repositoryPath: "packages/web/" });
  await expect(report).toMatchFileSnapshot(`expected/reviewed.${extension}`);
});

const hostile = '=cmd()|"`a`"\r\n::error::<img src=x>, @team [x](y) %0A';
const odd: Finding = {
  ...leadFinding,
  message: `\`x\` ${hostile}`,
  functionPath: hostile,
  location: { ...leadFinding.location, file: "a,b:%\n|`.ts" },
  identities: leadFinding.identities.map((identity) => ({ ...identity, field: hostile })),
};

function report(format: Format, findings: readonly Finding[]): string {
  return reporters[format]({ ...sampleResult, findings }, sampleContext);
}

describe("text of the scanned code cannot become anything else", () => {
  test("CSV cells are no formulas, and quotes, commas and line breaks stay within them", () => {
    const text = report("csv", [odd]);
    expect(text).toContain(`"'${hostile.replaceAll('"', '""')}"`);
    expect(text).not.toMatch(/(?:^|,)"?[=+@]/m);
  });

  test("annotations stay on one line and in their properties", () => {
    const lines = report("github", [odd]).split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("file=a%2Cb%3A%25%0A|`.ts,line=6,");
    expect(lines[0]).toContain("%250A");
    expect(lines[0]?.match(/::/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test("Markdown has no markup of it", () => {
    const text = report("markdown", [odd]);
    expect(text).not.toContain("<img");
    expect(text).not.toContain("[x](y)");
    expect(text).not.toMatch(/@team/);
    const [tableRow] = text.split("\n").filter((line) => line.startsWith("| error"));
    expect(tableRow?.replaceAll("\\|", "").match(/\|/g)).toHaveLength(4);
  });
});

describe("limits of the readers", () => {
  test("ten annotations, the gravest first", () => {
    const lines = report("github", [...Array<Finding>(12).fill(noteFinding), leadFinding])
      .trim()
      .split("\n");
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/^::error /);
    expect(lines[1]).toMatch(/^::notice /);
    expect(lines[10]).toBe("3 more findings without an annotation; see the other reports.");
  });

  test("900 kB of Markdown", () => {
    const text = report("markdown", Array<Finding>(3_000).fill(leadFinding));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(900_000);
    expect(text).toMatch(/\n[\d,]+ findings left out here; the other reports have all of them\.\n/);
    expect(text).toContain("Coverage: 1,204 files analysed");
  });

  test("fingerprints of GitLab are unique", () => {
    const issues = JSON.parse(report("gitlab", [leadFinding, leadFinding, leadFinding])) as { fingerprint: string }[];
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });
});

test("an empty result", () => {
  const of = (format: Format): string => report(format, []);
  expect(of("github")).toBe("");
  expect(of("gitlab")).toBe("[]\n");
  expect(of("csv").split("\r\n")).toHaveLength(2);
  expect(of("markdown")).toMatch(/^## phi-lint: no findings\n/);
});
