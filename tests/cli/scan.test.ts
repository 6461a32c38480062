import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { Log } from "sarif";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { run } from "./fake-io.ts";

const settings = `
presets: []
sources: [{ id: answers, callee: getAnswers, ports: [return], labels: [health.mental] }]
vendors: [{ id: acme-ads, name: Acme Ads, class: advertising }]
sinks: [{ id: acme/send, vendor: acme-ads, callee: send, ports: { args: payload } }]
`;

function leakingProject(): string {
  return temporaryProject({ "phi-lint.yml": settings, "intake.ts": "send(getAnswers());\n" });
}

function cleanProject(): string {
  return temporaryProject({ "phi-lint.yml": settings, "intake.ts": "send(1);\n" });
}

describe("exit codes", () => {
  test("0 when clean, 1 with findings, 0 with --fail-on never", async () => {
    expect((await run(["scan"], { cwd: cleanProject() })).exitCode).toBe(0);
    const cwd = leakingProject();
    expect((await run(["scan"], { cwd })).exitCode).toBe(1);
    expect((await run(["scan", "--fail-on", "any"], { cwd })).exitCode).toBe(1);
    expect((await run(["scan", "--fail-on", "never"], { cwd })).exitCode).toBe(0);
  });
});

describe("a scan that saw nothing is no success", () => {
  test("2 when no file could be analysed, with the report all the same", async () => {
    const nested = `send(${"(\n".repeat(20_000)}1${")\n".repeat(20_000)});\n`;
    const cwd = temporaryProject({ "phi-lint.yml": settings, "deep.ts": nested });
    const { exitCode, stdout, stderr } = await run(["scan", "--fail-on", "never"], { cwd });
    expect(stdout).toContain("0 analysed");
    expect(stderr).toContain("error: None of the files could be analysed");
    expect(exitCode).toBe(2);
  });
});

describe("the folder in which phi-lint is started changes neither fingerprints nor addresses", () => {
  test("in a repository", async () => {
    const cwd = temporaryProject({
      ".git/HEAD": "ref: refs/heads/main",
      "phi-lint.yml": settings,
      "web/intake.ts": "send(getAnswers());\n",
    });
    const sarif = async (argv: readonly string[], folder: string): Promise<string> => {
      const log = JSON.parse((await run(["scan", "-f", "sarif", ...argv], { cwd: folder })).stdout) as Log;
      return JSON.stringify(log.runs[0]?.results);
    };
    const fromRoot = await sarif([], cwd);
    expect(fromRoot).toContain('"uri":"web/intake.ts"');
    expect(await sarif(["web"], cwd)).toBe(fromRoot);
    expect(await sarif([], path.join(cwd, "web"))).toBe(fromRoot);
    expect(await sarif([path.join(cwd, "web", "intake.ts")], import.meta.dirname)).toBe(fromRoot);
    expect((await run(["scan", "--quiet"], { cwd: path.join(cwd, "web") })).stdout).toMatch(/^intake\.ts:1:1 /);
  });
});

