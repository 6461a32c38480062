import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { run } from "./fake-io.ts";

const leak = "export const book = (visit) => send({ note: visit.diagnosis });\n";
const clean = "export const book = (visit) => send({ step: 2 });\n";

function clinic(files: Readonly<Record<string, string>> = {}): string {
  return temporaryProject({
    "phi-lint.yml": clinicRules,
    "src/book.ts": leak,
    "src/other.ts": "export {};\n",
    "node_modules/package.json": "{}",
    ...files,
  });
}

const cacheOf = (cwd: string): string => path.join(cwd, "node_modules/.cache/phi-lint");

async function scan(cwd: string, ...options: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(["scan", "-f", "json", ...options], { cwd });
  expect(stderr).toBe("");
  return stdout;
}

describe("the cache", () => {
  test("is kept in the modules of the project, and changes no report", async () => {
    const cwd = clinic();
    const without = await scan(cwd, "--no-cache");
    expect(existsSync(cacheOf(cwd))).toBe(false);
    expect(await scan(cwd)).toBe(without);
    expect(readdirSync(cacheOf(cwd))).toContain("graphs");
    expect(await scan(cwd)).toBe(without);
  });

  test("is kept nowhere when the project has no modules, unless a folder is named", async () => {
    const cwd = temporaryProject({ "phi-lint.yml": clinicRules, "src/book.ts": leak });
    const without = await scan(cwd);
    expect(readdirSync(cwd).sort()).toEqual(["phi-lint.yml", "src"]);
    expect(await scan(cwd, "--cache-dir", "kept/here")).toBe(without);
    expect(await scan(cwd, "--cache-dir", "kept/here")).toBe(without);
    expect(readdirSync(path.join(cwd, "kept/here"))).toContain("graphs");
  });

  test("that cannot be made is a mistake of who named it", async () => {
    const cwd = clinic();
    const { exitCode, stderr } = await run(["scan", "--cache-dir", "src/book.ts"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("The folder `src/book.ts` for the cache cannot be made");
  });

  test("never hides an edit, a new file, a file that moved or one that is gone", async () => {
    const cwd = clinic();
    const check = async (): Promise<string> => {
      const cached = await scan(cwd);
      expect(cached).toBe(await scan(cwd, "--no-cache"));
      return cached;
    };
    expect(await check()).toContain('"src/book.ts"');
    writeFileSync(path.join(cwd, "src/book.ts"), clean);
    expect(await check()).not.toContain('"src/book.ts"');
    writeFileSync(path.join(cwd, "src/new.ts"), leak);
    expect(await check()).toContain('"src/new.ts"');
    renameSync(path.join(cwd, "src/new.ts"), path.join(cwd, "src/moved.ts"));
    expect(await check()).toContain('"src/moved.ts"');
    writeFileSync(path.join(cwd, "phi-lint.yml"), clinicRules.replaceAll("diagnosis", "weather"));
    expect(await check()).not.toContain("health-to-advertising");
  });

  test.each([
    ["cut off", (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2)],
    ["of another program", () => new TextEncoder().encode("something else")],
    [
      "changed in the middle",
      (bytes: Uint8Array) => bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte)),
    ],
  ])("that is %s is written anew", async (_, damage) => {
    const cwd = clinic();
    const expected = await scan(cwd);
    for (const name of readdirSync(cacheOf(cwd))) {
      const file = path.join(cacheOf(cwd), name);
      const whole = readFileSync(file);
      writeFileSync(file, damage(whole));
      expect(await scan(cwd)).toBe(expected);
      expect(readFileSync(file)).toEqual(whole);
    }
  });

  test("loses what a scan left that was ended while it wrote", async () => {
    const cwd = clinic();
    mkdirSync(cacheOf(cwd), { recursive: true });
    const [old, recent] = ["graphs.1.tmp", "graphs.2.tmp"].map((name) => path.join(cacheOf(cwd), name));
    for (const file of [old, recent]) writeFileSync(file ?? "", "half");
    utimesSync(old ?? "", 1, 1);
    await scan(cwd);
    expect(readdirSync(cacheOf(cwd)).filter((name) => name.endsWith(".tmp"))).toEqual(["graphs.2.tmp"]);
  });
});

describe.skipIf(!existsSync("dist/cli/main.js"))("processes", () => {
  const program = path.resolve("bin/phi-lint.js");
  const files = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [
      `src/part-${String(index)}.ts`,
      `${leak}export const n = ${String(index)};\n`,
    ]),
  );

  test("a scan that finds everything in the cache loads no parser", { timeout: 60_000 }, () => {
    const cwd = clinic(files);
    const scanned = [1, 2].map(() =>
      spawnSync(process.execPath, [program, "scan", "-f", "json", "--fail-on", "never"], {
        cwd,
        encoding: "utf8",
        maxBuffer: 2 ** 28,
        env: { ...process.env, NODE_DEBUG: "module,esm" },
      }),
    );
    expect(scanned.map(({ status }) => status)).toEqual([0, 0]);
    expect(scanned.map(({ stderr }) => stderr.includes("ts-morph.js"))).toEqual([true, false]);
    expect(scanned[1]?.stdout).toBe(scanned[0]?.stdout);
  });

  test("many at once and one that is killed leave a cache that tells the truth", { timeout: 120_000 }, async () => {
    const cwd = clinic(files);
    const start = (): Promise<string> => {
      const child = spawn(process.execPath, [program, "scan", "-f", "json", "--fail-on", "never"], { cwd });
      let stdout = "";
      child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
      return new Promise((resolve) => {
        child.on("close", () => {
          resolve(stdout);
        });
      });
    };
    const reports = await Promise.all([start(), start(), start()]);
    expect(new Set(reports).size).toBe(1);
    for (const wait of [300, 600, 900]) {
      writeFileSync(path.join(cwd, "src/other.ts"), `export const wait = ${String(wait)};\n`);
      spawnSync(process.execPath, [program, "scan", "--quiet"], { cwd, timeout: wait, killSignal: "SIGKILL" });
    }
    writeFileSync(path.join(cwd, "src/other.ts"), "export {};\n");
    expect(await start()).toBe(reports[0]);
  });
});
