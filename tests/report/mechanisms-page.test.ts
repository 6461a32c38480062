import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { mechanismsPage, type Mechanism } from "../../src/report/mechanisms-page.ts";
import { readPromises, type Expectation } from "../harness/expectation.ts";

const mechanisms = parse(readFileSync("fixtures/mechanisms.yml", "utf8")) as readonly Mechanism[];

test("docs/mechanisms.md: `npm run docs` is up to date", () => {
  expect(readFileSync("docs/mechanisms.md", "utf8")).toBe(mechanismsPage(mechanisms));
});

describe.each(mechanisms)("$title", ({ rules, shown, silent }) => {
  test("is reported by its rules where it is shown", () => {
    const reported = shown.flatMap(promisesOf).filter(({ kind }) => kind === "found");
    expect([...new Set(reported.map(({ ruleId }) => ruleId))]).toEqual(expect.arrayContaining([...rules]));
    for (const fixture of shown) expect(promisesOf(fixture), fixture).not.toEqual([]);
  });

  test("has a twin", () => {
    expect(silent).not.toEqual([]);
    for (const fixture of silent.filter((each) => !shown.includes(each))) expect(promisesOf(fixture)).toEqual([]);
  });
});

function promisesOf(fixture: string): readonly Expectation[] {
  const path = join("fixtures", fixture);
  const files = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.[jt]sx?$/.test(name))
        .map((name) => join(path, name))
    : [path];
  return files.flatMap((file) => readPromises(file, readFileSync(file, "utf8")).expectations);
}
