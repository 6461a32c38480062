import type { Settings } from "../config/settings.ts";
import type { Io } from "./io.ts";
import type { ScanOptions } from "./scan-options.ts";

/**
 * The settings of a scan: the file named with `--config`, else the nearest one from the scanned folder upward, else the
 * one that speaks for the current folder. So `phi-lint scan apps/web` uses the settings of apps/web when it has some.
 */
export async function readSettings({ configPath, paths }: ScanOptions, io: Io): Promise<Settings> {
  const [{ loadSettings }, { findSettingsFile }, { scannedFolder }] = await Promise.all([
    import("../config/load-settings.ts"),
    import("../config/find-settings-file.ts"),
    import("../project/choose-root.ts"),
  ]);
  const file = configPath ?? (await findSettingsFile(scannedFolder(io.cwd, paths)));
  return loadSettings({ cwd: io.cwd, ...(file !== undefined && { configPath: file }), env: io.env, today: io.today });
}
