import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "sarif";
import { afterAll, expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { mergeSarif } from "../../src/report/merge-sarif.ts";
import { sarif, sarifWithin } from "../../src/report/sarif.ts";
import { cleanResult, leadFinding, sampleContext, sampleResult } from "./sample-result.ts";

const folder = mkdtempSync(join(tmpdir(), "phi-lint-sarif-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The validator of the SARIF SDK: the package is a program for this platform, and names its path. */
const multitool = createRequire(import.meta.url)("@microsoft/sarif-multitool") as string;
chmodSync(multitool, 0o755);

/**
 * What the validator finds wrong. It ends with code 0 whatever it finds, and without `--rule-kind` it checks nothing, so its own report
 * is read, and the last test shows that it would tell. Notes are advice (short numeric rule ids, snippets) and are not asked for.
 */
function problemsOf(report: string): readonly string[] {
  const input = join(folder, "input.sarif");
  const output = join(folder, "output.sarif");
  rmSync(output, { force: true });
  writeFileSync(input, report);
  const settings = [
    "--rule-kind",
    "Sarif;Ghas",
    "--level",
    "Error;Warning",
    "--log",
    "ForceOverwrite",
    "--max-file-size-in-kb",
    "100000",
  ];
  const { error, status, stderr } = spawnSync(multitool, ["validate", input, "--output", output, ...settings], {
    encoding: "utf8",
  });
  expect({ error, status, stderr }).toMatchObject({ error: undefined, status: 0 });
  const log = JSON.parse(readFileSync(output, "utf8").replace(/^\ufeff/, "")) as Log;
  return log.runs.flatMap(({ results = [] }) =>
    results.map(({ ruleId, message }) => `${ruleId ?? ""} ${message.text ?? JSON.stringify(message)}`),
  );
}

test("finds nothing wrong with accepted findings and joined reports", () => {
  const accepted = sampleResult.findings.map((finding) => ({ finding, by: "baseline" as const, reason: "Agreed" }));
  const all = sarif(
    { ...sampleResult, findings: [], review: { accepted } },
    { ...sampleContext, includeAccepted: true },
  );
  expect(problemsOf(all)).toEqual([]);
  const logs = [sarif(sampleResult, sampleContext), sarif(cleanResult, sampleContext)];
  expect(
    problemsOf(mergeSarif(logs.map((log, index) => ({ name: String(index), log: JSON.parse(log) as unknown })))),
  ).toEqual([]);
});

test("finds nothing wrong with the sample", () => {
  expect(problemsOf(sarif(sampleResult, sampleContext))).toEqual([]);
});

test("finds nothing wrong with an empty result", () => {
  expect(problemsOf(sarif(cleanResult, sampleContext))).toEqual([]);
});

test("finds nothing wrong with a report that GitHub's limits have cut", { timeout: 60_000 }, () => {
  const findings = Array.from({ length: 300 }, (_, index): Finding => {
    const file = `app/übung [${String(index)}]/#${String(index)} a b.tsx`;
    return { ...leadFinding, location: { ...leadFinding.location, file } };
  });
  const [flow] = leadFinding.flows;
  const [step] = flow?.steps ?? [];
  if (flow === undefined || step === undefined) throw new Error("the sample has no steps");
  const long = { ...leadFinding, flows: [{ ...flow, steps: Array.from({ length: 1_200 }, () => step) }] };
  const [id, rule] = [...sampleContext.ruleSet.rules][0] ?? [];
  if (id === undefined || rule === undefined) throw new Error("the sample has no rules");
  const tags = Array.from({ length: 25 }, (_, index) => `team ${String(index)}`);
  const rules = new Map([...sampleContext.ruleSet.rules, [id, { ...rule, tags }]]);
  const report = sarifWithin(
    { ...sampleResult, findings: [...findings, long] },
    { ...sampleContext, ruleSet: { ...sampleContext.ruleSet, rules } },
    20_000,
  );
  expect(report.match(/Of every finding only|steps of the finding|20 tags of the rule/g)).toHaveLength(3);
  expect(problemsOf(report)).toEqual([]);
});

test("finds what is wrong with a region that ends before it begins", () => {
  const broken = sarif(sampleResult, sampleContext).replaceAll('"endColumn": 69', '"endColumn": 2');
  expect(problemsOf(broken).join("\n")).toContain("SARIF1007");
});
