import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { run } from "./fake-io.ts";

const house = "tests: scan\nminLevel: warning\nlimits: { flowsPerFinding: 3 }\n";
const settings = `${clinicRules}
extends: [house.yml]
failOn: any
minLevel: note
levels: { health-to-analytics: note }
overrides:
  - { files: ["legacy/**"], levels: { health-to-advertising: "off" } }
  - { files: ["admin/"], minLevel: error }
`;

function project(more: Readonly<Record<string, string>> = {}): string {
  return temporaryProject({ "phi-lint.yml": settings, "house.yml": house, ...more });
}

describe("phi-lint config", () => {
  test("prints each value with its origin: option, variable, file, default", async () => {
    const env = { PHI_LINT_MIN_CONFIDENCE: "high", PHI_LINT_STRICT: "1" };
    const { stdout, exitCode } = await run(["config"], { cwd: project(), env });
    expect(exitCode).toBe(0);
    const origins = Object.fromEntries(
      stdout.split("\n").map((line) => {
        const [key = "", value, origin] = line.split(/ {2,}/);
        return [key, `${value ?? ""} from ${origin ?? ""}`];
      }),
    );
    expect(origins).toMatchObject({
      tests: '"scan" from house.yml:1',
      minLevel: '"note" from phi-lint.yml:12',
      "limits.flowsPerFinding": "3 from house.yml:3",
      "limits.targetHops": "16 from default",
      minConfidence: '"high" from PHI_LINT_MIN_CONFIDENCE',
      strict: "true from PHI_LINT_STRICT",
      include: '["**/*"] from default',
      "levels.health-to-analytics": '"note" from phi-lint.yml:13',
    });
  });

  test("prints JSON, and the defaults where there is no file", async () => {
    const { stdout } = await run(["config", "--json"], { cwd: temporaryProject({ ".git/HEAD": "" }) });
    const described = JSON.parse(stdout) as readonly { readonly key: string; readonly origin: string }[];
    expect(new Set(described.map(({ origin }) => origin))).toEqual(new Set(["none found", "default"]));
  });

  test("PHI_LINT_CONFIG names the file, --config goes before it", async () => {
    const cwd = project();
    const env = { PHI_LINT_CONFIG: "house.yml" };
    expect((await run(["config"], { cwd, env })).stdout).toContain("house.yml:2");
    expect((await run(["config", "-c", "phi-lint.yml"], { cwd, env })).stdout).toContain("phi-lint.yml:12");
  });
});

