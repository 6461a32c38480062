import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { run } from "./fake-io.ts";

/** The rows on dead ends of a verbose report, as one line. */
function endsOf(stdout: string): string {
  const [, rows = ""] = /\n {2}Ends((?:.*\n)(?: {12}.*\n)*)/.exec(stdout) ?? [];
  return rows.replace(/\s+/g, " ").trim();
}

async function scanVerbose(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = temporaryProject({ "phi-lint.yml": clinicRules, ...files });
  return (await run(["scan", "--verbose"], { cwd })).stdout;
}

describe("phi-lint scan --verbose says where a search ended", () => {
  test("data that goes into a call of a library that no rule describes", async () => {
    const stdout = await scanVerbose({
      "src/book.ts":
        'import { mix } from "mystery";\nexport function book(visit) {\n  send(mix(visit.diagnosis));\n}\n',
    });
    expect(endsOf(stdout)).toBe(
      "src/book.ts:3:3 `send()` to Acme Ads: `visit.diagnosis` (health.condition) goes into `mix()` at src/book.ts:3:8 " +
        "(`npm:mystery#mix`, of which no rule speaks), which may hand it on",
    );
  });

  test("what an unknown call gives, once for all vendor calls that it may reach", async () => {
    const stdout = await scanVerbose({
      "src/book.ts":
        'import { load } from "mystery";\nconst state = load();\nexport function a() {\n  send(state.a);\n}\nexport function b() {\n  send(state.b);\n}\n',
    });
    expect(endsOf(stdout)).toBe(
      "what `load()` at src/book.ts:2:15 (`npm:mystery#load`, of which no rule speaks) gives is not known; it may reach " +
        "src/book.ts:4:3 `send()`, src/book.ts:7:3 `send()`",
    );
  });

  test("a call whose target was not found, and what an unknown call hands to a function", async () => {
    const stdout = await scanVerbose({
      "src/book.ts":
        "export function book(store) {\n  send(store.current().shown);\n  store.watch((shown) => {\n    send(shown);\n  });\n}\n",
    });
    expect(endsOf(stdout)).toBe(
      "what `store.current()` at src/book.ts:2:8 (its target was not found) gives is not known; it may reach " +
        "src/book.ts:2:3 `send()` what `store.watch()` at src/book.ts:3:3 (not resolved) calls its function with is not known; " +
        "it may reach src/book.ts:4:5 `send()`",
    );
  });

  test("nothing where all calls are known, and nothing unless asked", async () => {
    const known = { "src/book.ts": "export function book(visit) {\n  send(String(visit.room).trim());\n}\n" };
    expect(endsOf(await scanVerbose(known))).toBe("");
    const unknown = { "src/book.ts": "send(load());\n", "phi-lint.yml": clinicRules };
    const { stdout } = await run(["scan"], { cwd: temporaryProject(unknown) });
    expect(endsOf(stdout)).toBe("");
  });

  test("in JSON, and null unless asked", async () => {
    const cwd = temporaryProject({ "phi-lint.yml": clinicRules, "a.ts": "send(load());\n" });
    const read = async (...options: readonly string[]): Promise<unknown> => {
      const report = JSON.parse((await run(["scan", "-f", "json", ...options], { cwd })).stdout) as {
        coverage: { deadEnds: unknown };
      };
      return report.coverage.deadEnds;
    };
    expect(await read()).toBeNull();
    expect(await read("--verbose")).toEqual([
      {
        reason: "unknown-library",
        vendor: { id: "acme-ads", name: "Acme Ads", class: "advertising" },
        sink: { callee: "send()", location: { file: "a.ts", line: 1, column: 1, endLine: 1, endColumn: 13 } },
        call: {
          callee: "load()",
          api: "global#load",
          location: { file: "a.ts", line: 1, column: 6, endLine: 1, endColumn: 12 },
        },
        data: null,
      },
    ]);
  });
});

describe("phi-lint scan --print-graph", () => {
  test("prints the nodes, edges and calls of one file", async () => {
    const cwd = temporaryProject({ "a.ts": "export const dx = (visit) => visit.diagnosis;\n" });
    const { exitCode, stdout, stderr } = await run(["scan", "--print-graph", "a.ts"], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^n\d+ parameter "visit" in dx$/m);
    expect(stdout).toMatch(/^n\d+ parameter "visit" -read diagnosis-> n\d+ value/m);
  });

  test("shows no control character of the file, and says what it could not read", async () => {
    const cwd = temporaryProject({ "a.ts": 'const a = { "\\u001b[2J": 1 };\nconst b = ;\n' });
    const { exitCode, stdout, stderr } = await run(["scan", "--print-graph", "a.ts"], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain("\u001b");
    expect(stderr).toContain("a.ts does not parse at line 2");
  });

  test.each([
    ["src", "`src` is a folder of 2 files.", "Name one TypeScript or JavaScript file."],
    ["none.ts", "The path `none.ts` does not exist.", "Paths are relative to"],
  ])("of %s is a mistake", async (file, message, hint) => {
    const cwd = temporaryProject({ "src/a.ts": "", "src/b.ts": "" });
    const { exitCode, stdout, stderr } = await run(["scan", "--print-graph", file], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});
