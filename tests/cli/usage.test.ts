import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { run } from "./fake-io.ts";

describe("help and version", () => {
  test.each([[[]], [["--help"]], [["help"]]])("%j prints help that begins with examples", async (argv) => {
    const { exitCode, stdout, stderr } = await run(argv);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^Examples:\n/);
    expect(stdout).toContain("Usage: phi-lint");
    expect(stdout).toContain("Exit codes:");
  });

  test("every option of scan is in its help", async () => {
    const { exitCode, stdout } = await run(["scan", "--help"]);
    expect(exitCode).toBe(0);
    for (const option of ["--format", "--output", "--config", "--fail-on", "--min-level", "--min-confidence"]) {
      expect(stdout).toContain(option);
    }
    expect(stdout.replace(/\s+/g, " ")).toContain("text, json, sarif, markdown, github, gitlab, csv; repeatable");
  });

  test("the version is that of package.json", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await run(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
  });
});

describe("mistakes are one sentence and a hint, with exit code 2", () => {
  test.each([
    [["scna"], "error: unknown command 'scna'", "(Did you mean scan?)"],
    [["expound", "meta"], "error: unknown command 'expound'", "Run `phi-lint --help` for the commands"],
    [["baseline", "crate"], "error: unknown command 'crate'", "(Did you mean create?)"],
    [
      ["explain", "no such thing"],
      "There is no rule, vendor or fingerprint `no such thing`.",
      "`phi-lint rules` lists",
    ],
    [
      ["explain", "health-to-analytic"],
      "There is no rule, vendor or fingerprint",
      "Did you mean `health-to-analytics`?",
    ],
    [["init"], "asks before it writes, and nobody is there", "--yes"],
    [["scan", "--since", "main", "--baseline-ref", "main"], "cannot be used with option", "scan --help"],
    [["merge"], "missing required argument 'files'", "scan --help"],
    [["scan", "--formt", "json"], "error: unknown option '--formt'", "(Did you mean --format?)"],
    [["scan", "--min-level", "fatal"], "'fatal' is invalid", "Allowed choices are error, warning, note."],
    [["scan", "--quiet", "--verbose"], "cannot be used with option '--verbose'", "scan --help"],
    [["scan", "-f", "srif"], "error: There is no report format `srif`", "Did you mean `sarif`?"],
    [["scan", "-f", "pdf"], "the formats are `text`, `json`, `sarif`, `markdown`,", "Choose one of them"],
    [["scan", "-f", "json="], "does not say which file to write", "--format json=<file>"],
    [["scan", "-f", "json", "-f", "sarif"], "Two reports would go to standard output.", "a file of its own"],
    [["scan", "-f", "json=a.json", "-f", "sarif=./a.json"], "Two reports would go to `./a.json`.", "a file of its own"],
    [["scan", "-f", "json", "-f", "sarif", "-o", "x"], "`--output` names the file of one report", "-f sarif="],
    [["scan", "-o", "no/such/folder/report.txt"], "its folder does not exist", "Create "],
    [["scan", "-o", "."], "that is a folder", "Name a file inside it."],
    [["scan", "-f", "json=."], "that is a folder", "Name a file inside it."],
  ])("%j", async (argv, message, hint) => {
    const { exitCode, stdout, stderr } = await run(argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain("    at ");
  });

  test("a path in place of a command", async () => {
    const { exitCode, stderr } = await run(["src", "bench"], { cwd: process.cwd() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("To scan files or folders: `phi-lint scan src bench`.");
  });

  test("a path that does not exist, and a folder without source files", async () => {
    const cwd = temporaryProject({ "readme.md": "" });
    expect(await run(["scan", "scr"], { cwd })).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `error: The path \`scr\` does not exist.\n  Paths are relative to ${cwd}.\n`,
    });
    expect(await run(["scan"], { cwd })).toEqual({
      exitCode: 2,
      stdout: "",
      stderr:
        `error: There is no JavaScript or TypeScript file to scan in \`${cwd}\`.\n` +
        "  Name the folder that holds the source code.\n",
    });
  });

  test("control characters in an argument do not reach the terminal", async () => {
    const { stderr } = await run(["scan", "\u001b[31mred"], { cwd: path.resolve("src") });
    expect(stderr).not.toContain("\u001b");
  });
});
