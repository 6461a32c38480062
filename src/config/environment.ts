import { nearestHint } from "../ruleset/nearest-name.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import type { SettingsFile } from "./settings-schema.ts";

/** The variables that set a key of the settings, over what the file says. */
export const environmentKeys = {
  PHI_LINT_BASELINE: "baseline",
  PHI_LINT_FAIL_ON: "failOn",
  PHI_LINT_HEALTH_CONTEXT: "healthContext",
  PHI_LINT_MIN_CONFIDENCE: "minConfidence",
  PHI_LINT_MIN_LEVEL: "minLevel",
  PHI_LINT_STRICT: "strict",
  PHI_LINT_TESTS: "tests",
} as const satisfies Readonly<Record<string, keyof SettingsFile>>;

/** Names the settings file; `--config` goes before it. */
export const configVariable = "PHI_LINT_CONFIG";

const prefix = "PHI_LINT_";

export interface EnvironmentSettings {
  readonly content: SettingsFile;
  /** Sentences about variables that mean nothing. */
  readonly warnings: readonly string[];
}

/** Reads the variables of the environment. An empty one counts as absent. Throws a ConfigurationError for a value that is not known. */
export async function readEnvironment(env: Readonly<Record<string, string | undefined>>): Promise<EnvironmentSettings> {
  const set = Object.entries(env)
    .filter(([name, value]) => name.startsWith(prefix) && name !== configVariable && (value ?? "") !== "")
    .sort();
  if (set.length === 0) return { content: {}, warnings: [] };
  // The schema is loaded only for who sets something.
  const { settingsFileSchema } = await import("./settings-schema.ts");
  const content: Record<string, unknown> = {};
  const warnings: string[] = [];
  for (const [name, value = ""] of set) {
    if (!isKnown(name)) {
      const hint = nearestHint(name, [...Object.keys(environmentKeys), configVariable]) ?? "";
      warnings.push(`The environment variable ${name} means nothing to phi-lint. ${hint}`.trim());
      continue;
    }
    const key = environmentKeys[name];
    const parsed = settingsFileSchema.shape[key].safeParse(key === "strict" ? booleanOf(value) : value);
    if (!parsed.success) {
      const values = parsed.error.issues.flatMap((issue) => (issue.code === "invalid_value" ? issue.values : []));
      const expected = key === "strict" ? "`true` or `false`" : values.map((each) => `\`${String(each)}\``).join(", ");
      throw new ConfigurationError(`The environment variable ${name} is \`${value}\`; ${expected} was expected.`, {
        key: name,
        hint: nearestHint(value, values.map(String)),
      });
    }
    content[key] = parsed.data;
  }
  return { content, warnings };
}

function isKnown(name: string): name is keyof typeof environmentKeys {
  return Object.hasOwn(environmentKeys, name);
}

function booleanOf(value: string): unknown {
  if (/^(?:true|1|yes|on)$/i.test(value)) return true;
  return /^(?:false|0|no|off)$/i.test(value) ? false : value;
}
