import type { SettingsRequest } from "../config/load-settings.ts";
import type { Settings } from "../config/settings.ts";
import type { Io } from "./io.ts";
import type { ProjectRequest } from "./scan-options.ts";

type PathsAndFile = Pick<ProjectRequest, "paths" | "configPath">;

/** The settings of a scan. */
export async function readSettings(request: PathsAndFile, io: Io): Promise<Settings> {
  const { loadSettings } = await import("../config/load-settings.ts");
  return loadSettings(await settingsRequest(request, io));
}

/**
 * Which settings hold: the file named with `--config` or PHI_LINT_CONFIG, else the nearest one from the scanned folder upward, else
 * the one that speaks for the current folder. So `phi-lint scan apps/web` uses the settings of apps/web when it has some.
 */
export async function settingsRequest({ configPath, paths }: PathsAndFile, io: Io): Promise<SettingsRequest> {
  const [{ findSettingsFile }, { scannedFolder }, { configVariable }] = await Promise.all([
    import("../config/find-settings-file.ts"),
    import("../project/choose-root.ts"),
    import("../config/environment.ts"),
  ]);
  const named = io.env[configVariable];
  const wanted = configPath ?? (named === "" ? undefined : named);
  const file = wanted ?? (await findSettingsFile(scannedFolder(io.cwd, paths)));
  return { cwd: io.cwd, ...(file !== undefined && { configPath: file }), env: io.env, today: io.today };
}
