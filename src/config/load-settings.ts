import { dirname, resolve } from "node:path";
import { defaultLimits, type Limits } from "../model/options.ts";
import { withSlashes } from "../util/with-slashes.ts";
import { readEnvironment, type EnvironmentSettings } from "./environment.ts";
import { findSettingsFile } from "./find-settings-file.ts";
import type { SettingsDocument } from "./read-settings-file.ts";
import { defaultSettings, type Override, type Settings } from "./settings.ts";
import type { SettingsFile } from "./settings-schema.ts";

export interface SettingsRequest {
  /** The folder from which a settings file is looked for, upward. */
  readonly cwd: string;
  /** A settings file named by the user; relative to `cwd`. It must exist. */
  readonly configPath?: string;
  /** The environment; the variables `PHI_LINT_…` count. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Today as an ISO date, for allowances with an end; without it none has ended. */
  readonly today?: string;
}

/**
 * Reads the settings of a scan: the file named, or the one found, then the environment over it, and the defaults below. Nothing in it
 * is executed. Throws a ConfigurationError, with file, line and key, for a file that cannot be read or says something unknown.
 */
export async function loadSettings(request: SettingsRequest): Promise<Settings> {
  const { file, documents, environment } = await readSettingsOf(request);
  const own = joinSettings(documents, environment.content, resolve(request.cwd));
  const rules = joinRules(documents, request.today);
  if (file === undefined) return { ...own, documents: [], warnings: environment.warnings };
  return { ...own, ...rules, warnings: [...environment.warnings, ...rules.warnings], file };
}

/** Everything that has a say, before it is joined. */
export interface ReadSettings {
  /** Absolute path of the settings file. */
  readonly file: string | undefined;
  /** The settings file and what it extends, what is extended first. */
  readonly documents: readonly SettingsDocument[];
  readonly environment: EnvironmentSettings;
}

export async function readSettingsOf({ cwd, configPath, env }: SettingsRequest): Promise<ReadSettings> {
  const environment = await readEnvironment(env);
  const file = configPath === undefined ? await findSettingsFile(cwd) : resolve(cwd, configPath);
  if (file === undefined) return { file, documents: [], environment };
  // The YAML parser and the schema are loaded only for who has settings.
  const { readSettingsFiles } = await import("./read-settings-file.ts");
  return { file, documents: await readSettingsFiles(file, resolve(cwd)), environment };
}

type OwnSettings = Omit<Settings, "documents" | "warnings" | "file">;

/** The last file that sets a key decides, and the environment over it; the limits and levels are joined key by key. */
function joinSettings(documents: readonly SettingsDocument[], environment: SettingsFile, cwd: string): OwnSettings {
  const files = [...documents.map(({ content }) => content), environment];
  const last = <Key extends keyof SettingsFile>(key: Key): SettingsFile[Key] =>
    files.findLast((file) => file[key] !== undefined)?.[key];
  const baseline = baselineOf(documents, environment, cwd);
  return {
    healthContext: last("healthContext") ?? defaultSettings.healthContext,
    presets: last("presets") ?? defaultSettings.presets,
    include: last("include") ?? defaultSettings.include,
    exclude: last("exclude") ?? defaultSettings.exclude,
    tests: last("tests") ?? defaultSettings.tests,
    ...(baseline !== undefined && { baseline }),
    failOn: last("failOn") ?? defaultSettings.failOn,
    minLevel: last("minLevel") ?? defaultSettings.minLevel,
    minConfidence: last("minConfidence") ?? defaultSettings.minConfidence,
    strict: last("strict") ?? defaultSettings.strict,
    levels: Object.assign({}, ...files.map(({ levels }) => levels ?? {})) as Settings["levels"],
    overrides: files.flatMap(({ overrides = [] }) => overrides.map(overrideOf)),
    limits: files.reduce(withLimits, defaultLimits),
  };
}

/** A baseline is named from the folder of the file that names it, or from the current folder. */
function baselineOf(
  documents: readonly SettingsDocument[],
  environment: SettingsFile,
  cwd: string,
): string | undefined {
  if (environment.baseline !== undefined) return resolve(cwd, environment.baseline);
  const document = documents.findLast(({ content }) => content.baseline !== undefined);
  if (document?.content.baseline === undefined) return undefined;
  return resolve(dirname(document.path), withSlashes(document.content.baseline));
}

function overrideOf({ files, levels = {}, minLevel, minConfidence }: OverrideEntry): Override {
  return {
    files,
    levels,
    ...(minLevel !== undefined && { minLevel }),
    ...(minConfidence !== undefined && { minConfidence }),
  };
}

type OverrideEntry = NonNullable<SettingsFile["overrides"]>[number];

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
    decisionsPerSink: own.decisionsPerSink ?? limits.decisionsPerSink,
    factsPerDecision: own.factsPerDecision ?? limits.factsPerDecision,
    callerChains: own.callerChains ?? limits.callerChains,
  };
}

/** The rule parts of all files, and which of their allowances have ended. */
function joinRules(
  documents: readonly SettingsDocument[],
  today: string | undefined,
): { readonly documents: Settings["documents"]; readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  const kept = documents.map(({ yaml, text, content }) => {
    const endedAllowances = new Set<number>();
    (content.allow ?? []).forEach(({ vendor, until }, index) => {
      if (until === undefined || today === undefined || until >= today) return;
      const place = `${yaml.file}:${String(yaml.lineOf(["allow", index]))}`;
      warnings.push(`${place}: the allowance for \`${vendor}\` ended on ${until} and no longer applies.`);
      endedAllowances.add(index);
    });
    return { yaml, text, content, endedAllowances };
  });
  return { documents: kept, warnings };
}
