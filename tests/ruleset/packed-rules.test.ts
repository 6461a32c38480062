import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Lexicon } from "../../src/model/rule-set.ts";
import { compileRuleSet } from "../../src/ruleset/compile-rule-set.ts";
import { packRules, unpackRules } from "../../src/ruleset/packed-rules.ts";
import { parseRuleDocument } from "../../src/ruleset/rule-document.ts";
import { hashRuleFiles, readRuleFiles } from "../../src/ruleset/rule-files.ts";

const files = readRuleFiles();
const hash = hashRuleFiles(files);
const documents = files.map(({ name, bytes }) => parseRuleDocument(name, bytes.toString("utf8")));
const packed = packRules(documents, hash);

describe("the packed rules", () => {
  it("compile to the rule set that the YAML files compile to", () => {
    const { lexicon: fromYaml, ...specsFromYaml } = compileRuleSet(documents);
    const { lexicon: fromPacked, ...specsFromPacked } = compileRuleSet(unpackRules(packed, hash) ?? []);
    expect(specsFromPacked).toEqual(specsFromYaml);
    expect(answersOf(fromPacked)).toEqual(answersOf(fromYaml));
  });

  it("do not fit files that were edited, renamed, added or removed since", () => {
    const [first, ...others] = files;
    if (first === undefined) throw new Error("There are no rules.");
    const edited = { name: first.name, bytes: Buffer.concat([first.bytes, Buffer.from("\n")]) };
    const renamed = { name: `${first.name}.yml`, bytes: first.bytes };
    for (const present of [[edited, ...others], [renamed, ...others], [first, ...files], others]) {
      expect(unpackRules(packed, hashRuleFiles(present))).toBeUndefined();
    }
  });

  it("count as missing when they are damaged", () => {
    for (const text of ["", "{", packed.slice(0, -20), "null", "[]"]) expect(unpackRules(text, hash)).toBeUndefined();
  });
});

it("reading packed rules loads neither the YAML parser nor the schema", () => {
  const reached = importedFrom(resolve("src/ruleset/load-rule-set.ts"), new Set());
  expect([...reached].filter((name) => name === "yaml" || name === "zod")).toEqual([]);
  expect([...reached].some((name) => name.endsWith("compile-lexicon.ts"))).toBe(true);
});

/** What a lexicon says about every word of the rules, in all three ways of asking. */
function answersOf(lexicon: Lexicon): readonly unknown[] {
  const words = new Set(
    files.flatMap(({ bytes }) => bytes.toString("utf8").match(/[\p{L}\d_]+(?: [\p{L}\d]+)?/gu) ?? []),
  );
  return [...words].map((word) => [
    word,
    lexicon.matchName(word),
    lexicon.matchCallee(word),
    lexicon.matchText(`${word} and more`),
  ]);
}

/** Every file and package that is loaded together with a file: static imports that are not of types alone. */
function importedFrom(file: string, reached: Set<string>): ReadonlySet<string> {
  for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type )[^;]*?"([^"]+)";/gmu)) {
    const target = name.startsWith(".") ? resolve(dirname(file), name) : name;
    if (reached.has(target)) continue;
    reached.add(target);
    if (name.startsWith(".")) importedFrom(target, reached);
  }
  return reached;
}
