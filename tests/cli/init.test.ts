import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { temporaryProject } from "../project/temporary-project.ts";
import { run } from "./fake-io.ts";
import { gitProject } from "./git-project.ts";

const files = {
  "package.json":
    '{ "name": "clinic", "dependencies": { "axios": "1", "mixpanel-browser": "1", "next": "1", "react-router-dom": "1" } }',
  "src/intake.ts": 'export const book = (visit) => fbq("track", "Lead", { dx: visit.diagnosis });\n',
};

describe("phi-lint init", () => {
  test("writes settings, a workflow and a baseline, after which a scan is clean", async () => {
    const cwd = gitProject(files);
    const { exitCode, stdout, stderr } = await run(["init", "--yes"], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
    expect(stderr).toContain("Vendors called: Meta Pixel (1 call).");
    expect(stderr).toContain(
      "1 file analysed, 1 package.\nBuilt with Next.js.\nPackages of vendors: mixpanel-browser.\n",
    );
    expect(stderr).toContain("phi-lint.baseline.json written: a baseline of 1 finding, so that only new ones fail.");
    const workflow = parse(readFileSync(path.join(cwd, ".github/workflows/phi-lint.yml"), "utf8")) as object;
    expect(workflow).toMatchObject({ permissions: { "security-events": "write" } });
    expect(await run(["scan", "--quiet", "--strict"], { cwd })).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  test("names workspaces, frameworks and vendors, and begins the settings with them", async () => {
    const cwd = gitProject({
      "package.json": '{ "name": "clinic", "workspaces": ["apps/*"] }',
      "apps/web/package.json": '{ "name": "web", "dependencies": { "react": "19", "next": "15" } }',
      "apps/api/package.json": '{ "name": "api", "dependencies": { "express": "5", "mixpanel": "1" } }',
      "apps/web/intake.ts": files["src/intake.ts"],
    });
    const { stderr } = await run(["init", "--yes"], { cwd });
    expect(stderr).toContain(`1 file analysed, 3 packages:
  .
  apps/api  Built with Express.  Packages of vendors: mixpanel.
  apps/web  Built with Next.js and React.
Vendors called: Meta Pixel (1 call).
`);
    const settings = readFileSync(path.join(cwd, "phi-lint.yml"), "utf8");
    expect(settings).toContain(`# Packages: apps/api and apps/web.
# Built with Express, Next.js and React.
# Vendors called, by the ids that \`allow\` takes: meta.
`);
    const examples = settings.replace(/^# (?=[a-z]+: \[)/gm, "");
    writeFileSync(path.join(cwd, "phi-lint.yml"), examples);
    const scanned = await run(["scan", "--quiet"], { cwd });
    expect(scanned).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(examples.match(/^[a-z]\w*: /gim)).toHaveLength(9);
  });

  test("asks before each file", async () => {
    const cwd = gitProject(files);
    const { exitCode, stderr } = await run(["init"], { cwd, answers: ["y", "n", "no"] });
    expect(exitCode).toBe(0);
    expect(stderr).toContain("Write phi-lint.yml (settings, with what can be set as comments)? [Y/n] ");
    expect(existsSync(path.join(cwd, "phi-lint.yml"))).toBe(true);
    expect(existsSync(path.join(cwd, ".github"))).toBe(false);
    expect(existsSync(path.join(cwd, "phi-lint.baseline.json"))).toBe(false);
  });

  test("never overwrites", async () => {
    const cwd = gitProject({
      ...files,
      ".github/workflows/phi-lint.yml": "mine",
      "phi-lint.yml": "tests: skip # mine",
    });
    await run(["init", "--yes"], { cwd });
    const again = await run(["init", "--yes"], { cwd });
    expect(again.stderr).toContain("phi-lint.baseline.json exists already and stays as it is.");
    expect(again.stderr).toContain("Nothing was written.");
    expect(readFileSync(path.join(cwd, "phi-lint.yml"), "utf8")).toBe("tests: skip # mine");
    expect(readFileSync(path.join(cwd, ".github/workflows/phi-lint.yml"), "utf8")).toBe("mine");
  });

  test("in a folder of a repository the workflow goes to its root; outside of one there is none", async () => {
    const cwd = gitProject({ "web/src/intake.ts": files["src/intake.ts"] });
    await run(["init", "--yes"], { cwd: path.join(cwd, "web") });
    expect(readFileSync(path.join(cwd, ".github/workflows/phi-lint.yml"), "utf8")).toContain(
      'working-directory: "web"',
    );
    expect(readdirSync(path.join(cwd, "web")).sort()).toEqual(["phi-lint.baseline.json", "phi-lint.yml", "src"]);
    const plain = temporaryProject(files);
    await run(["init", "--yes"], { cwd: plain });
    expect(readdirSync(plain).sort()).toEqual(["package.json", "phi-lint.baseline.json", "phi-lint.yml", "src"]);
  });
});
