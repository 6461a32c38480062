import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { gitProject } from "./git-project.ts";

interface Action {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly runs: {
    readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
  };
}

const action = parse(readFileSync("action.yml", "utf8")) as Action;

interface Step {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs the step of the action that scans, as a runner would. */
function scanStep(cwd: string, env: Readonly<Record<string, string>> = {}): Step {
  const runner = temporaryProject({ output: "", summary: "# Earlier step\n" });
  mkdirSync(path.join(runner, "temp"));
  const result = spawnSync(process.execPath, [path.resolve("action/scan.mjs")], {
    cwd,
    encoding: "utf8",
    env: {
      PATH: process.env.PATH ?? "",
      RUNNER_TEMP: path.join(runner, "temp"),
      GITHUB_OUTPUT: path.join(runner, "output"),
      GITHUB_STEP_SUMMARY: path.join(runner, "summary"),
      PHI_LINT_ACTION_COMMAND: `${process.execPath}\n${path.resolve("bin/phi-lint.js")}`,
      ...env,
    },
  });
  const lines = readFileSync(path.join(runner, "output"), "utf8").trim().split("\n");
  return {
    ...result,
    outputs: Object.fromEntries(lines.map((line) => line.split("=", 2))) as Record<string, string>,
    summary: readFileSync(path.join(runner, "summary"), "utf8"),
  };
}

describe("action.yml", () => {
  test("hands every input on, through the environment and never into a script", () => {
    const text = JSON.stringify(action.runs);
    for (const input of Object.keys(action.inputs)) expect(text).toContain(`inputs.${input}`);
    for (const { run = "" } of action.runs.steps) expect(run).not.toContain("${{");
  });

  test.skipIf(!existsSync("dist/cli/main.js"))("scans, reports, and leaves the decision to a later step", () => {
    const cwd = gitProject({ "phi-lint.yml": clinicRules, "web/a.ts": "send(getAnswers());\n" });
    const { status, stdout, outputs, summary } = scanStep(cwd);
    expect(status).toBe(0);
    expect(outputs).toMatchObject({ "exit-code": "1", new: "1", known: "0" });
    expect(stdout).toMatch(/^::error file=web\/a\.ts,line=1,/);
    expect(summary).toMatch(/^# Earlier step\n## phi-lint: 1 finding/);
    expect(JSON.parse(readFileSync(outputs.sarif ?? "", "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  test.skipIf(!existsSync("dist/cli/main.js"))("hands on options and paths, and says when nothing could run", () => {
    const cwd = gitProject({
      "phi-lint.yml": clinicRules,
      "web/a.ts": "send(getAnswers());\n",
      "api/a.ts": "send(1);\n",
    });
    expect(scanStep(cwd, { PHI_LINT_ACTION_PATHS: "api\n" }).outputs).toMatchObject({ "exit-code": "0", new: "0" });
    expect(scanStep(cwd, { PHI_LINT_ACTION_FAIL_ON: "never" }).outputs).toMatchObject({ "exit-code": "0", new: "1" });
    expect(scanStep(cwd, { PHI_LINT_ACTION_SINCE: "HEAD" }).outputs).toMatchObject({ new: "0", known: "1" });
    const wrong = scanStep(cwd, { PHI_LINT_ACTION_ARGS: "--min-level=fatal" });
    expect(wrong.outputs).toMatchObject({ "exit-code": "2", new: "", sarif: "" });
    expect(scanStep(cwd, { PHI_LINT_ACTION_COMMAND: "/no/such/program" }).status).toBe(2);
  });
});

test("the recipes in docs/ci.md are YAML", () => {
  const recipes = Array.from(
    readFileSync("docs/ci.md", "utf8").matchAll(/```yaml\n(.*?)```/gs),
    ([, text = ""]) => text,
  );
  expect(recipes.length).toBeGreaterThan(4);
  for (const recipe of recipes) expect(parse(recipe)).toBeTruthy();
  expect(parse(readFileSync(".pre-commit-hooks.yaml", "utf8"))).toMatchObject([
    { id: "phi-lint", pass_filenames: false },
  ]);
});
