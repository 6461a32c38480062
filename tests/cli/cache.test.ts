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
    const files = readdirSync(cacheOf(cwd)).map((name) => path.join(cacheOf(cwd), name));
    const whole = files.map((file) => readFileSync(file));
    files.forEach((file, index) => {
      writeFileSync(file, damage(whole[index] ?? new Uint8Array()));
    });
    expect(files).toHaveLength(2);
    expect(await scan(cwd)).toBe(expected);
    expect(files.map((file) => readFileSync(file))).toEqual(whole);
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

describe("a result that is known", () => {
  test.each(["text", "json", "sarif", "markdown", "github", "gitlab", "csv"])(
    "gives the same %s, byte by byte, with any filter",
    async (format) => {
      const cwd = clinic();
      const options = [["--verbose"], ["--min-level", "error"], ["--include-accepted"], []];
      const reports = async (...more: readonly string[]): Promise<readonly unknown[]> => {
        const runs: unknown[] = [];
        for (const each of options) runs.push(await run(["scan", "-f", format, ...each, ...more], { cwd }));
        return runs;
      };
      const without = await reports("--no-cache");
      expect(await reports()).toEqual(without);
      expect(await reports()).toEqual(without);
    },
  );

  test("is not taken for other settings, nor on the day after an allowance ended", async () => {
    const cwd = clinic();
    const settings = (more: string): void => {
      writeFileSync(path.join(cwd, "phi-lint.yml"), `${clinicRules}\n${more}`);
    };
    const found = async (): Promise<boolean> => {
      const cached = (await run(["scan", "-f", "json"], { cwd })).stdout;
      expect(cached).toBe((await run(["scan", "-f", "json", "--no-cache"], { cwd })).stdout);
      return cached.includes('"src/book.ts"');
    };
    const allow = "allow: [{ vendor: acme-ads, labels: [health.condition], reason: agreed";
    expect(await found()).toBe(true);
    settings(`${allow}, until: 2026-01-31 }]`);
    expect(await found()).toBe(false);
    settings(`${allow}, until: 2026-01-30 }]`);
    expect(await found()).toBe(true);
    settings("\n\nallow: [{ vendor: acme-ads, labels: [health.condition], reason: agreed }]");
    expect(await found()).toBe(false);
    settings("limits: { flowsPerFinding: 1 }");
    expect(await found()).toBe(true);
  });

  test("does not stand for the comments and baselines that findings are set against", async () => {
    const cwd = clinic();
    expect((await run(["scan"], { cwd })).exitCode).toBe(1);
    expect((await run(["baseline", "create"], { cwd })).exitCode).toBe(0);
    expect((await run(["scan"], { cwd })).exitCode).toBe(0);
    expect((await run(["scan", "--no-baseline"], { cwd })).exitCode).toBe(1);
    writeFileSync(
      path.join(cwd, "src/book.ts"),
      leak.replace("send(", "\n// phi-lint-disable-next-line health-to-advertising -- agreed\nsend("),
    );
    for (let time = 0; time < 2; time++) expect((await run(["scan", "--no-baseline"], { cwd })).exitCode).toBe(0);
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

  test(
    "a scan that finds its result in the cache loads neither parser nor solver, nor the rules",
    { timeout: 60_000 },
    () => {
      const cwd = clinic(files);
      const scanned = ["all is new", "one file is", "nothing is"].map((step) => {
        if (step === "one file is") writeFileSync(path.join(cwd, "src/other.ts"), "export const visits = 1;\n");
        return spawnSync(process.execPath, [program, "scan", "-f", "json", "--fail-on", "never"], {
          cwd,
          encoding: "utf8",
          maxBuffer: 2 ** 28,
          env: { ...process.env, NODE_DEBUG: "module,esm" },
        });
      });
      expect(scanned.map(({ status }) => status)).toEqual([0, 0, 0]);
      for (const loaded of ["ts-morph.js", "/dist/link/", "/dist/taint/", "/dist/ruleset/load-rule-set.js"]) {
        expect(scanned.map(({ stderr }) => stderr.includes(loaded))).toEqual([true, true, false]);
      }
      expect(scanned[2]?.stdout).toBe(scanned[1]?.stdout);
    },
  );

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
