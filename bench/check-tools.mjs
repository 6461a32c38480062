import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** A mistake of who runs the benchmark; its message says what to do. */
export class UsageError extends Error {}

/** The programs to measure: those of a build. Throws a UsageError when there is none. */
export function checkTools(dist = fileURLToPath(new URL("../dist", import.meta.url))) {
  const cli = join(resolve(dist, ".."), "bin", "phi-lint.js");
  if (!existsSync(join(dist, "cli", "main.js"))) {
    throw new UsageError(`There is no build in ${dist}. Run \`npm run build\` first, or name a build with \`--dist\`.`);
  }
  if (!existsSync(join(dist, "builtin-rules.json"))) {
    throw new UsageError(
      `The build in ${dist} lacks builtin-rules.json. Run \`npm run build\`, not the compiler alone.`,
    );
  }
  if (!existsSync(cli)) throw new UsageError(`There is no ${cli}: a build is measured with the bin/ folder beside it.`);
  return { dist: resolve(dist), cli };
}
