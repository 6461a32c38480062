import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { run, type Run } from "./fake-io.ts";

function scan(source: string, ...argv: readonly string[]): Promise<Run> {
  const cwd = temporaryProject({ "phi-lint.yml": clinicRules, "intake.tsx": source });
  return run(["scan", ...argv], { cwd });
}

const accept = "phi-lint-disable-next-line health-to-advertising -- agreed in ticket 4711";

describe("a comment accepts findings", () => {
  test("of its rule, at its line", async () => {
    const { exitCode, stdout, stderr } = await scan(`// ${accept}\nsend(getAnswers());\n`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("No findings.\n1 finding accepted by comments in the code.\n");
  });

  test("and not those of another rule or line", async () => {
    expect((await scan(`// ${accept}\nreport(getAnswers());\n`)).exitCode).toBe(1);
    expect((await scan(`// ${accept}\nsend(1);\nsend(getAnswers());\n`)).exitCode).toBe(1);
  });

  test("in JSX, and beside the end of a call", async () => {
    const { exitCode } = await scan(`export const A = () => (
  <p>
    {/* ${accept} */}
    {send(getAnswers())}
    {send({
      mood: getAnswers(),
    }) /* phi-lint-disable-line health-to-advertising -- agreed */}
  </p>
);
`);
    expect(exitCode).toBe(0);
  });

  test("not with --fail-on any either", async () => {
    expect((await scan(`// ${accept}\nsend(getAnswers());\n`, "--fail-on", "any")).exitCode).toBe(0);
  });

  test("until a day", async () => {
    const until = (day: string): string =>
      `send(getAnswers()); // phi-lint-disable-line health-to-advertising until ${day} -- agreed\n`;
    expect((await scan(until("2026-01-31"))).exitCode).toBe(0);
    const { exitCode, stderr } = await scan(until("2026-01-30"));
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "warning: intake.tsx:1: The comment accepted health-to-advertising until 2026-01-30, which is over.",
    );
  });

  test("and never enters a baseline", async () => {
    const cwd = temporaryProject({ "phi-lint.yml": clinicRules, "a.ts": `// ${accept}\nsend(getAnswers());\n` });
    expect((await run(["baseline", "create"], { cwd })).stderr).toContain("0 findings accepted");
  });
});

describe("comments without effect", () => {
  test("are warnings, and errors with --strict", async () => {
    const source = `// ${accept}\nsend(1);\nsend(2); // phi-lint-disable-line health-to-advertisin -- agreed\n`;
    const { exitCode, stderr } = await scan(source);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      "warning: intake.tsx:1: The comment accepts health-to-advertising, and nothing of it was found.",
    );
    expect(stderr).toContain(
      "warning: intake.tsx:3: There is no rule `health-to-advertisin`. Did you mean `health-to-advertising`?",
    );
    const strict = await scan(source, "--strict");
    expect(strict.exitCode).toBe(1);
    expect(strict.stderr.match(/^error: .*\(--strict\)$/gm)).toHaveLength(2);
  });
});

test("SARIF marks what comments accept when asked", async () => {
  const source = `// ${accept}\nsend(getAnswers());\n`;
  const plain = JSON.parse((await scan(source, "-f", "sarif")).stdout) as { runs: [{ results: unknown[] }] };
  expect(plain.runs[0].results).toEqual([]);
  const all = JSON.parse((await scan(source, "-f", "sarif", "--include-accepted")).stdout) as typeof plain;
  expect(all.runs[0].results).toMatchObject([
    { suppressions: [{ kind: "inSource", status: "accepted", justification: "agreed in ticket 4711" }] },
  ]);
});
