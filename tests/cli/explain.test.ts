import type { Log } from "sarif";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { clinicRules } from "./clinic-rules.ts";
import { run } from "./fake-io.ts";

const source = `export function book(visit) {
  const dx = visit.diagnosis;
  track({ dx });
}

function track(data) {
  send(data);
}
`;

function project(): string {
  return temporaryProject({ "phi-lint.yml": clinicRules, "src/intake.ts": source });
}

describe("phi-lint explain", () => {
  test("a rule", async () => {
    const { exitCode, stdout } = await run(["explain", "health-to-advertising"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("health-to-advertising, level error, severity 9.3 of 10");
    expect(stdout).toMatch(/\nWhy {2}\w.*\n.*\nDo {3}/s);
    expect(stdout).toContain("## What happened elsewhere");
  });

  test("a vendor", async () => {
    const { stdout } = await run(["explain", "acme-ads"], { cwd: project() });
    expect(stdout).toBe("Acme Ads\nacme-ads, advertising\n\n  acme/send\n    calls written send\n    args: payload\n");
  });

  test("a finding by the beginning of its fingerprint: the whole path and what matched", async () => {
    const cwd = project();
    const scanned = await run(["scan", "--verbose"], { cwd });
    const fingerprint = /fingerprint ([0-9a-f]{32})/.exec(scanned.stdout)?.[1] ?? "";
    const { exitCode, stdout } = await run(["explain", fingerprint.slice(0, 8)], { cwd });
    expect(exitCode).toBe(0);
    await expect(stdout.replaceAll(fingerprint, "<fingerprint>")).toMatchFileSnapshot("expected/explain.txt");
  });

  test("a finding of several flows by the fingerprint that code scanning has", async () => {
    const cwd = temporaryProject({
      "phi-lint.yml": clinicRules,
      "a.ts": "export function book(visit) {\n  send({ a: visit.diagnosis, b: visit.mood });\n}\n",
    });
    const log = JSON.parse((await run(["scan", "-f", "sarif"], { cwd })).stdout) as Log;
    const name = log.runs[0]?.results?.[0]?.partialFingerprints?.["phiLintFlow/v1"] ?? "";
    const { exitCode, stdout } = await run(["explain", name], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout.match(/^The path of .*$/gm)).toEqual(["The path of `visit.diagnosis`", "The path of `visit.mood`"]);
  });

  test("a fingerprint that is not there", async () => {
    const { exitCode, stderr } = await run(["explain", "0123456789abcdef"], { cwd: project() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("No flow has a fingerprint that begins with `0123456789abcdef`.");
  });
});

describe("phi-lint rules", () => {
  test("lists rules and vendors that have all words", async () => {
    const { stdout } = await run(["rules"]);
    expect(stdout).toMatch(/^Rules\n {2}health-to-advertising +error +9\.3 {2}/);
    expect(stdout).toMatch(/\nVendors\n/);
    const some = (await run(["rules", "identifier", "note"])).stdout;
    expect(some.split("\n")).toHaveLength(3);
    expect(some).toContain("identifier-to-monitoring");
    expect((await run(["rules", "ACME"], { cwd: project() })).stdout).toBe(
      "Vendors\n  acme-ads    advertising  1  Acme Ads\n  acme-stats  analytics    1  Acme Stats\n",
    );
    expect(await run(["rules", "nothing-has-this"])).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "No rule and no vendor has `nothing-has-this`.\n",
    });
  });

  test("as JSON", async () => {
    const { stdout } = await run(["rules", "acme", "--json"], { cwd: project() });
    expect(JSON.parse(stdout)).toEqual({
      rules: [],
      vendors: [
        { id: "acme-ads", name: "Acme Ads", class: "advertising", sinks: 1 },
        { id: "acme-stats", name: "Acme Stats", class: "analytics", sinks: 1 },
      ],
    });
  });
});
