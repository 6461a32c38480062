import { readdirSync } from "node:fs";
import path from "node:path";
import { relativePath } from "./choose-root.ts";
import { foldersBetween } from "./git-ignore.ts";

/** Files that say how imports resolve. */
export function isLayoutName(name: string): boolean {
  return name === "package.json" || isCompilerSettingsName(name);
}

function isCompilerSettingsName(name: string): boolean {
  return name === "jsconfig.json" || (name.startsWith("tsconfig") && /^tsconfig(?:\.[^/]*)?\.json$/.test(name));
}

/** The layout files in the folders from the root down to a path, its own folder left out; relative to the root. */
export function layoutFilesAbove(root: string, absolute: string): readonly string[] {
  return foldersBetween(root, absolute).flatMap((folder) =>
    namesIn(folder)
      .filter(isLayoutName)
      .map((name) => relativePath(root, path.join(folder, name))),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
