import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadSettings, type SettingsRequest } from "../../src/config/load-settings.ts";
import { defaultSettings } from "../../src/config/settings.ts";
import { compileRuleSet } from "../../src/ruleset/compile-rule-set.ts";
import { ConfigurationError } from "../../src/util/configuration-error.ts";
import { printMistake } from "../ruleset/compile-text.ts";

const folders: string[] = [];

/** A temporary folder with these files; a name that ends in `/` is an empty folder. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "phi-lint-settings-")));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(name.endsWith("/") ? path : dirname(path), { recursive: true });
    if (!name.endsWith("/")) await writeFile(path, text);
  }
  return folder;
}

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

function load(cwd: string, more: Omit<SettingsRequest, "cwd" | "env"> = {}): ReturnType<typeof loadSettings> {
  return loadSettings({ cwd, env: {}, ...more });
}

async function mistakeOf(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await folderWith(files);
  try {
    const settings = await load(cwd);
    compileRuleSet(settings.documents);
  } catch (error) {
    if (error instanceof ConfigurationError) return printMistake(error).replaceAll(`${cwd}/`, "");
    throw error;
  }
  return "no mistake";
}

describe("finding the settings file", () => {
  it("goes upward to the root of the repository", async () => {
    const cwd = await folderWith({ "repo/.git/": "", "repo/phi-lint.yml": "tests: scan", "repo/packages/app/": "" });
    const settings = await load(join(cwd, "repo/packages/app"));
    expect(settings.file).toBe(join(cwd, "repo/phi-lint.yml"));
    expect(settings.tests).toBe("scan");
  });

  it("does not go above it, nor upward outside a repository", async () => {
    const cwd = await folderWith({ "phi-lint.yml": "tests: scan", "repo/.git/": "", "plain/": "" });
    expect(await load(join(cwd, "repo"))).toEqual(defaultSettings);
    expect(await load(join(cwd, "plain"))).toEqual(defaultSettings);
    expect((await load(cwd)).tests).toBe("scan");
  });

  it("takes the nearest, and YAML before JSON", async () => {
    const cwd = await folderWith({
      ".git/": "",
      "phi-lint.json": '{ "tests": "scan" }',
      "app/phi-lint.yaml": "tests: skip",
      "app/phi-lint.json": '{ "tests": "scan" }',
    });
    expect((await load(join(cwd, "app"))).file).toBe(join(cwd, "app/phi-lint.yaml"));
    expect((await load(cwd)).tests).toBe("scan");
  });

  it("insists on a file that the user names", async () => {
    const cwd = await folderWith({ "other.yml": "healthContext: yes" });
    expect((await load(cwd, { configPath: "other.yml" })).healthContext).toBe("yes");
    await expect(load(cwd, { configPath: "missing.yml" })).rejects.toThrow(
      "The settings file `missing.yml` cannot be read.",
    );
  });
});

describe("what settings say", () => {
  it("is completed with defaults", async () => {
    const cwd = await folderWith({
      "phi-lint.yml": "presets: []\nexclude: [legacy/**]\nlimits: { flowsPerFinding: 3 }\nhealthContext: no\n",
    });
    const { presets, include, exclude, limits, healthContext, tests } = await load(cwd);
    expect({ presets, include, exclude, limits, healthContext, tests }).toEqual({
      presets: [],
      include: ["**/*"],
      exclude: ["legacy/**"],
      limits: { ...defaultSettings.limits, flowsPerFinding: 3 },
      healthContext: "no",
      tests: "skip",
    });
  });

  it("may be nothing", async () => {
    const { documents, file, ...rest } = await load(await folderWith({ "phi-lint.yml": "" }));
    expect(file).toMatch(/phi-lint\.yml$/u);
    expect(documents).toHaveLength(1);
    expect({ ...rest, documents: [] }).toEqual(defaultSettings);
  });

  it("builds on the files it extends, each read once", async () => {
    const cwd = await folderWith({
      "phi-lint.yml": "extends: [rules/a.yml, rules/b.yml]\ntests: skip\n",
      "rules/a.yml": "extends: [../shared.yml]\ntests: scan\nlimits: { flowsPerFinding: 2 }\n",
      "rules/b.yml": "extends: [../shared.yml]\nlimits: { factsPerSink: 5 }\n",
      "shared.yml":
        "healthContext: yes\nsources: [{ id: mood, callee: getMood, ports: return, labels: health.mental }]\n",
    });
    const settings = await load(cwd);
    expect(settings.documents.map(({ yaml }) => yaml.file)).toEqual([
      "shared.yml",
      "rules/a.yml",
      "rules/b.yml",
      "phi-lint.yml",
    ]);
    expect(settings).toMatchObject({
      tests: "skip",
      healthContext: "yes",
      limits: { flowsPerFinding: 2, factsPerSink: 5 },
    });
    expect(compileRuleSet(settings.documents).sources.map(({ id }) => id)).toEqual(["mood"]);
  });

  it("drops allowances that have ended, with a warning", async () => {
    const cwd = await folderWith({
      "phi-lint.yml": `vendors: [{ id: acme, name: Acme, class: advertising }]
allow:
  - { vendor: acme, labels: [health], reason: old contract, until: 2026-01-31 }
  - { vendor: acme, labels: [identifier], reason: new contract, until: 2026-02-01 }
`,
    });
    const settings = await load(cwd, { today: "2026-02-01" });
    expect(settings.warnings).toEqual([
      "phi-lint.yml:3: the allowance for `acme` ended on 2026-01-31 and no longer applies.",
    ]);
    expect(compileRuleSet(settings.documents).allow.map(({ reason }) => reason)).toEqual(["new contract"]);
    expect(compileRuleSet((await load(cwd)).documents).allow).toHaveLength(2);
  });
});

