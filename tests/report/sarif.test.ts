import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import ajvDraft04 from "ajv-draft-04";
import ajvFormats from "ajv-formats";
import type { Log, Result, Run } from "sarif";
import { describe, expect, test } from "vitest";
import type { AnalysisResult, Finding, Flow, Step } from "../../src/model/finding.ts";
import { lineHashes } from "../../src/report/line-hash.ts";
import { mergeSarif } from "../../src/report/merge-sarif.ts";
import { sarif, sarifWithin } from "../../src/report/sarif.ts";
import {
  cleanResult,
  decisionFinding,
  identitiesOf,
  leadFinding,
  noteFinding,
  sampleContext,
  sampleResult,
} from "./sample-result.ts";

interface Schema {
  readonly definitions: Readonly<Record<string, object>>;
}

// The JSON Schema of SARIF 2.1.0, revision rtm.5, which the MIT-licensed package @microsoft/jest-sarif ships. The OASIS errata added one
// demand that matters here: a region says where it starts. With that, and with languages of two letters and a region, it accepts what the
// schema accepts by which GitHub's upload action checks.
const published = JSON.parse(readFileSync(new URL("sarif-schema-2.1.0.json", import.meta.url), "utf8")) as Schema;
const start = ["startLine", "charOffset", "byteOffset"].map((property) => ({ required: [property] }));
const region = { ...published.definitions.region, anyOf: start };
const language = { type: "string", pattern: "^[A-Za-z]{2}(?:-[A-Za-z]{2})?$" };
const schema = {
  ...published,
  definitions: {
    ...published.definitions,
    region,
    run: withProperty("run", language),
    toolComponent: withProperty("toolComponent", language),
  },
};
const ajv = new ajvDraft04.default({ strict: false, allErrors: true });
ajvFormats.default(ajv);
const validate = ajv.compile(schema);

function withProperty(name: string, schemaOfLanguage: object): object {
  const definition = published.definitions[name] as { readonly properties: object };
  return { ...definition, properties: { ...definition.properties, language: schemaOfLanguage } };
}

function run(result: AnalysisResult, context = sampleContext): Run {
  const log = JSON.parse(sarif(result, context)) as Log;
  expect(validate(log) ? [] : validate.errors).toEqual([]);
  const [only] = log.runs;
  if (only === undefined) throw new Error("no run");
  return only;
}

function withFindings(findings: readonly Finding[]): AnalysisResult {
  return { ...sampleResult, findings };
}

function only(finding: Finding): Result {
  const [result] = run(withFindings([finding])).results ?? [];
  if (result === undefined) throw new Error("no result");
  return result;
}

function notificationsOf({ invocations = [] }: Run): string[] {
  return invocations.flatMap(({ toolExecutionNotifications = [] }) =>
    toolExecutionNotifications.map(({ descriptor, message }) => `${descriptor?.id ?? ""}: ${message.text ?? ""}`),
  );
}

const firstStep: Step = decisionFinding.flows[0]?.steps[0] ?? raise();

function raise(): never {
  throw new Error("the sample has no steps");
}

describe("against the schema", () => {
  test("the sample and an empty result are valid", () => {
    expect(run(sampleResult).results).toHaveLength(3);
    expect(run(cleanResult).results).toEqual([]);
  });

  test("a broken log is not", () => {
    const broken = (from: string, to: string): unknown =>
      JSON.parse(sarif(sampleResult, sampleContext).replace(from, to)) as unknown;
    expect(validate(broken("", ""))).toBe(true);
    expect(validate(broken('"version"', '"bogus": 1, "version"'))).toBe(false);
    expect(validate(broken('"startLine"', '"endLine"'))).toBe(false);
    expect(validate(broken('"columnKind"', '"language": "English", "columnKind"'))).toBe(false);
  });
});

