import { expect, test } from "vitest";
import { analyzeSources } from "../harness/analyze-sources.ts";
import type { SinkSpec } from "../../src/model/rule-set.ts";
import { rulesFor } from "../harness/analyze-folder.ts";

/** Names so short that other programs use them, too. */
const shortName = /^global#([\w$]{1,4})$/;

const { ruleSet } = await rulesFor(undefined);
const calls = ruleSet.sinks.filter(({ endpoint, vendor }) => endpoint === undefined && vendor.id !== "page");

test("a function with a short name is a vendor's only with one of the vendor's commands", () => {
  const bare = calls.filter(
    ({ when, ...sink }) => when.length === 0 && pathsOf(sink).some((path) => shortName.test(path)),
  );
  expect(bare.map(({ id }) => id)).toEqual([]);
});

test.for([
  ["a parameter", (root: string, call: string) => `export function use(${root}, visit) { ${call}; }`],
  [
    "an own import",
    (root: string, call: string) => `import { ${root} } from "./own/${root}"; export function use(visit) { ${call}; }`,
  ],
  [
    "an own variable",
    (root: string, call: string) =>
      `const ${root} = make(); export function use(visit) { ${call}; }\nfunction make() { return {}; }`,
  ],
] as const)("%s with the name of a vendor's global is not the vendor", ([, write]) => {
  expect(messagesOf(write)).toEqual([]);
});

test("without one they are", () => {
  const found = messagesOf((_, call) => `export function use(visit) { ${call}; }`);
  expect(found.length).toBeGreaterThan(500);
});

/** What is found in programs that each call one global. */
function messagesOf(write: (root: string, call: string) => string): readonly string[] {
  const programs = new Map<string, string>();
  for (const sink of calls) {
    for (const path of pathsOf(sink)) {
      const { root, call } = callOf(path, sink.when);
      if (root !== "") programs.set(call, write(root, call));
    }
  }
  const { findings } = analyzeSources(
    [...programs.values()].map((text, index) => ({ path: `src/use-${String(index)}.js`, text })),
    ruleSet,
  );
  return findings.map(({ message, location }) => `${location.file}: ${message}`);
}

function pathsOf({ callee }: Pick<SinkSpec, "callee">): readonly string[] {
  return callee.kind === "api" ? callee.paths.filter((path) => path.startsWith("global#")) : [];
}

/** A call of a global, with the commands that it must be given first: `hj("identify", visit.diagnosis)`. */
function callOf(path: string, when: SinkSpec["when"]): { readonly root: string; readonly call: string } {
  const written = path
    .slice("global#".length)
    .replaceAll(/[*?]/g, "x")
    .replaceAll(/\.(\d+)/g, "[$1]");
  const root = /^[A-Za-z_$][\w$]*/.exec(written)?.[0] ?? "";
  const commands = when.flatMap(({ port, values }) =>
    port.root.kind === "argument" && port.steps.length === 0 ? [JSON.stringify(values[0])] : [],
  );
  return { root, call: `${written}(${[...commands, "visit.diagnosis", "visit.diagnosis"].join(", ")})` };
}