describe("mistakes in settings", () => {
  it.each([
    [
      { "phi-lint.yml": "tests: skip\nhealthcontext: yes\n" },
      "phi-lint.yml:2:healthcontext: The key `healthcontext` is not known. Did you mean `healthContext`?",
    ],
    [
      { "phi-lint.yml": "healthContext: maybe\n" },
      'phi-lint.yml:1:healthContext: `healthContext` is "maybe"; one of `auto`, `yes`, `no` was expected.',
    ],
    [
      { "phi-lint.yml": "presets: [phi, vendor]\n" },
      'phi-lint.yml:1:presets[1]: `presets[1]` is "vendor"; one of `phi`, `vendors` was expected. Did you mean `vendors`?',
    ],
    [
      { "phi-lint.yml": "limits:\n  flowsPerFinding: 0\n" },
      "phi-lint.yml:2:limits.flowsPerFinding: `limits.flowsPerFinding` is 0; a number of at least 1 was expected.",
    ],
    [
      { "phi-lint.yml": "limits:\n  flowsPerFindings: 4\n" },
      "phi-lint.yml:2:limits.flowsPerFindings: The key `limits.flowsPerFindings` is not known. Did you mean `flowsPerFinding`?",
    ],
    [
      { "phi-lint.yml": "limits: { factsPerSink: 1.5 }\n" },
      "phi-lint.yml:1:limits.factsPerSink: `limits.factsPerSink` is 1.5; a whole number was expected.",
    ],
    [
      { "phi-lint.yml": "allow:\n  - vendor: acme\n    labels: [health]\n" },
      "phi-lint.yml:2:allow[0].reason: `allow[0].reason` is missing; a text was expected.",
    ],
    [
      { "phi-lint.yml": "allow:\n  - { vendor: acme, labels: health, reason: BAA, until: 2026-02-30 }\n" },
      "phi-lint.yml:2:allow[0].until: `2026-02-30` is not a date. Write it as `2027-03-31`.",
    ],
    [
      { "phi-lint.yml": "extends:\n  - ./house.yml\n" },
      "phi-lint.yml:2:extends[0]: The file `./house.yml` cannot be read. Paths in `extends` are relative to the file they stand in.",
    ],
    [
      { "phi-lint.yml": "extends: [a.yml]\n", "a.yml": "extends: [b.yml]\n", "b.yml": "\nextends: [a.yml]\n" },
      "b.yml:2:extends[0]: The settings extend themselves: a.yml → b.yml → a.yml.",
    ],
    [
      { "phi-lint.yml": "extends: [house.yml]\n", "house.yml": "\nsink: []\n" },
      "house.yml:2:sink: The key `sink` is not known. Did you mean `sinks`?",
    ],
    [
      { "phi-lint.json": '{\n  "tests": "never"\n}\n' },
      'phi-lint.json:2:tests: `tests` is "never"; one of `skip`, `scan` was expected.',
    ],
    [
      {
        "phi-lint.yml":
          "sinks:\n  - { id: a, vendor: acne, callee: send, ports: { arg0: payload } }\nvendors: [{ id: acme, name: Acme, class: advertising }]\n",
      },
      "phi-lint.yml:2:sinks[0].vendor: The vendor `acne` is not known. Did you mean `acme`?",
    ],
  ])("%j", async (files, expected) => {
    expect(await mistakeOf(files)).toBe(expected);
  });
});
