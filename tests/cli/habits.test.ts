import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { displayWidth } from "../../src/util/display-cells.ts";
import { run } from "./fake-io.ts";
import { commitAll, git, gitProject } from "./git-project.ts";

describe("completion", () => {
  const complete = (script: string, ...words: readonly string[]): string[] => {
    const call = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${String(words.length - 1)}; _phi_lint; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync("bash", ["-c", `${script}\n${call}`], { encoding: "utf8" })
      .trim()
      .split("\n");
  };

  test("bash completes commands, options and actions", async () => {
    const { stdout, exitCode } = await run(["completion", "bash"]);
    expect(exitCode).toBe(0);
    expect(complete(stdout, "phi-lint", "ba")).toEqual(["baseline"]);
    expect(complete(stdout, "phi-lint", "scan", "--min")).toEqual(["--min-level", "--min-confidence"]);
    expect(complete(stdout, "phi-lint", "baseline", "p")).toEqual(["prune"]);
    expect(complete(stdout, "phi-lint", "scan", "src")).toEqual([""]);
  });

  test("zsh and fish have the same words", async () => {
    expect((await run(["completion", "zsh"])).stdout).toContain("bashcompinit\n");
    const { stdout } = await run(["completion", "fish"]);
    expect(stdout).toContain("complete -c phi-lint -n __fish_use_subcommand -a scan -d 'scan files and folders'\n");
    expect(stdout).toContain("complete -c phi-lint -n '__fish_seen_subcommand_from scan' -s f -l format ");
    expect((await run(["completion", "tcsh"])).stderr).toContain("Allowed choices are bash, zsh, fish.");
  });
});