describe("what the settings say about findings", () => {
  const files = {
    "a.ts": "report(getAnswers());\n",
    "legacy/a.ts": "send(getAnswers());\n",
    "admin/a.ts": "report(getAnswers());\n",
  };

  test("levels and overrides", async () => {
    const { stdout, stderr, exitCode } = await run(["scan", "--quiet"], { cwd: project(files) });
    expect(stdout.split("\n").map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
      "a.ts:1:1 note health-to-analytics",
      "",
    ]);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
  });

  test("a workspace has its own when it is scanned by itself; a scan of the whole says that it does not read them", async () => {
    const cwd = project({
      "apps/web/package.json": '{ "name": "web" }',
      "apps/web/phi-lint.yml": `${clinicRules}\nminLevel: error\n`,
      "apps/web/a.ts": "report(getAnswers());\n",
      "apps/api/package.json": '{ "name": "api" }',
      "apps/api/a.ts": "report(getAnswers());\n",
    });
    const whole = await run(["scan"], { cwd });
    expect(whole.stdout).toContain("2 findings (2 notes) in 2 files");
    expect(whole.stderr).toBe(
      "warning: apps/web/phi-lint.yml is not read by this scan. Scan `apps/web` by itself, name the file under `extends`, or use `overrides` for its folder.\n",
    );
    expect((await run(["scan", "apps/web"], { cwd })).stdout).toContain("1 finding (1 error)");
    expect((await run(["scan", "apps/api"], { cwd })).stdout).toContain("1 finding (1 note)");
    expect((await run(["config", "apps/web"], { cwd })).stdout).toMatch(/minLevel +"error" +apps\/web\/phi-lint\.yml/);
  });

  test("an option goes before a variable, and that before the file", async () => {
    const cwd = project(files);
    const exit = async (env: Record<string, string>, ...argv: readonly string[]): Promise<number> =>
      (await run(["scan", ...argv], { cwd, env })).exitCode;
    expect(await exit({})).toBe(1);
    expect(await exit({ PHI_LINT_FAIL_ON: "never" })).toBe(0);
    expect(await exit({ PHI_LINT_FAIL_ON: "never" }, "--fail-on", "new")).toBe(1);
    expect(await exit({ PHI_LINT_MIN_LEVEL: "error" })).toBe(0);
    expect(await exit({ PHI_LINT_MIN_LEVEL: "" })).toBe(1);
  });

  test.for([
    ["levels: { health-to-analytic: note }", "phi-lint.yml:1: There is no rule `health-to-analytic`.", "Did you mean"],
    [
      'overrides:\n  - { files: ["a"], levels: { x: note } }',
      "phi-lint.yml:2: There is no rule `x`.",
      "phi-lint rules",
    ],
    ["overrides:\n  - { file: [a] }", "phi-lint.yml:2: `overrides[0].files` is missing", ""],
    ["failOn: old", "phi-lint.yml:1: `failOn` is `old`; one of `new`, `any`, `never` was expected.", ""],
    ["strict: maybe", "phi-lint.yml:1: `strict` is", ""],
  ] as const)("%s", async ([text, message, hint]) => {
    const cwd = temporaryProject({ "phi-lint.yml": text, "a.ts": "" });
    const { exitCode, stderr } = await run(["scan"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr.replace(/"(\w+)"/g, "`$1`")).toContain(message);
    expect(stderr).toContain(hint);
  });

  test.for([
    ["tsconfig.json", '{ "compilerOptions": {}, "include": ["src"] }', "tsconfig.json:1: The file is no settings file"],
    [".eslintrc.json", '{\n"extends": [],\n"root": true,\n"rules": {} }', ".eslintrc.json:3: The file is no settings"],
    [".prettierrc", "semi: true", "which has no `semi`.\n  Name a file of phi-lint with `--config`"],
    ["eslint.config.js", "export default [];", "eslint.config.js: Settings are data and never executed"],
    ["house.yml", "exclde: []", "house.yml:1: The key `exclde` is not known.\n  Did you mean `exclude`?"],
    ["house.yml", "tests: scan\nroot: true", "house.yml:2: The key `root` is not known."],
    ["phi-lint.json", '{ "root": true }', "phi-lint.json:1: The key `root` is not known."],
  ] as const)("settings of another tool: %s", async ([name, text, message]) => {
    const cwd = temporaryProject({ [name]: text, "a.ts": "" });
    const { exitCode, stdout, stderr } = await run(["scan", "--config", name], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  test("variables that are wrong or unknown", async () => {
    const cwd = project(files);
    const wrong = await run(["scan"], { cwd, env: { PHI_LINT_MIN_LEVEL: "eror" } });
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain(
      "The environment variable PHI_LINT_MIN_LEVEL is `eror`; `error`, `warning`, `note` was expected.\n  Did you mean `error`?",
    );
    expect((await run(["scan"], { cwd, env: { PHI_LINT_FAILON: "any" } })).stderr).toContain(
      "warning: The environment variable PHI_LINT_FAILON means nothing to phi-lint. Did you mean `PHI_LINT_FAIL_ON`?",
    );
    expect((await run(["scan"], { cwd, env: { PHI_LINT_STRICT: "perhaps" } })).stderr).toContain(
      "`true` or `false` was expected",
    );
  });
});
