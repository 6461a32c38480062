import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { git, gitProject } from "./git-project.ts";

const program = path.resolve("bin/phi-lint.js");

/** A repository that takes a while to be written down and read. */
function largeProject(): string {
  const text = `export const book = (visit) => send({ note: visit.diagnosis });\n${"// A line of prose.\n".repeat(500)}`;
  const files = Array.from({ length: 300 }, (_, index) => [`src/part-${String(index)}.ts`, text]);
  return gitProject({ "phi-lint.yml": clinicRules, ...(Object.fromEntries(files) as Record<string, string>) });
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What stands in a folder, without what Node keeps there by itself. */
function entriesOf(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith("phi-lint-"));
}

/** Starts a scan as a terminal does, with a process group of its own, and sends a signal to the group once `isTime` holds. */
async function interrupt(
  argv: readonly string[],
  cwd: string,
  temporary: string,
  signal: NodeJS.Signals,
  isTime: () => boolean,
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...argv], {
    cwd,
    detached: true,
    stdio: "ignore",
    env: { ...process.env, TMPDIR: temporary },
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, name) => {
      resolve({ code, signal: name });
    });
  });
  while (!isTime() && child.exitCode === null) await pause(2);
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
  return ended;
}

describe.skipIf(!existsSync("dist/cli/main.js"))("a process that is ended", () => {
  test.for([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "by %s while it reads another commit leaves nothing behind",
    { timeout: 60_000 },
    async ([signal, code]) => {
      const cwd = largeProject();
      const temporary = path.join(temporaryProject({}), "tmp");
      mkdirSync(temporary);
      const before = [git(cwd, "status", "--porcelain"), readFileSync(path.join(cwd, ".git/index")).toString("hex")];
      const isTime = (): boolean => entriesOf(temporary).length > 0;
      const ended = await interrupt(["scan", "--since", "main", "--quiet"], cwd, temporary, signal, isTime);
      expect(ended).toEqual({ code, signal: null });
      expect(entriesOf(temporary)).toEqual([]);
      expect([git(cwd, "status", "--porcelain"), readFileSync(path.join(cwd, ".git/index")).toString("hex")]).toEqual(
        before,
      );
    },
  );

  test("at any other time leaves no half report", { timeout: 60_000 }, async () => {
    const cwd = largeProject();
    const temporary = temporaryProject({});
    for (const wait of [50, 500, 900]) {
      const started = performance.now();
      const isTime = (): boolean => performance.now() - started > wait;
      await interrupt(["scan", "-f", "sarif=report.sarif"], cwd, temporary, "SIGINT", isTime);
      const [report, ...others] = readdirSync(cwd).filter((name) => name.includes("report"));
      expect(others).toEqual([]);
      if (report !== undefined) expect(JSON.parse(readFileSync(path.join(cwd, report), "utf8"))).toBeTypeOf("object");
    }
  });
});

test.skipIf(!existsSync("dist/cli/main.js"))("a reader that goes away early is no error", { timeout: 60_000 }, () => {
  const cwd = largeProject();
  const { stderr, stdout } = spawnSync("sh", ["-c", `"${process.execPath}" "${program}" scan -f json | head -c 1`], {
    cwd,
    encoding: "utf8",
  });
  expect({ stderr, stdout }).toEqual({ stderr: "", stdout: "{" });
});
