import { existsSync } from "node:fs";
import path from "node:path";
import { settingsFileNames } from "../config/find-settings-file.ts";
import type { AnalyzedProject } from "./analyze-project.ts";

/**
 * Sentences about settings of packages below the scanned folder. A scan has one set of settings, so those of a package hold only when it
 * is scanned by itself; who writes some expects more.
 */
export function ignoredSettings({ project, settings }: AnalyzedProject, cwd: string): readonly string[] {
  const read = new Set(settings.documents.map(({ yaml }) => path.resolve(cwd, yaml.file)));
  return project.layout.packages
    .filter(({ folder }) => folder !== "")
    .flatMap(({ folder }) => settingsFileNames.map((name) => ({ folder, file: `${folder}/${name}` })))
    .filter(({ file }) => {
      const absolute = path.join(project.root, file);
      return !read.has(absolute) && existsSync(absolute);
    })
    .map(
      ({ folder, file }) =>
        `${file} is not read by this scan. Scan \`${folder}\` by itself, name the file under \`extends\`, or use \`overrides\` for its folder.`,
    );
}
