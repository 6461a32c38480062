import { access } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** The names of a settings file, in the order of preference. */
export const settingsFileNames = ["phi-lint.yml", "phi-lint.yaml", "phi-lint.json"] as const;

/**
 * The settings file that speaks for `cwd`: the nearest one upward, not above the root of the repository. Outside a repository
 * only `cwd` itself is looked at, so that a file far above never decides.
 */
export async function findSettingsFile(cwd: string): Promise<string | undefined> {
  for (const folder of await foldersToRoot(resolve(cwd))) {
    for (const name of settingsFileNames) {
      const file = join(folder, name);
      if (await exists(file)) return file;
    }
  }
  return undefined;
}

async function foldersToRoot(start: string): Promise<readonly string[]> {
  const folders: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    folders.push(folder);
    if (await exists(join(folder, ".git"))) return folders;
    if (dirname(folder) === folder) return [start];
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
