import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { run } from "./fake-io.ts";
import { commitAll, git, gitProject } from "./git-project.ts";
import { action, runAction, type ActionRun } from "./run-action.ts";

const own = { command: `${process.execPath}\n${path.resolve("bin/phi-lint.js")}\n` };
const scan = "Scan";
const upload = "Upload to code scanning";
const fail = "Fail on what was found";

function namesOf({ steps }: ActionRun): readonly string[] {
  return steps.map(({ name }) => name);
}

describe("action.yml", () => {
  test("hands every input on, through the environment and never into a script", () => {
    const text = JSON.stringify(action.runs);
    for (const input of Object.keys(action.inputs)) expect(text).toContain(`inputs.${input}`);
    for (const { run: script = "" } of action.runs.steps) expect(script).not.toContain("${{");
  });
});

describe.skipIf(!existsSync("dist/cli/main.js"))("the steps of the action in a repository", { timeout: 60_000 }, () => {
  const project = (): string =>
    gitProject({ "phi-lint.yml": clinicRules, "web/a.ts": "send(getAnswers());\n", "api/a.ts": "send(1);\n" });

  test("a leak: annotations, summary and report; the upload runs although the job fails", () => {
    const ran = runAction(project(), own);
    expect(ran.succeeded).toBe(false);
    expect(namesOf(ran)).toEqual([scan, upload, fail]);
    expect(ran.stdout).toMatch(/^::error file=web\/a\.ts,line=1,/);
    expect(ran.summary).toMatch(/^# Earlier step\n## phi-lint: 1 finding/);
    expect(ran.outputs).toMatchObject({ new: "1", known: "0" });
    expect(ran.steps[1]?.with).toEqual({ sarif_file: ran.outputs.sarif, category: "phi-lint" });
    expect(JSON.parse(readFileSync(ran.outputs.sarif ?? "", "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  test("nothing new: the job goes on, and the report says that what was there is known", async () => {
    const cwd = project();
    await run(["baseline", "create"], { cwd });
    const ran = runAction(cwd, own);
    expect({ succeeded: ran.succeeded, steps: namesOf(ran) }).toEqual({ succeeded: true, steps: [scan, upload] });
    expect(ran.outputs).toMatchObject({ new: "0", known: "1" });
    expect(ran.stdout).toBe("");
  });

  test("a pull request does not accept its own leak", async () => {
    const cwd = project();
    await run(["baseline", "create"], { cwd });
    commitAll(cwd, "Baseline");
    git(cwd, "checkout", "-q", "-b", "feature");
    writeFileSync(path.join(cwd, "web/b.ts"), "send(getAnswers());\n");
    await run(["baseline", "update"], { cwd });
    commitAll(cwd, "A leak, accepted at once");
    expect(runAction(cwd, own).outputs).toMatchObject({ new: "0", known: "2" });
    expect(runAction(cwd, { ...own, "baseline-ref": "main" })).toMatchObject({
      succeeded: false,
      outputs: { new: "1", known: "1" },
    });
    expect(runAction(cwd, { ...own, "baseline-ref": "no-such-branch" })).toMatchObject({
      succeeded: false,
      outputs: { sarif: "" },
    });
  });

  test.for<[string, Readonly<Record<string, string>>, boolean, Readonly<Record<string, string>>]>([
    ["paths", { paths: "api\n" }, true, { new: "0" }],
    ["working-directory", { "working-directory": "api" }, true, { new: "0" }],
    ["fail-on", { "fail-on": "never" }, true, { new: "1" }],
    ["since", { since: "HEAD" }, true, { new: "0", known: "1" }],
    ["args", { args: "--min-confidence=high\n--fail-on=never" }, true, { new: "1" }],
    ["category", { category: "web", "fail-on": "never" }, true, { new: "1" }],
  ])("input %s", ([name, inputs, succeeded, outputs]) => {
    const ran = runAction(project(), { ...own, ...inputs });
    expect({ succeeded: ran.succeeded, ...ran.outputs }).toMatchObject({ succeeded, ...outputs });
    if (name === "category") expect(ran.steps[1]?.with).toMatchObject({ category: "web" });
  });

  test("without an upload when that is not wanted", () => {
    expect(namesOf(runAction(project(), { ...own, upload: "false" }))).toEqual([scan, fail]);
  });

  test("a scan that could not run fails the job and uploads nothing", () => {
    const wrong = runAction(project(), { ...own, args: "--min-level=fatal" });
    expect({ succeeded: wrong.succeeded, steps: namesOf(wrong) }).toEqual({ succeeded: false, steps: [scan, fail] });
    expect(wrong.outputs).toEqual({ new: "", known: "", sarif: "" });
    const absent = runAction(temporaryProject({ "a.ts": "" }), { command: "/no/such/program" });
    expect(absent.succeeded).toBe(false);
    expect(absent.stderr).toContain("error: /no/such/program could not be started");
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
