import { expect } from "vitest";
import { extractModule } from "../../src/extract/extract-module.ts";
import type { ModuleGraph } from "../../src/model/module-graph.ts";
import { parseSource } from "../../src/parse/parse-source.ts";
import { printFlow, type PrintedLine } from "./print-flow.ts";

/**
 * Extracts a source and compares what the graph says of the subjects that `printed` mentions: all edges into the values left
 * of an equals sign, in every version, and all calls of the callees named. So an edge too many fails as one too few does.
 * Order does not count. `name = nothing` says that a value is there and nothing flows into it.
 */
export function check(source: string, printed: string, path = "clinic.ts"): void {
  const expected = linesOf(printed);
  const all = printFlow(extract(source, path));
  expect(aboutSubjects(all, expected).sort()).toEqual(expected.sort());
}

export function checkJsx(source: string, printed: string): void {
  check(source, printed, "intake.tsx");
}

export function extract(source: string, path = "clinic.ts"): ModuleGraph {
  return extractModule(parseSource(path, source).tree);
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function aboutSubjects(all: readonly PrintedLine[], expected: readonly string[]): string[] {
  const known = [...new Set(all.map(({ subject }) => subject))].sort((a, b) => b.length - a.length);
  const meant = new Set(expected.map((line) => subjectOf(line, known)));
  return all.filter(({ subject }) => meant.has(subject)).map(({ line }) => line);
}

/** What an expected line speaks of: `reason#2 = …` of `reason`, `visit.dx = …` of `visit`, `send(x) if y` of `send()`. */
function subjectOf(line: string, longestFirst: readonly string[]): string {
  const isEquation = line.includes(" = ");
  const keyword = keywords.find((word) => line.startsWith(`${word} `));
  if (keyword !== undefined && (keyword === "export" || !isEquation)) return keyword;
  if (isEquation) {
    const left = line.slice(0, line.indexOf(" = ")).replaceAll(/#\d+/g, "");
    return (
      longestFirst.find(
        (subject) => left === subject || left.startsWith(`${subject}.`) || left.startsWith(`${subject}[`),
      ) ?? left
    );
  }
  const call = line.startsWith("new ") ? line.slice("new ".length) : line;
  return longestFirst.find((subject) => subject.endsWith("()") && call.startsWith(subject.slice(0, -1))) ?? call;
}

/** Lines that say what the file has begin with one of these. */
const keywords = ["import type", "import", "export", "type", "typed", "function", "class"] as const;
