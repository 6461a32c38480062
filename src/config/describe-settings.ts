import { environmentKeys } from "./environment.ts";
import { loadSettings, readSettingsOf, type SettingsRequest } from "./load-settings.ts";
import type { SettingsFile } from "./settings-schema.ts";

/** One setting that holds, and where it comes from. */
export interface DescribedSetting {
  readonly key: string;
  readonly value: unknown;
  /** `phi-lint.yml:3`, `PHI_LINT_TESTS`, or `default`. */
  readonly origin: string;
}

const singleKeys = [
  "healthContext",
  "presets",
  "include",
  "exclude",
  "tests",
  "baseline",
  "failOn",
  "minLevel",
  "minConfidence",
  "strict",
] as const;
const listKeys = [
  "vendors",
  "sources",
  "sinks",
  "trackers",
  "sanitizers",
  "propagators",
  "types",
  "httpClients",
  "httpRoutes",
  "httpMounts",
  "consent",
  "allow",
  "overrides",
] as const;

/** The settings that hold for a scan, each with its origin. Throws what reading them throws. */
export async function describeSettings(request: SettingsRequest): Promise<readonly DescribedSetting[]> {
  const { documents, environment } = await readSettingsOf(request);
  const settings = await loadSettings(request);
  const originOf = (path: readonly [keyof SettingsFile, ...string[]]): string => {
    const [key, inner] = path;
    const variable = Object.entries(environmentKeys).find(([, each]) => each === key)?.[0];
    if (variable !== undefined && environment.content[key] !== undefined) return variable;
    const document = documents.findLast(({ content }) => {
      const value: unknown = content[key];
      return inner === undefined
        ? value !== undefined
        : (value as Record<string, unknown> | undefined)?.[inner] !== undefined;
    });
    return document === undefined ? "default" : `${document.yaml.file}:${String(document.yaml.lineOf(path))}`;
  };
  const single = singleKeys.map((key): DescribedSetting => ({
    key,
    value: settings[key] ?? null,
    origin: originOf([key]),
  }));
  const limits = Object.entries<number>({ ...settings.limits }).map(([name, value]) => ({
    key: `limits.${name}`,
    value,
    origin: originOf(["limits", name]),
  }));
  const levels = Object.entries(settings.levels).map(([rule, value]) => ({
    key: `levels.${rule}`,
    value,
    origin: originOf(["levels", rule]),
  }));
  const lists = listKeys.flatMap((key) =>
    documents.flatMap(({ yaml, content }) => {
      const list = content[key] ?? [];
      if (list.length === 0) return [];
      return [{ key, value: `${String(list.length)} of them`, origin: `${yaml.file}:${String(yaml.lineOf([key]))}` }];
    }),
  );
  const file = {
    key: "file",
    value: settings.file ?? null,
    origin: settings.file === undefined ? "none found" : "found or named",
  };
  return [file, ...single, ...limits, ...levels, ...lists];
}
