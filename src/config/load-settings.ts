import { resolve } from "node:path";
import { defaultLimits, type Limits } from "../model/options.ts";
import type { RuleDocument } from "../ruleset/rule-document.ts";
import { findSettingsFile } from "./find-settings-file.ts";
import type { SettingsDocument } from "./read-settings-file.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import type { SettingsFile } from "./settings-schema.ts";

export interface SettingsRequest {
  /** The folder from which a settings file is looked for, upward. */
  readonly cwd: string;
  /** A settings file named by the user; relative to `cwd`. It must exist. */
  readonly configPath?: string;
  /** The environment; no variable changes the settings today. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Today as an ISO date, for allowances with an end; without it none has ended. */
  readonly today?: string;
}

/**
 * Reads the settings of a scan: the file named, or the one found, or the defaults. Nothing in it is executed. Throws a
 * ConfigurationError, with file, line and key, for a file that cannot be read or says something unknown.
 */
export async function loadSettings({ cwd, configPath, today }: SettingsRequest): Promise<Settings> {
  const file = configPath === undefined ? await findSettingsFile(cwd) : resolve(cwd, configPath);
  if (file === undefined) return defaultSettings;
  // The YAML parser and the schema are loaded only for who has settings.
  const { readSettingsFiles } = await import("./read-settings-file.ts");
  const documents = await readSettingsFiles(file, resolve(cwd));
  return { ...joinSettings(documents.map(({ content }) => content)), ...joinRules(documents, today), file };
}

type OwnSettings = Omit<Settings, "documents" | "warnings" | "file">;

/** The last file that sets a key decides; the limits are joined key by key. */
function joinSettings(files: readonly SettingsFile[]): OwnSettings {
  const last = <Key extends keyof SettingsFile>(key: Key): SettingsFile[Key] =>
    files.findLast((file) => file[key] !== undefined)?.[key];
  return {
    healthContext: last("healthContext") ?? defaultSettings.healthContext,
    presets: last("presets") ?? defaultSettings.presets,
    include: last("include") ?? defaultSettings.include,
    exclude: last("exclude") ?? defaultSettings.exclude,
    tests: last("tests") ?? defaultSettings.tests,
    limits: files.reduce(withLimits, defaultLimits),
  };
}

function withLimits(limits: Limits, { limits: own = {} }: SettingsFile): Limits {
  return {
    flowsPerFinding: own.flowsPerFinding ?? limits.flowsPerFinding,
    accessPathLength: own.accessPathLength ?? limits.accessPathLength,
    targetsPerValue: own.targetsPerValue ?? limits.targetsPerValue,
    targetHops: own.targetHops ?? limits.targetHops,
    targetSteps: own.targetSteps ?? limits.targetSteps,
    callersPassingFunctions: own.callersPassingFunctions ?? limits.callersPassingFunctions,
    factsPerPlace: own.factsPerPlace ?? limits.factsPerPlace,
    factsPerSink: own.factsPerSink ?? limits.factsPerSink,
    factsPerProgram: own.factsPerProgram ?? limits.factsPerProgram,
  };
}

/** The rule parts of all files, and which of their allowances have ended. */
function joinRules(
  documents: readonly SettingsDocument[],
  today: string | undefined,
): { readonly documents: readonly RuleDocument[]; readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  const kept = documents.map(({ yaml, content }) => {
    const endedAllowances = new Set<number>();
    (content.allow ?? []).forEach(({ vendor, until }, index) => {
      if (until === undefined || today === undefined || until >= today) return;
      const place = `${yaml.file}:${String(yaml.lineOf(["allow", index]))}`;
      warnings.push(`${place}: the allowance for \`${vendor}\` ended on ${until} and no longer applies.`);
      endedAllowances.add(index);
    });
    return { yaml, content, endedAllowances };
  });
  return { documents: kept, warnings };
}