describe("rules", () => {
  test("are all rules of the rule set in the order of their ids, whatever was found", () => {
    const ids = ["health-decides-event", "health-to-advertising", "identifier-to-monitoring"];
    expect(run(cleanResult).tool.driver.rules?.map((rule) => rule.id)).toEqual(ids);
    expect(run(sampleResult).results?.map((result) => ids[result.ruleIndex ?? -1])).toEqual(
      sampleResult.findings.map((finding) => finding.ruleId),
    );
  });

  test("carry what code scanning sorts and filters by", () => {
    const rule = run(cleanResult).tool.driver.rules?.find(({ id }) => id === "health-to-advertising");
    expect(rule).toMatchObject({
      name: "HealthToAdvertising",
      defaultConfiguration: { level: "error" },
      properties: { precision: "high", "problem.severity": "error", "security-severity": "9.3" },
    });
    expect(rule?.properties?.tags).toContain("security");
    expect(rule?.properties?.tags?.length).toBeLessThanOrEqual(10);
    expect(rule?.help?.markdown).toMatch(/^# Health data/);
  });

  test("include a rule that the rule set does not know", () => {
    const [result] = run(withFindings([{ ...noteFinding, ruleId: "house-rule" }])).results ?? [];
    expect(result).toMatchObject({ ruleId: "house-rule", ruleIndex: 2 });
  });
});

describe("a result", () => {
  test("points at the place and names the function around it", () => {
    expect(only(leadFinding).locations?.[0]).toMatchObject({
      physicalLocation: {
        artifactLocation: { uri: "src/intake/IntakeForm.tsx", uriBaseId: "%SRCROOT%" },
        region: { startLine: 6, startColumn: 11, endLine: 6, endColumn: 69 },
      },
      logicalLocations: [{ fullyQualifiedName: "IntakeForm.submit" }],
    });
    expect(only({ ...leadFinding, functionPath: "" }).locations?.[0]).not.toHaveProperty("logicalLocations");
  });

  test("encodes spaces, brackets, hashes and umlauts of paths", () => {
    const file = only(noteFinding).locations?.[0]?.physicalLocation?.artifactLocation;
    expect(file?.uri).toBe("app/patient%20notes/%5Bid%5D/%C3%9Cber%20%231.tsx");
    const odd = only({ ...noteFinding, location: { ...noteFinding.location, file: "a:b/\ud800?.ts" } });
    expect(odd.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("a%3Ab/%EF%BF%BD%3F.ts");
  });

  test("links the fields of its message to the places where the data enters", () => {
    const { message, relatedLocations } = only(leadFinding);
    expect(message.text).toBe(
      "[intake.hadTherapy](1) and [intake.email](2) reach Meta Pixel as event data through `leadCreated()`.",
    );
    expect(relatedLocations?.map(({ id, message }) => [id, message?.text])).toEqual([
      [1, "`intake.hadTherapy` is read"],
      [2, "`intake.email` is read"],
    ]);
  });

  test("escapes what SARIF would take for a link or a placeholder", () => {
    const flows = decisionFinding.flows.map((flow) => ({ ...flow, field: "items[].name" }));
    const message = "`items[].name` and [this](1) and {0} reach a vendor.";
    expect(only({ ...decisionFinding, message, flows }).message.text).toBe(
      "[items\\[\\].name](1) and \\[this\\](1) and {{0}} reach a vendor.",
    );
  });

  test("has one code flow for each flow, from the source to the vendor call", () => {
    const { codeFlows = [] } = only(leadFinding);
    expect(codeFlows.map(({ threadFlows }) => threadFlows[0]?.locations.length)).toEqual([5, 5]);
    const steps = codeFlows[0]?.threadFlows[0]?.locations ?? [];
    expect(steps.map(({ location, importance }) => [location?.message?.text, importance])).toEqual([
      ["`intake.hadTherapy` is read", "essential"],
      ["is kept in `therapyBefore`", "unimportant"],
      ["is passed as `lead.therapyBefore` to `leadCreated()`", "important"],
      ["is passed as `details` to `send()`", "important"],
      ["is sent to Meta Pixel by `window.fbq()`", "essential"],
    ]);
  });

  test("carries confidence, consent, vendor, labels and transforms", () => {
    expect(only(leadFinding).properties).toEqual({
      confidence: "high",
      consent: "none",
      vendor: "meta",
      labels: ["health.mental", "identifier.email"],
      transforms: ["hash"],
    });
    expect(only(decisionFinding).properties).toMatchObject({ consent: "guarded(hasMarketingConsent)" });
  });
});

describe("accepted findings", () => {
  const review: AnalysisResult["review"] = {
    accepted: [
      { finding: decisionFinding, by: "comment", reason: "Ticket 4711" },
      { finding: noteFinding, by: "baseline" },
    ],
  };
  const result: AnalysisResult = { ...withFindings([leadFinding]), review };

  test("are left out", () => {
    expect(run(result).results).toHaveLength(1);
  });

  test("stand in their place and say who accepted them when asked for", () => {
    const log = JSON.parse(sarif(result, { ...sampleContext, includeAccepted: true })) as Log;
    expect(validate(log) ? [] : validate.errors).toEqual([]);
    expect(log.runs[0]?.results?.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ["identifier-to-monitoring", [{ kind: "external", status: "accepted" }]],
      ["health-to-advertising", undefined],
      ["health-decides-event", [{ kind: "inSource", status: "accepted", justification: "Ticket 4711" }]],
    ]);
  });
});

describe("fingerprints", () => {
  const ofFlows = (flows: readonly Flow[]): string | undefined =>
    only({ ...leadFinding, identities: identitiesOf("r", "v", flows) }).partialFingerprints?.["phiLintFlow/v1"];

  test("are that of the flow, or one of all flows in any order", () => {
    expect(ofFlows(leadFinding.flows.slice(0, 1))).toBe("1f0e3dad99908345f7439f8ffabdffc4");
    expect(ofFlows(leadFinding.flows)).toMatch(/^[0-9a-f]{32}$/);
    expect(ofFlows(leadFinding.flows.toReversed())).toBe(ofFlows(leadFinding.flows));
    expect(ofFlows([...leadFinding.flows, ...leadFinding.flows])).not.toBe(ofFlows(leadFinding.flows));
  });

  test("include the line hash when the text is at hand", () => {
    const hashes = lineHashes(sampleContext.readText(leadFinding.location.file) ?? "");
    expect(only(leadFinding).partialFingerprints?.primaryLocationLineHash).toBe(hashes[5]);
    const elsewhere = only({ ...leadFinding, location: { ...leadFinding.location, file: "gone.ts" } });
    expect(elsewhere.partialFingerprints).not.toHaveProperty("primaryLocationLineHash");
  });
});

describe("notifications", () => {
  test("say what was not read or followed, with their place and without a clock", () => {
    const sample = run(sampleResult);
    expect(notificationsOf(sample).map((text) => text.split(":")[0])).toEqual([
      "syntax-error",
      "bound-met",
      "import-unresolved",
    ]);
    expect(sample.tool.driver.notifications?.map(({ id }) => id)).toEqual([
      "bound-met",
      "import-unresolved",
      "syntax-error",
    ]);
    const [first] = sample.invocations?.[0]?.toolExecutionNotifications ?? [];
    expect(first?.locations?.[0]?.physicalLocation?.region).toMatchObject({ startLine: 2, startColumn: 2 });
    expect(JSON.stringify(sample)).not.toMatch(/TimeUtc/);
  });

  test("say that results were cut, and the gravest are kept in their order", () => {
    const findings = [...Array<Finding>(4_999).fill(noteFinding), decisionFinding, leadFinding];
    const cut = run(withFindings(findings));
    expect(cut.results).toHaveLength(5_000);
    expect(cut.results?.slice(-3).map(({ level }) => level)).toEqual(["note", "warning", "error"]);
    expect(notificationsOf(cut).at(-1)).toMatch(/^report-cut: 1 finding of the lowest levels left out/);
  });

  test("say it of joined reports as well", () => {
    const part = (folder: string, findings: readonly Finding[]): { name: string; log: unknown } => ({
      name: folder,
      log: JSON.parse(sarif({ ...cleanResult, findings }, { ...sampleContext, repositoryPath: folder })) as unknown,
    });
    const notes = Array.from({ length: 3_000 }, (_, index): Finding => ({
      ...noteFinding,
      location: { ...noteFinding.location, file: `${String(index)}.ts` },
    }));
    const logs = [part("web/", [...notes, leadFinding]), part("api/", notes)];
    const joined = JSON.parse(mergeSarif(logs)) as Log;
    expect(validate(joined) ? [] : validate.errors).toEqual([]);
    const [cut = raise()] = joined.runs;
    expect(cut.results).toHaveLength(5_000);
    expect(cut.results?.filter(({ level }) => level === "error")).toHaveLength(1);
    expect(notificationsOf(cut)).toEqual([expect.stringMatching(/^report-cut: 1,001 findings of the lowest levels/)]);
    const [least = raise()] = (JSON.parse(mergeSarif(logs, 1)) as Log).runs;
    expect(least.results?.map(({ level, codeFlows = [] }) => [level, codeFlows.length])).toEqual([["error", 1]]);
    expect(notificationsOf(least)).toHaveLength(2);
  });

  test("say that a report is too large, and less and less is given until it fits", () => {
    const sized = (maximum: number): Run =>
      (JSON.parse(sarifWithin(sampleResult, sampleContext, maximum)) as Log).runs[0] ?? raise();
    const paths = ({ results = [] }: Run): number[][] =>
      results.map(({ codeFlows = [] }) => codeFlows.map((each) => each.threadFlows[0]?.locations.length ?? 0));
    const whole = sarifWithin(sampleResult, sampleContext, 1e6);
    expect(whole).toBe(sarif(sampleResult, sampleContext));
    expect(paths(sized(gzipSync(whole).length - 1))).toEqual([[2], [5], [3]]);
    const least = sized(1);
    expect(paths(least)).toEqual([[2]]);
    expect(notificationsOf(least).slice(-2)).toEqual([
      expect.stringMatching(/^report-cut: Of every finding only the ends of the first path is given/),
      expect.stringMatching(/^report-cut: 2 findings of the lowest levels left out/),
    ]);
  });

  test("hold for 26,000 findings of many flows, within 10 MB of gzip", { timeout: 120_000 }, () => {
    const many = Array.from({ length: 26_000 }, (_, index): Finding => {
      const file = `app/übung [${String(index)}]/#${String(index * 7919)}.tsx`;
      const spread = leadFinding.flows.map((flow) => ({ ...flow, field: `${flow.field}${String(index)}` }));
      return {
        ...leadFinding,
        location: { ...leadFinding.location, file },
        flows: Array.from({ length: 4 }, () => spread).flat(),
      };
    });
    const text = sarif({ ...sampleResult, findings: many }, sampleContext);
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    const log = JSON.parse(text) as Log;
    expect(validate(log) ? [] : validate.errors).toEqual([]);
    const { runs } = log;
    expect(runs).toHaveLength(1);
    expect(runs[0]?.results).toHaveLength(5_000);
    expect(notificationsOf(runs[0] ?? raise()).at(-1)).toMatch(/21,000 findings of the lowest levels left out/);
  });

  test("say that tags were cut", () => {
    const [id, rule] = [...sampleContext.ruleSet.rules][0] ?? raise();
    const tags = Array.from({ length: 25 }, (_, index) => `team ${String(index)}`);
    const rules = new Map([...sampleContext.ruleSet.rules, [id, { ...rule, tags }]]);
    const cut = run(cleanResult, { ...sampleContext, ruleSet: { ...sampleContext.ruleSet, rules } });
    const own = cut.tool.driver.rules?.find((each) => each.id === id)?.properties?.tags;
    expect(own).toHaveLength(10);
    expect(own?.slice(-5)).toEqual(["team 0", "team 1", "team 2", "team 3", "team 4"]);
    expect(notificationsOf(cut)).toEqual([
      `report-cut: 20 tags of the rule \`${id}\` left out, because code scanning shows no more.`,
    ]);
  });

  test("say that steps were cut, and both ends of the path are kept", () => {
    const long = (count: number): Flow => ({
      ...(leadFinding.flows[0] ?? raise()),
      steps: Array.from({ length: count }, (_, index) => ({ ...firstStep, message: `step ${String(index)}` })),
    });
    const flows = [long(1_200), long(2)];
    const cut = run(withFindings([{ ...leadFinding, flows }]));
    const locations = cut.results?.[0]?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(cut.results?.[0]?.codeFlows).toHaveLength(1);
    expect(locations).toHaveLength(1_000);
    expect(locations[0]?.location?.message?.text).toBe("step 0");
    expect(locations.at(-1)?.location?.message?.text).toBe("step 1199");
    expect(notificationsOf(cut).at(-1)).toMatch(/^report-cut: 202 steps of the finding at src\/intake/);
  });
});