describe("settings", () => {
  test("those of the scanned folder come before those of the current one", async () => {
    const cwd = leakingProject();
    const inner = { "tests/app/phi-lint.yml": "presets: []", "tests/app/intake.ts": "send(getAnswers());" };
    for (const [file, content] of Object.entries(inner)) {
      mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
      writeFileSync(path.join(cwd, file), content);
    }
    expect((await run(["scan", "tests/app"], { cwd })).exitCode).toBe(0);
    expect((await run(["scan", "tests/app", "-c", "phi-lint.yml"], { cwd })).exitCode).toBe(1);
    expect((await run(["scan", "intake.ts"], { cwd })).exitCode).toBe(1);
    expect((await run(["scan", cwd])).exitCode).toBe(1);
  });

  test("a mistake names file and line", async () => {
    const cwd = temporaryProject({ "phi-lint.yml": "presets: []\nsink: []\n", "a.ts": "" });
    const { exitCode, stderr } = await run(["scan"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: phi-lint\.yml:2: /);
    expect(stderr).toContain("sinks");
  });

  test("an allowance that has ended is a warning", async () => {
    const allowed = "allow: [{ vendor: acme-ads, labels: [health], reason: agreement, until: 2026-01-30 }]\n";
    const cwd = temporaryProject({ "phi-lint.yml": settings + allowed, "a.ts": "send(1);" });
    expect((await run(["scan"], { cwd })).stderr).toContain("warning: phi-lint.yml:6: the allowance");
    expect((await run(["scan", "--quiet"], { cwd })).stderr).toBe("");
  });
});

describe("reports", () => {
  test("text to a pipe has no colours and nothing goes to standard error", async () => {
    const { stdout, stderr } = await run(["scan"], { cwd: leakingProject() });
    expect(stdout).toContain("intake.ts");
    expect(stdout).not.toContain("\u001b");
    expect(stderr).toBe("");
  });

  test("colours: on a terminal and with FORCE_COLOR, not with --no-color and NO_COLOR", async () => {
    const cwd = leakingProject();
    const isColored = async (argv: readonly string[], fake: Parameters<typeof run>[1]) =>
      (await run(["scan", ...argv], { cwd, ...fake })).stdout.includes("\u001b[");
    expect(await isColored([], { isTTY: true })).toBe(true);
    expect(await isColored([], { env: { FORCE_COLOR: "1" } })).toBe(true);
    expect(await isColored(["--no-color"], { isTTY: true, env: { FORCE_COLOR: "1" } })).toBe(false);
    expect(await isColored([], { isTTY: true, env: { NO_COLOR: "1" } })).toBe(false);
    expect(await isColored([], { isTTY: true, env: { TERM: "dumb" } })).toBe(false);
    expect(await isColored([], { env: { FORCE_COLOR: "" } })).toBe(false);
  });

  test("progress is shown on a terminal only, and taken away", async () => {
    const cwd = leakingProject();
    const { stderr } = await run(["scan"], { cwd, isTTY: true });
    expect(stderr).toContain("Analysing 1 file…");
    expect(stderr.endsWith("\r\u001b[2K")).toBe(true);
    expect((await run(["scan", "--no-progress"], { cwd, isTTY: true })).stderr).toBe("");
    expect((await run(["scan", "--quiet"], { cwd, isTTY: true })).stderr).toBe("");
  });

  test("several formats at once, each to its place", async () => {
    const cwd = leakingProject();
    const { stdout } = await run(["scan", "-f", "json", "-f", "sarif=report.sarif"], { cwd });
    expect(JSON.parse(stdout)).toBeTypeOf("object");
    expect(JSON.parse(readFileSync(path.join(cwd, "report.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  test("a file is replaced whole, through links, and nothing else is left", async () => {
    const cwd = leakingProject();
    writeFileSync(path.join(cwd, "real.json"), "old");
    chmodSync(path.join(cwd, "real.json"), 0o640);
    symlinkSync("real.json", path.join(cwd, "link.json"));
    const { stdout, stderr } = await run(["scan", "-f", "json", "-o", "link.json"], { cwd });
    expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "1 finding written to link.json.\n" });
    expect(JSON.parse(readFileSync(path.join(cwd, "real.json"), "utf8"))).toBeTypeOf("object");
    expect(statSync(path.join(cwd, "real.json")).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd).sort()).toEqual(["intake.ts", "link.json", "phi-lint.yml", "real.json"]);
  });

  test("a file that cannot be written is left as it is, whole", async () => {
    const cwd = leakingProject();
    writeFileSync(path.join(cwd, "report.json"), "old");
    const inTheWay = `.report.json.${String(process.pid)}.tmp`;
    mkdirSync(path.join(cwd, inTheWay));
    const { exitCode, stderr } = await run(["scan", "-f", "json=report.json"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("error: `report.json` could not be written: ");
    expect(stderr).toContain("Check the permissions and the space that is left, or name another file.");
    expect(readFileSync(path.join(cwd, "report.json"), "utf8")).toBe("old");
  });

  test.skipIf(!existsSync("/dev/full"))("a disk without space", async () => {
    const { exitCode, stderr } = await run(["scan", "-f", "sarif=/dev/full"], { cwd: leakingProject() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("error: `/dev/full` could not be written: ENOSPC.");
  });

  test("- is standard output", async () => {
    const cwd = leakingProject();
    expect(JSON.parse((await run(["scan", "-f", "json", "-o", "-"], { cwd })).stdout)).toBeTypeOf("object");
    expect(existsSync(path.join(cwd, "-"))).toBe(false);
  });

  test("a reader that has gone away is no error", async () => {
    expect(await run(["scan"], { cwd: leakingProject(), isClosed: true })).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: "",
    });
  });

  test("the same bytes from one run to the next", async () => {
    const cwd = leakingProject();
    const argv = ["scan", "-f", "json"];
    expect(await run(argv, { cwd })).toEqual(await run(argv, { cwd }));
  });
});
