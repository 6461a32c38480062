import { existsSync } from "node:fs";
import path from "node:path";

/** The root of the repository that a path lies in: the nearest folder with `.git` from there upward. */
export function repositoryRoot(absolute: string): string | undefined {
  for (let folder = absolute; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, ".git"))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}
