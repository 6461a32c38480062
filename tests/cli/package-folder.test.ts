import { expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { run } from "./fake-io.ts";

/** Weak words count in files whose path speaks of an intake; the folder that the package happens to lie in is no such path. */
const files = (folder: string): Record<string, string> => ({
  [`${folder}package.json`]: '{ "name": "web", "version": "1.0.0", "private": true }',
  [`${folder}src/report.ts`]:
    'export function failed(error: { name: string; state: string }) {\n  fbq("trackCustom", "Failed", { value: error.name, state: error.state });\n}\n',
});

async function findings(root: string, argv: readonly string[]): Promise<number> {
  const { stdout } = await run(["scan", ...argv, "-f", "json", "--min-confidence", "low"], { cwd: root });
  return (JSON.parse(stdout) as { findings: readonly unknown[] }).findings.length;
}

test("where a package lies says nothing of its data: a scan from above it and one from inside find the same", async () => {
  const settings = { "phi-lint.yml": 'healthContext: "yes"\n' };
  const above = temporaryProject({ ...settings, ...files("intake-onboarding/") });
  const inside = temporaryProject({ ...settings, ...files("") });
  expect(await findings(above, ["intake-onboarding"])).toBe(await findings(inside, ["."]));
});