test("every command has a help text with examples of what it takes", async () => {
  const { stdout } = await run(["--help"]);
  for (const name of ["scan", "baseline", "explain", "rules", "init", "config", "merge", "completion"]) {
    expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
    const help = await run([name, "--help"]);
    expect({ exitCode: help.exitCode, stderr: help.stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(help.stdout).toContain(`Usage: phi-lint ${name}`);
  }
});

test("paths of settings may be written as on Windows", async () => {
  const cwd = temporaryProject({
    "phi-lint.yml":
      'extends: [.\\privacy\\house.yml]\nexclude: ["src\\\\legacy\\\\**"]\nbaseline: privacy\\known.json\n',
    "privacy/house.yml": clinicRules,
    "src/legacy/a.ts": "send(getAnswers());\n",
    "src/a.ts": "send(getAnswers());\n",
  });
  expect((await run(["baseline", "create"], { cwd })).stderr).toContain(
    "privacy/known.json written: 1 finding accepted",
  );
  expect((await run(["scan"], { cwd })).exitCode).toBe(0);
});

test("so may those of overrides and include", async () => {
  const cwd = temporaryProject({
    "phi-lint.yml": `${clinicRules}
include: ['apps\\**']
overrides: [{ files: ['apps\\admin\\**'], levels: { health-to-advertising: note } }]
`,
    "apps/admin/a.ts": "send(getAnswers());\n",
    "apps/web/a.ts": "send(getAnswers());\n",
    "other/a.ts": "send(getAnswers());\n",
  });
  const { stdout } = await run(["scan", "--quiet"], { cwd });
  expect(stdout.split("\n").map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    "apps/admin/a.ts:1:1 note",
    "apps/web/a.ts:1:1 error",
    "",
  ]);
});

test("nothing that a repository names is started, also not by git", async () => {
  const cwd = gitProject({ "phi-lint.yml": clinicRules, "a.ts": "send(getAnswers());\n" });
  await run(["baseline", "create"], { cwd });
  commitAll(cwd, "Baseline");
  const script = path.join(cwd, "attack.sh");
  writeFileSync(script, `#!/bin/sh\ntouch ${path.join(cwd, "started")}\n`, { mode: 0o755 });
  const settings = {
    "core.fsmonitor": script,
    "core.pager": script,
    "core.sshCommand": script,
    "diff.external": script,
    "gpg.program": script,
    "log.showSignature": "true",
    "filter.all.clean": script,
    "filter.all.smudge": script,
  };
  for (const [key, value] of Object.entries(settings)) git(cwd, "config", key, value);
  writeFileSync(path.join(cwd, ".git/info/attributes"), "* filter=all diff=all\n");
  writeFileSync(path.join(cwd, "a.ts"), "send(getAnswers()); // changed\n");
  expect((await run(["scan"], { cwd })).exitCode).toBe(0);
  expect((await run(["scan", "--since", "main"], { cwd })).exitCode).toBe(0);
  expect((await run(["scan", "--baseline-ref", "main"], { cwd })).exitCode).toBe(0);
  expect(existsSync(path.join(cwd, "started"))).toBe(false);
});

describe("a narrow terminal", () => {
  const fake = { isTTY: true, columns: 60, env: { NO_COLOR: "1" } };

  test("scan and explain keep within it, but for paths and names, which are not broken", async () => {
    const cwd = temporaryProject({
      "phi-lint.yml": clinicRules,
      "src/intake.ts": `export function book(visit) {
  const everythingThatTheFormOfTheClinicAsks = { dx: visit.diagnosis, step: 1, language: "en", source: "web" };
  track(everythingThatTheFormOfTheClinicAsks);
}

function track(details) {
  send(details);
}
`,
    });
    const scanned = await run(["scan", "--verbose"], { ...fake, cwd });
    const fingerprint = /fingerprint ([0-9a-f]{32})/.exec(scanned.stdout)?.[1] ?? "";
    const explained = await run(["explain", fingerprint], { ...fake, cwd });
    expect(explained.exitCode).toBe(0);
    const wide = `${scanned.stdout}${explained.stdout}`.split("\n").filter((line) => displayWidth(line) > 60);
    expect(wide.filter((line) => !/^ {2}error {2}health-to-advertising {2}src/.test(line))).toEqual([]);
  });

  test("progress stays on one line", async () => {
    const cwd = temporaryProject({ "phi-lint.yml": clinicRules, "a.ts": "send(1);\n" });
    const { stderr } = await run(["scan"], { ...fake, columns: 12, cwd });
    const shown = stderr.split("\r\u001b[2K").filter((line) => line !== "");
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.filter((line) => line.length > 11)).toEqual([]);
  });

  test("help is wrapped", async () => {
    const { stdout } = await run(["scan", "--help"], fake);
    const options = stdout.slice(stdout.indexOf("Options:"), stdout.indexOf("New is what"));
    expect(options.split("\n").filter((line) => line.length > 60)).toEqual([]);
  });
});

test("a job shows no progress, whatever its terminal", async () => {
  const cwd = temporaryProject({ "phi-lint.yml": clinicRules, "a.ts": "send(1);\n" });
  expect((await run(["scan"], { cwd, isTTY: true })).stderr).not.toBe("");
  expect((await run(["scan"], { cwd, isTTY: true, env: { CI: "true" } })).stderr).toBe("");
});

test("the picture in README.md is what a scan prints", async () => {
  const { stdout } = await run(["scan", "fixtures/apps/betterhelp"], { cwd: process.cwd() });
  const picture = /```text\n( {2}error .*?)\n```/s.exec(readFileSync("README.md", "utf8"))?.[1] ?? "";
  expect(picture).not.toBe("");
  expect(stdout).toContain(picture);
});

test.skipIf(!existsSync("dist/cli/main.js"))("help is there at once", () => {
  const time = (args: readonly string[]): number => {
    const started = performance.now();
    expect(spawnSync(process.execPath, args).status).toBe(0);
    return performance.now() - started;
  };
  // Ratios, because machines differ: an empty program takes 60 ms where help may take 200.
  const empty = Math.min(...[0, 1, 2].map(() => time(["-e", "0"])));
  const help = Math.min(...[0, 1, 2].map(() => time(["bin/phi-lint.js", "--help"])));
  expect(help / empty).toBeLessThan(4);
});
