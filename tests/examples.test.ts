import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { analyze } from "../src/analyze.ts";
import { extractModules } from "../src/extract/extract-file.ts";
import type { Finding } from "../src/model/finding.ts";
import { rulesFor } from "./harness/analyze-folder.ts";
import { repositoryRoot } from "./harness/fixture-folders.ts";
import { printFinding } from "./harness/print.ts";

/** The part of a rule file that says by example what it finds and what it leaves alone. */
interface RuleFile {
  readonly vendor?: { readonly id: string };
  readonly examples?: { readonly finds?: string | readonly string[]; readonly allows?: string | readonly string[] };
}

const rulesRoot = join(repositoryRoot, "rules");
const ruleFiles = readdirSync(rulesRoot, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yml"))
  .map((name) => name.replaceAll("\\", "/"))
  .sort();

describe.each(ruleFiles)("rules/%s", (name) => {
  const { vendor, examples } = (parse(readFileSync(join(rulesRoot, name), "utf8")) ?? {}) as RuleFile;
  const finds = listOf(examples?.finds);
  const allows = listOf(examples?.allows);

  test("is a vendor with an example of each kind, or something else", () => {
    const isComplete = finds.length > 0 && allows.length > 0;
    expect(isComplete || !name.startsWith("sinks/")).toBe(true);
  });

  test.each(finds.map(titled))("finds: %s", async (_, code) => {
    const reported = await scan(code);
    const vendors = reported.map((finding) => finding.vendor.id);
    if (vendor === undefined) expect(vendors).not.toEqual([]);
    else expect(vendors).toContain(vendor.id);
  });

  test.each(allows.map(titled))("allows: %s", async (_, code) => {
    const reported = await scan(code);
    expect(reported.map((finding) => printFinding(finding, finding.flows)).join("\n")).toBe("");
  });
});

function listOf(example: string | readonly string[] | undefined): readonly string[] {
  if (example === undefined) return [];
  return typeof example === "string" ? [example] : example;
}

function titled(code: string): readonly [title: string, code: string] {
  const lines = code.trim().split("\n");
  return [lines.length === 1 ? code.trim() : `${lines[0] ?? ""} …`, code];
}

/** Scans a snippet as one file of a health product, with the built-in rules. */
async function scan(code: string): Promise<readonly Finding[]> {
  const { settings, ruleSet } = await rulesFor(undefined);
  const sources = [{ path: "example.tsx", text: code }];
  const { findings } = analyze({
    extracted: extractModules(sources),
    sources,
    layout: { packages: [], compilerSettings: [] },
    ruleSet,
    options: { healthContext: "yes", limits: settings.limits },
    skipped: [],
    diagnostics: [],
  });
  return findings.filter((finding) => finding.confidence !== "low");
}
