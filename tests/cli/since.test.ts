import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { run } from "./fake-io.ts";
import { commitAll, git, gitProject } from "./git-project.ts";

const files = {
  "phi-lint.yml": clinicRules,
  ".gitignore": "dist/\n",
  "src/track.ts": "export function track(data) {\n  send(data);\n}\n",
  "src/intake.ts":
    'import { track } from "./track";\n\nexport const book = (visit) => track({ dx: visit.diagnosis });\n',
};

function branch(): string {
  const cwd = gitProject(files);
  git(cwd, "checkout", "-q", "-b", "feature");
  return cwd;
}

async function counts(cwd: string, ...argv: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await run(["scan", ...argv], { cwd });
  const found = /(\d+ new, \d+ known, \d+ fixed)/.exec(stdout.replace(/\s+/g, " "))?.[1];
  return `${found ?? `${stdout}${stderr}`}, exit ${String(exitCode)}`;
}

const leak = "export const leave = (visit) => track({ mood: visit.mood });\n";

describe("--since", () => {
  test("reports what the branch adds, wherever the cause is", async () => {
    const cwd = branch();
    expect(await counts(cwd, "--since", "main")).toBe("0 new, 1 known, 0 fixed, exit 0");
    writeFileSync(path.join(cwd, "src/intake.ts"), files["src/intake.ts"] + leak);
    expect(await counts(cwd, "--since", "main")).toBe("1 new, 1 known, 0 fixed, exit 1");
    writeFileSync(path.join(cwd, "src/intake.ts"), files["src/intake.ts"]);
    writeFileSync(path.join(cwd, "src/track.ts"), "export function track(data) {\n  send(data);\n  report(data);\n}\n");
    expect(await counts(cwd, "--since", "main")).toBe("1 new, 1 known, 0 fixed, exit 1");
  });

  test("speaks of the commit where the branch began, not of what main did since", async () => {
    const cwd = branch();
    writeFileSync(path.join(cwd, "src/intake.ts"), files["src/intake.ts"] + leak);
    commitAll(cwd, "Leak");
    git(cwd, "checkout", "-q", "main");
    writeFileSync(path.join(cwd, "src/intake.ts"), files["src/intake.ts"] + leak);
    commitAll(cwd, "The same on main");
    git(cwd, "checkout", "-q", "feature");
    expect(await counts(cwd, "--since", "main")).toBe("1 new, 1 known, 0 fixed, exit 1");
  });

  test("says the same as a baseline written there, from any folder", async () => {
    const cwd = gitProject(files);
    await run(["baseline", "create"], { cwd });
    commitAll(cwd, "Baseline");
    git(cwd, "checkout", "-q", "-b", "feature");
    git(cwd, "mv", "src/intake.ts", "src/booking.ts");
    writeFileSync(path.join(cwd, "src/other.ts"), `import { track } from "./track";\n${leak}`);
    const json = async (folder: string, ...argv: readonly string[]): Promise<unknown[]> => {
      const report = JSON.parse((await run(["scan", "-f", "json", ...argv], { cwd: folder })).stdout) as {
        readonly findings: readonly { readonly fingerprints: unknown }[];
      };
      return report.findings.map(({ fingerprints }) => fingerprints);
    };
    const byBaseline = await json(cwd);
    expect(byBaseline).toHaveLength(1);
    expect(await json(cwd, "--since", "main")).toEqual(byBaseline);
    expect(await json(path.join(cwd, "src"), "--since", "main")).toEqual(byBaseline);
  });

  test("leaves work tree, index and temporary folder as they were", async () => {
    const cwd = branch();
    writeFileSync(path.join(cwd, "src/intake.ts"), files["src/intake.ts"] + leak);
    const before = [git(cwd, "status", "--porcelain"), readFileSync(path.join(cwd, ".git/index")).toString("hex")];
    const temporary = readdirSync(tmpdir()).length;
    await run(["scan", "--since", "main"], { cwd });
    expect([git(cwd, "status", "--porcelain"), readFileSync(path.join(cwd, ".git/index")).toString("hex")]).toEqual(
      before,
    );
    expect(readdirSync(tmpdir()).length).toBeLessThanOrEqual(temporary + 1);
  });

  test("works on a shallow clone that holds the merge base", async () => {
    const cwd = gitProject(files);
    commitAll(cwd, "Second");
    commitAll(cwd, "Third");
    git(cwd, "checkout", "-q", "-b", "feature");
    writeFileSync(path.join(cwd, "src/intake.ts"), files["src/intake.ts"] + leak);
    commitAll(cwd, "Leak");
    const folder = temporaryProject({});
    git(folder, "clone", "-q", "--depth", "2", "--no-single-branch", `file://${cwd}`, "clone");
    const clone = path.join(folder, "clone");
    expect(git(clone, "rev-parse", "--is-shallow-repository").trim()).toBe("true");
    expect(await counts(clone, "--since", "origin/main")).toBe("1 new, 1 known, 0 fixed, exit 1");
  });

  test("a commit without source files knows nothing", async () => {
    const cwd = gitProject({ "phi-lint.yml": clinicRules });
    git(cwd, "checkout", "-q", "-b", "feature");
    writeFileSync(path.join(cwd, "a.ts"), "send(getAnswers());\n");
    expect(await counts(cwd, "--since", "main")).toBe("1 new, 0 known, 0 fixed, exit 1");
  });
});

describe("what cannot be done is said", () => {
  test("no such commit, no common commit, a shallow clone, no repository, two references", async () => {
    const cwd = branch();
    const stderrOf = async (folder: string, ...argv: readonly string[]): Promise<string> => {
      const { exitCode, stderr } = await run(["scan", ...argv], { cwd: folder });
      expect(exitCode).toBe(2);
      return stderr;
    };
    expect(await stderrOf(cwd, "--since", "nowhere")).toContain("`nowhere` is no commit of this repository.");
    expect(await stderrOf(cwd, "--since=--all")).toContain("`--all` is no commit");
    git(cwd, "checkout", "-q", "--orphan", "apart");
    commitAll(cwd, "Apart");
    expect(await stderrOf(cwd, "--since", "main")).toContain("have no common commit here");
    const shallow = temporaryProject({});
    git(cwd, "checkout", "-q", "feature");
    writeFileSync(path.join(cwd, "src/more.ts"), "export {};\n");
    commitAll(cwd, "Second");
    git(shallow, "clone", "-q", "--depth", "1", `file://${cwd}`, "clone");
    expect(await stderrOf(path.join(shallow, "clone"), "--since", "origin/main")).toContain("This clone is shallow");
    expect(await stderrOf(temporaryProject(files), "--since", "main")).toContain("`--since` needs a git repository");
    expect(await stderrOf(cwd, "--since", "main", "--baseline", "x.json")).toContain("both say what is known");
  });
});
