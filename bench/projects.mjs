import { basename, join } from "node:path";
import { UsageError } from "./check-tools.mjs";
import { generateProject } from "./generate-project.mjs";

/** What to measure: the folders named, or generated projects with the number of findings planted in them. */
export function prepareProjects({ folders, sizes }, temporary) {
  if (folders.length > 0) return folders.map((folder) => ({ name: basename(folder), folder }));
  return sizes.map((size) => {
    const folder = join(temporary, `modules-${size}`);
    try {
      return { name: `${size} modules`, folder, ...generateProject(folder, size) };
    } catch (error) {
      if (error instanceof RangeError) throw new UsageError(error.message);
      throw error;
    }
  });
}
