import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { ReportContext } from "../../src/report/report-context.ts";
import { text } from "../../src/report/text.ts";
import { displayWidth } from "../../src/util/display-cells.ts";
import {
  at,
  cleanResult,
  decisionFinding,
  leadFinding,
  noteFinding,
  sampleContext,
  sampleResult,
} from "./sample-result.ts";

function report(findings: readonly Finding[], context: Partial<ReportContext> = {}): string {
  return text({ ...sampleResult, findings }, { ...sampleContext, ...context });
}

/** The report without its coverage block. */
function findingsOf(findings: readonly Finding[], context: Partial<ReportContext> = {}): string {
  const shown = report(findings, context);
  return shown.slice(0, shown.search(/\n.*Coverage/));
}

describe("stored outputs", () => {
  test("two flows over three files", async () => {
    await expect(findingsOf([leadFinding])).toMatchFileSnapshot("expected/lead.txt");
  });

  test("an implicit flow behind a consent check", async () => {
    await expect(findingsOf([decisionFinding])).toMatchFileSnapshot("expected/decision.txt");
  });

  test("coverage", async () => {
    await expect(report([])).toMatchFileSnapshot("expected/coverage.txt");
  });

  test("coverage in full", async () => {
    await expect(report([], { verbose: true })).toMatchFileSnapshot("expected/coverage-verbose.txt");
  });

  test("quiet", async () => {
    await expect(report(sampleResult.findings, { quiet: true })).toMatchFileSnapshot("expected/quiet.txt");
  });
});

describe("the last lines", () => {
  test("count findings by level and file", () => {
    expect(report(sampleResult.findings)).toMatch(/\n3 findings \(1 error, 1 warning, 1 note\) in 2 files\n$/);
    expect(report([leadFinding])).toMatch(/\n1 finding \(1 error\) in 1 file\n$/);
  });

  test("say that silence is no proof when something was not seen", () => {
    expect(report([])).toMatch(/\nNo findings\.\nThat is no proof of safety: 3 files skipped, .* 1 bound met\.\n$/);
    expect(text(cleanResult, sampleContext)).toMatch(/\nNo findings\.\n$/);
  });
});

describe("one place", () => {
  const other: Finding = {
    ...leadFinding,
    vendor: { id: "acme", name: "Acme Ads", class: "advertising" },
    message: leadFinding.message.replace("Meta Pixel", "Acme Ads"),
    flows: leadFinding.flows.map((flow) => ({
      ...flow,
      steps: [
        ...flow.steps.slice(0, -1),
        { kind: "sink", location: at("src/lib/pixel.ts", "function"), message: "is sent to Acme Ads" },
      ],
    })),
  };

  test("shows its code and its path once, and one end for each vendor", async () => {
    await expect(
      findingsOf([other, leadFinding, { ...decisionFinding, location: leadFinding.location }]),
    ).toMatchFileSnapshot("expected/one-place.txt");
  });
});

describe("long paths", () => {
  const [flow] = leadFinding.flows;
  const middle = flow?.steps.slice(1, 4) ?? [];
  const long: Finding = {
    ...leadFinding,
    flows:
      flow === undefined ? [] : [{ ...flow, steps: [...flow.steps.slice(0, 4), ...middle, ...middle, ...flow.steps] }],
    flowCount: 12,
  };

  test("lose their middle and keep both ends", () => {
    const shown = findingsOf([long]);
    expect(shown).toContain("… 7 more steps");
    expect(shown).toContain("5:27  `intake.hadTherapy` is read");
    expect(shown).toContain("2:28  is sent to Meta Pixel");
    expect(shown).toContain("and 11 paths more");
  });

  test("are complete when everything is asked for", () => {
    const shown = findingsOf([long], { verbose: true });
    expect(shown).not.toContain("more steps");
    expect(shown.match(/^ {4} *\d+:\d+ {2}/gm)).toHaveLength(15);
  });
});

test("why and what to do are said once for each rule", () => {
  const shown = report([leadFinding, { ...leadFinding, location: at("src/lib/events.ts", "send(") }, noteFinding]);
  expect(shown.match(/^ {2}Why /gm)).toHaveLength(2);
  expect(shown.match(/^ {2}Do /gm)).toHaveLength(2);
});

test("a file that is not at hand is reported without its code", () => {
  const shown = findingsOf([leadFinding], { readText: () => undefined });
  expect(shown).toContain("5:27  `intake.hadTherapy` is read");
  expect(shown).not.toContain("│");
});

test("no line is wider than the terminal, and none narrower than 60 columns is tried", () => {
  for (const columns of [0, 60, 72]) {
    const tooWide = report(sampleResult.findings, { columns })
      .split("\n")
      .filter((line) => displayWidth(line) > Math.max(60, columns));
    expect(tooWide.filter((line) => !/^ {2}\w+ {2}[\w-]+ {2}/.test(line))).toEqual([]);
  }
});

test("colour changes how the report looks and not what it says", () => {
  const colored = findingsOf(sampleResult.findings, { color: true });
  expect(colored).toContain("\x1b[36mintake.hadTherapy\x1b[39m is read");
  const plain = findingsOf(sampleResult.findings).replaceAll("`", "");
  const withoutCarets = plain.replace(/^[ │]*\^+\n/gm, "");
  // eslint-disable-next-line no-control-regex
  expect(colored.replace(/\x1b\[\d+m/g, "")).toBe(withoutCarets);
});

test("control characters of the scanned code do not reach the terminal", () => {
  const hostile = "\x1b]0;owned\x07\x1b[2J\x9b1A\u202e";
  const finding: Finding = {
    ...decisionFinding,
    functionPath: hostile,
    message: `\`${hostile}\`\nreaches a vendor.`,
    consent: { kind: "guarded", by: hostile },
    location: { ...decisionFinding.location, file: `${hostile}.ts` },
    flows: decisionFinding.flows.map((flow) => ({
      ...flow,
      field: hostile,
      steps: flow.steps.map((step) => ({ ...step, message: hostile })),
    })),
  };
  const line = `  fbq("${hostile}");\tx;\r`;
  const readText = (): string => `${line}\n`.repeat(20);
  const result = {
    ...sampleResult,
    findings: [finding],
    diagnostics: [{ code: "bound-met" as const, message: hostile }],
    coverage: { ...sampleResult.coverage, skipped: [{ file: hostile, reason: hostile }] },
  };
  for (const setting of [{}, { verbose: true }, { quiet: true }]) {
    const shown = text(result, { ...sampleContext, ...setting, readText });
    // eslint-disable-next-line no-control-regex
    expect(shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  }
});
