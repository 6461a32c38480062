import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Log } from "sarif";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { run } from "./fake-io.ts";

async function reports(): Promise<string> {
  const cwd = temporaryProject({
    ".git/HEAD": "ref: refs/heads/main",
    "phi-lint.yml": clinicRules,
    "web/intake.ts": "send(getAnswers());\n",
    "api/intake.ts": "report(getAnswers());\n",
  });
  for (const folder of ["web", "api"]) await run(["scan", folder, "-f", `sarif=${folder}.sarif`], { cwd });
  return cwd;
}

describe("phi-lint merge", () => {
  test("makes one run of several, in any order, without repeats", async () => {
    const cwd = await reports();
    const merged = (await run(["merge", "web.sarif", "api.sarif", "web.sarif"], { cwd })).stdout;
    expect((await run(["merge", "api.sarif", "web.sarif"], { cwd })).stdout).toBe(merged);
    const { runs } = JSON.parse(merged) as Log;
    expect(runs).toHaveLength(1);
    const [{ results = [], tool } = { results: [], tool: { driver: { name: "" } } }] = runs;
    const uris = results.map(({ locations = [] }) => locations[0]?.physicalLocation?.artifactLocation?.uri);
    expect(uris).toEqual(["api/intake.ts", "web/intake.ts"]);
    expect(results.map(({ ruleId, ruleIndex = -1 }) => tool.driver.rules?.[ruleIndex]?.id === ruleId)).toEqual([
      true,
      true,
    ]);
  });

  test("is the scan of everything, but for what speaks of one scan", async () => {
    const cwd = await reports();
    const whole = JSON.parse((await run(["scan", "-f", "sarif"], { cwd })).stdout) as Log;
    const merged = JSON.parse((await run(["merge", "web.sarif", "api.sarif"], { cwd })).stdout) as Log;
    expect(merged.runs[0]?.results).toEqual(whole.runs[0]?.results);
    expect(merged.runs[0]?.tool).toEqual(whole.runs[0]?.tool);
  });

  test("writes a file", async () => {
    const cwd = await reports();
    expect(await run(["merge", "web.sarif", "-o", "all.sarif"], { cwd })).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "",
    });
    expect(JSON.parse(readFileSync(path.join(cwd, "all.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  test.for([
    ["none.sarif", undefined, "The report `none.sarif` cannot be read."],
    ["a.sarif", "{", "`a.sarif` is not valid JSON."],
    ["a.sarif", "[]", "`a.sarif` is no SARIF report."],
    ["a.sarif", '{"runs":[{"tool":{"driver":{"name":"Other"}}}]}', "`a.sarif` is a report of Other, not of phi-lint."],
    ["a.sarif", '{"runs":[]}', "The reports hold no run."],
  ] as const)("%s %s", async ([name, content, message]) => {
    const cwd = temporaryProject({});
    if (content !== undefined) writeFileSync(path.join(cwd, name), content);
    const { exitCode, stderr, stdout } = await run(["merge", name], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});
