import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { run, type Run } from "./fake-io.ts";
import { commitAll, git, gitProject } from "./git-project.ts";

const intake = `export function book(visit) {
  const { reason } = visit;
  send({ dx: visit.diagnosis, reason });
}

export function leave(visit) {
  report({ mood: visit.mood });
}
`;

const name = "phi-lint.baseline.json";

function project(): string {
  return gitProject({ "phi-lint.yml": clinicRules, "src/intake.ts": intake });
}

async function accepted(): Promise<string> {
  const cwd = project();
  expect((await run(["baseline", "create"], { cwd })).exitCode).toBe(0);
  commitAll(cwd, "Baseline");
  return cwd;
}

function edit(cwd: string, change: (text: string) => string, file = "src/intake.ts"): void {
  const before = readFileSync(path.join(cwd, file), "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path.join(cwd, file), after);
}

function baselineOf(cwd: string): { entries: Record<string, string>[] } {
  return JSON.parse(readFileSync(path.join(cwd, name), "utf8")) as { entries: Record<string, string>[] };
}

/** `3 new, 41 known, 2 fixed` of a scan, and whether it fails. */
async function counts(cwd: string, ...argv: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await run(["scan", ...argv], { cwd });
  const found = /(\d+ new, \d+ known, \d+ fixed)/.exec(stdout.replace(/\s+/g, " "))?.[1];
  return `${found ?? `${stdout}${stderr}`}, exit ${String(exitCode)}`;
}

describe("create", () => {
  test("writes what is found, sorted, without lines; later scans find nothing new", async () => {
    const cwd = project();
    const { exitCode, stderr, stdout } = await run(
      ["baseline", "create", "--reason", "Before 2026", "--owner", "web"],
      { cwd },
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
    expect(stderr).toBe(`${name} written: 2 findings accepted, 2 flows in all.\n`);
    const { entries } = baselineOf(cwd);
    expect(entries.map(({ file, field, vendor, reason, owner }) => [file, field, vendor, reason, owner])).toEqual([
      ["src/intake.ts", "visit.diagnosis", "acme-ads", "Before 2026", "web"],
      ["src/intake.ts", "visit.mood", "acme-stats", "Before 2026", "web"],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/"(?:line|column|version|date)"/);
    expect(await counts(cwd)).toBe("0 new, 2 known, 0 fixed, exit 0");
    expect(await counts(cwd, "--fail-on", "any")).toBe("0 new, 2 known, 0 fixed, exit 1");
    expect((await run(["scan", "--no-baseline"], { cwd })).exitCode).toBe(1);
  });

  test("refuses to overwrite without --force", async () => {
    const cwd = await accepted();
    const before = readFileSync(path.join(cwd, name), "utf8");
    const { exitCode, stderr } = await run(["baseline", "create"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`The baseline \`${name}\` exists already.`);
    expect(readFileSync(path.join(cwd, name), "utf8")).toBe(before);
    expect((await run(["baseline", "create", "--force", "--quiet"], { cwd })).exitCode).toBe(0);
    expect(readFileSync(path.join(cwd, name), "utf8")).toBe(before);
  });

  test("the folder in which it is started does not matter", async () => {
    const cwd = await accepted();
    const before = readFileSync(path.join(cwd, name), "utf8");
    await run(["baseline", "create", "--force"], { cwd: path.join(cwd, "src") });
    expect(readFileSync(path.join(cwd, name), "utf8")).toBe(before);
  });
});

describe("edits after which everything is known", () => {
  test.for<[string, (cwd: string) => void]>([
    [
      "lines inserted above",
      (cwd) => {
        edit(cwd, (text) => `// A comment.\n\nconst unrelated = 1;\n${text}`);
      },
    ],
    [
      "reformatted",
      (cwd) => {
        edit(cwd, (text) =>
          text
            .replace("{ dx: visit.diagnosis, reason }", "{\n    dx: visit.diagnosis,\n    reason,\n  }")
            .replaceAll(";\n", "\n"),
        );
      },
    ],
    [
      "locals renamed",
      (cwd) => {
        edit(cwd, (text) => text.replaceAll("visit", "appointment"));
      },
    ],
    [
      "file renamed, known to git",
      (cwd) => {
        git(cwd, "mv", "src/intake.ts", "src/booking.ts");
      },
    ],
    [
      "file renamed and committed",
      (cwd) => {
        git(cwd, "mv", "src/intake.ts", "src/booking.ts");
        commitAll(cwd, "Rename");
      },
    ],
    [
      "file moved, unknown to git",
      (cwd) => {
        mkdirSync(path.join(cwd, "lib"));
        renameSync(path.join(cwd, "src/intake.ts"), path.join(cwd, "lib/intake.ts"));
      },
    ],
    [
      "function renamed",
      (cwd) => {
        edit(cwd, (text) => text.replace("book(", "bookVisit("));
      },
    ],
    [
      "function moved to another file",
      (cwd) => {
        edit(cwd, (text) => text.slice(text.indexOf("export function leave")));
        writeFileSync(path.join(cwd, "src/book.ts"), intake.slice(0, intake.indexOf("export function leave")));
      },
    ],
    [
      "helper extracted",
      (cwd) => {
        edit(
          cwd,
          (text) =>
            text.replace("  send({ dx: visit.diagnosis, reason });\n", "  tell(visit, reason);\n") +
            "\nfunction tell(visit, reason) {\n  send({ dx: visit.diagnosis, reason });\n}\n",
        );
      },
    ],
    [
      "another field that is not sensitive",
      (cwd) => {
        edit(cwd, (text) => text.replace("diagnosis, reason }", "diagnosis, reason, step: 2 }"));
      },
    ],
  ])("%s", async ([, change]) => {
    const cwd = await accepted();
    change(cwd);
    expect(await counts(cwd)).toBe("0 new, 2 known, 0 fixed, exit 0");
    const { exitCode } = await run(["baseline", "update"], { cwd });
    expect(exitCode).toBe(0);
    expect(await counts(cwd, "--strict")).toBe("0 new, 2 known, 0 fixed, exit 0");
  });
});

describe("edits after which something is new", () => {
  test.for<[string, string, (text: string) => string]>([
    [
      "a leak in another function",
      "1 new, 2 known, 0 fixed",
      (text) => `${text}\nexport function close(visit) {\n  send(visit.mood);\n}\n`,
    ],
    [
      "one leak in the place of another",
      "1 new, 1 known, 1 fixed",
      (text) => text.replace("dx: visit.diagnosis", "dx: visit.mood"),
    ],
    [
      "a second field in a known call",
      "1 new, 1 known, 0 fixed",
      (text) => text.replace("diagnosis, reason }", "diagnosis, reason: visit.mood }"),
    ],
    [
      "a call repeated",
      "1 new, 2 known, 0 fixed",
      (text) =>
        text.replace(
          "  report({ mood: visit.mood });\n",
          "  report({ mood: visit.mood });\n  report({ mood: visit.mood });\n",
        ),
    ],
    ["another vendor", "1 new, 1 known, 1 fixed", (text) => text.replace("send(", "report(")],
    [
      "another variable in the place of the first",
      "1 new, 1 known, 1 fixed",
      (text) => text.replace("leave(visit)", "leave(visit, other)").replace("visit.mood", "other.mood"),
    ],
  ])("%s", async ([, expected, change]) => {
    const cwd = await accepted();
    edit(cwd, change);
    expect(await counts(cwd)).toBe(`${expected}, exit 1`);
  });

  test("a second field in a known call says which", async () => {
    const cwd = await accepted();
    edit(cwd, (text) => text.replace("diagnosis, reason }", "diagnosis, reason: visit.mood }"));
    const { stdout } = await run(["scan"], { cwd });
    expect(stdout).toContain("`visit.mood` reaches Acme Ads");
    expect(stdout).toContain("Of this call `visit.mood` is new; the rest was known.");
  });
});

describe("what is fixed", () => {
  const fix = (cwd: string): void => {
    edit(cwd, (text) => text.replace("mood: visit.mood", "step: 2"));
  };

  test("is said, fails with --strict, and is pruned", async () => {
    const cwd = await accepted();
    fix(cwd);
    expect(await counts(cwd)).toBe("0 new, 1 known, 1 fixed, exit 0");
    expect((await run(["scan"], { cwd })).stderr).toContain("take it out with `phi-lint baseline prune`");
    const strict = await run(["scan", "--strict"], { cwd });
    expect(strict.exitCode).toBe(1);
    expect(strict.stderr).toContain(`error: 1 flow is fixed and still in the baseline \`${name}\``);
    expect((await run(["baseline", "prune"], { cwd })).stderr).toBe(
      `${name} written: 1 kept, 1 fixed and taken out.\n`,
    );
    expect(await counts(cwd, "--strict")).toBe("0 new, 1 known, 0 fixed, exit 0");
  });

  test("is fixed when the file is gone", async () => {
    const cwd = await accepted();
    rmSync(path.join(cwd, "src/intake.ts"));
    writeFileSync(path.join(cwd, "src/other.ts"), "export {};\n");
    expect(await counts(cwd)).toBe("0 new, 0 known, 2 fixed, exit 0");
  });

  test("is not known to be fixed when the file does not parse, is left out, or the scan is partial", async () => {
    const cwd = await accepted();
    fix(cwd);
    writeFileSync(path.join(cwd, "src/other.ts"), "export {};\n");
    expect(await counts(cwd, "src")).toBe("0 new, 1 known, 0 fixed, exit 0");
    const { stderr } = await run(["baseline", "prune", "src"], { cwd });
    expect(stderr).toBe(`${name} written: 1 kept, 0 fixed and taken out, 1 not seen by this scan and kept.\n`);
    edit(cwd, (text) => `${text}\nfunction ( {`);
    expect(await counts(cwd)).toMatch(/^0 new, [01] known, 0 fixed, exit 0$/);
    edit(cwd, (text) => `${text}\nexclude: [src/intake.ts]\n`, "phi-lint.yml");
    expect(await counts(cwd)).toBe("0 new, 0 known, 0 fixed, exit 0");
  });
});

describe("check, update, expiry", () => {
  test("check says what is new and what is fixed", async () => {
    const cwd = await accepted();
    edit(cwd, (text) => text.replace("mood: visit.mood", "dx: visit.diagnosis"));
    const { exitCode, stdout } = await run(["baseline", "check"], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^new {4}src\/intake\.ts:7:3 .*`visit\.diagnosis` reaches Acme Stats/);
    expect(stdout).toContain("fixed  src/intake.ts in leave  visit.mood to acme-stats (health-to-analytics)");
    expect(stdout).toContain(`1 new, 1 known, 1 fixed, set against the baseline \`${name}\`\n`);
  });

  test("update keeps what was written by hand", async () => {
    const cwd = await accepted();
    edit(
      cwd,
      (text) =>
        text.replace(
          '"field": "visit.mood",',
          '"field": "visit.mood",\n      "reason": "Agreement",\n      "owner": "web",',
        ),
      name,
    );
    edit(
      cwd,
      (text) => `${text.replace("leave(", "leaveEarly(")}\nexport const close = (visit) => send(visit.mood);\n`,
    );
    const { stderr } = await run(["baseline", "update", "--reason", "Later"], { cwd });
    expect(stderr).toBe(`${name} written: 1 flow accepted, 2 kept, 0 fixed and taken out.\n`);
    expect(baselineOf(cwd).entries.map((entry) => [entry.function, entry.reason])).toEqual([
      ["book", undefined],
      ["close", "Later"],
      ["leaveEarly", "Agreement"],
    ]);
  });

  test("an entry ends", async () => {
    const cwd = project();
    await run(["baseline", "create", "--expires", "2026-01-30"], { cwd });
    expect(await counts(cwd)).toBe("2 new, 0 known, 0 fixed, exit 1");
    const { stdout, stderr } = await run(["scan"], { cwd });
    expect(stdout).toContain("0 fixed; 2 entries have ended.");
    expect(stderr).toBe(
      `2 entries of the baseline \`${name}\` ended; mend what was accepted, or give a later day in \`expires\`. \`phi-lint baseline check\` lists them.\n`,
    );
    expect((await run(["baseline", "check"], { cwd })).stdout).toContain("ended  src/intake.ts in book");
    expect((await run(["baseline", "create", "--expires", "soon"], { cwd })).stderr).toContain(
      "`--expires soon` is not a date.",
    );
  });
});

test("two branches that accept something each do not conflict", async () => {
  const file = (field: string): string => `export const book = (visit) => send(visit.${field});\n`;
  const cwd = gitProject({
    "phi-lint.yml": clinicRules,
    "src/a.ts": file("mood"),
    "src/c.ts": file("mood"),
    "src/e.ts": file("mood"),
  });
  await run(["baseline", "create"], { cwd });
  commitAll(cwd, "Baseline");
  for (const [branch, added] of [
    ["one", "src/b.ts"],
    ["two", "src/d.ts"],
  ] as const) {
    git(cwd, "checkout", "-q", "-b", branch, "main");
    writeFileSync(path.join(cwd, added), file("diagnosis"));
    await run(["baseline", "update", "--reason", branch], { cwd });
    commitAll(cwd, branch);
  }
  git(cwd, "merge", "-q", "--no-edit", "one");
  expect(baselineOf(cwd).entries.map(({ file: where, reason }) => [where, reason])).toEqual([
    ["src/a.ts", undefined],
    ["src/b.ts", "one"],
    ["src/c.ts", undefined],
    ["src/d.ts", "two"],
    ["src/e.ts", undefined],
  ]);
  expect(await counts(cwd, "--strict")).toBe("0 new, 5 known, 0 fixed, exit 0");
  const before = readFileSync(path.join(cwd, name), "utf8");
  await run(["baseline", "update"], { cwd });
  expect(readFileSync(path.join(cwd, name), "utf8")).toBe(before);
});

describe("--baseline-ref", () => {
  test("a change cannot accept itself", async () => {
    const cwd = await accepted();
    git(cwd, "checkout", "-q", "-b", "feature");
    edit(cwd, (text) => `${text}\nexport const close = (visit) => send(visit.mood);\n`);
    await run(["baseline", "update"], { cwd });
    commitAll(cwd, "Leak, accepted at once");
    expect(await counts(cwd)).toBe("0 new, 3 known, 0 fixed, exit 0");
    expect(await counts(cwd, "--baseline-ref", "main")).toBe("1 new, 2 known, 0 fixed, exit 1");
  });

  test.for([
    ["nowhere", "`nowhere` is no commit of this repository."],
    ["--output=x", "is no commit"],
  ] as const)("%s", async ([ref, message]) => {
    const cwd = await accepted();
    const { exitCode, stderr } = await run(["scan", `--baseline-ref=${ref}`], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(existsSync(path.join(cwd, "x"))).toBe(false);
  });

  test("a commit without it, and a folder that is no repository", async () => {
    const cwd = await accepted();
    expect((await run(["scan", "--baseline-ref", "HEAD~1"], { cwd })).stderr).toContain(
      `The baseline \`${name}\` does not exist at \`HEAD~1\`.`,
    );
    const plain = temporaryProject({ "phi-lint.yml": clinicRules, "a.ts": intake });
    expect((await run(["scan", "--baseline-ref", "main"], { cwd: plain })).stderr).toContain("needs a git repository");
  });
});

describe("a baseline that cannot be read", () => {
  const damaged = async (content: string): Promise<Run> => {
    const cwd = temporaryProject({ "phi-lint.yml": clinicRules, "a.ts": intake, [name]: content });
    return run(["scan"], { cwd });
  };

  test.for([
    ["{", "is not valid JSON.\n  Take the file from git, or write it anew with `phi-lint baseline create --force`"],
    ['{\n<<<<<<< ours\n"a": 1\n}', `${name}:2: The baseline holds a merge conflict.`],
    ['{ "results": [] }', "is no baseline of phi-lint"],
    ['{ "phiLintBaseline": 2, "entries": [] }', "a newer version of phi-lint wrote"],
    ['{ "phiLintBaseline": 1,\n "entries": [\n{ "rule": 1 }] }', `${name}:3: \`entries[0].rule\` is`],
    ['{ "phiLintBaseline": 1,\n "entries": [],\n "entrys": [] }', `${name}:3: `],
  ] as const)("%j", async ([content, message]) => {
    const { exitCode, stderr, stdout } = await damaged(content);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  test("one that is named and is not there", async () => {
    const cwd = temporaryProject({ "phi-lint.yml": `${clinicRules}\nbaseline: none.json\n`, "a.ts": intake });
    expect((await run(["scan"], { cwd })).stderr).toContain("The baseline `none.json` does not exist.");
    expect((await run(["scan", "--baseline", "x.json"], { cwd })).stderr).toContain(
      "The baseline `x.json` does not exist.",
    );
    expect((await run(["baseline", "check"], { cwd })).exitCode).toBe(2);
  });
});

test("SARIF leaves accepted findings out, or marks them", async () => {
  const cwd = project();
  await run(["baseline", "create", "--reason", "Old"], { cwd });
  edit(cwd, (text) => `${text}\nexport const close = (visit) => send(visit.mood);\n`);
  const results = async (...argv: readonly string[]): Promise<unknown[]> => {
    const { stdout } = await run(["scan", "-f", "sarif", ...argv], { cwd });
    const log = JSON.parse(stdout) as { runs: [{ results: { suppressions?: unknown }[] }] };
    return log.runs[0].results.map(({ suppressions }) => suppressions);
  };
  expect(await results()).toEqual([undefined]);
  const external = [{ kind: "external", status: "accepted", justification: "Old" }];
  expect(await results("--include-accepted")).toEqual([external, external, undefined]);
});
