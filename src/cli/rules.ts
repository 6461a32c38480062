import type { RuleSet } from "../model/rule-set.ts";
import { readRules } from "./analyze-project.ts";
import type { RulesOptions } from "./command.ts";
import { writeText, type Io } from "./io.ts";

/** `phi-lint rules`: lists rules and vendors. */
export async function rules({ words, json, ...request }: RulesOptions, io: Io): Promise<number> {
  const { ruleSet } = await readRules({ ...request, paths: [] }, io);
  const holds = (...texts: readonly string[]): boolean => {
    const text = texts.join(" ").toLowerCase();
    return words.every((word) => text.includes(word.toLowerCase()));
  };
  const sinkCounts = countSinks(ruleSet);
  const shownRules = [...ruleSet.rules.values()].filter(({ id, title, level }) => holds(id, title, level));
  const shownVendors = [...ruleSet.vendors.values()].filter((vendor) => holds(vendor.id, vendor.name, vendor.class));
  if (json) {
    const document = {
      rules: shownRules.map(({ id, title, level, severity, summary, remedy }) => ({
        id,
        title,
        level,
        severity,
        summary,
        remedy,
      })),
      vendors: shownVendors.map((vendor) => ({ ...vendor, sinks: sinkCounts.get(vendor.id) ?? 0 })),
    };
    await writeText(io.stdout, `${JSON.stringify(document, null, 2)}\n`);
    return 0;
  }
  const ruleRows = shownRules.map(({ id, level, severity, title }) => [id, level, severity.toFixed(1), title]);
  const vendorRows = shownVendors.map(({ id, name, ...vendor }) => [
    id,
    vendor.class,
    String(sinkCounts.get(id) ?? 0),
    name,
  ]);
  await writeText(io.stdout, [...table("Rules", ruleRows), ...table("Vendors", vendorRows)].join(""));
  if (ruleRows.length + vendorRows.length === 0) {
    await writeText(io.stderr, `No rule and no vendor has ${words.map((word) => `\`${word}\``).join(" and ")}.\n`);
  }
  return 0;
}

function countSinks({ sinks }: RuleSet): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { vendor } of sinks) counts.set(vendor.id, (counts.get(vendor.id) ?? 0) + 1);
  return counts;
}

function table(heading: string, rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`);
  return [`${heading}\n`, ...lines];
}
