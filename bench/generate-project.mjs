import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { featureFiles } from "./generated-feature.mjs";
import { sharedFiles } from "./generated-shared.mjs";

const modulesPerPart = 10;
/** Every so many features, one leaks, each time in the next of the ways that `featureFiles` knows. */
const featuresPerLeak = 12;

/**
 * Writes a project of exactly `modules` modules (a multiple of ten, at least 20) into a folder and returns how many findings it
 * has. Nothing is random: the same number gives the same files.
 *
 * Ten modules are shared (HTTP, tracking, a base class, helpers). Every ten more are a feature: types, requests, a store, a hook,
 * a service class, a reducer, helpers, two components and a barrel. Features use the shared modules and two other features, so
 * the number of edges grows in step with the number of modules. All features send harmless events; some leak once.
 */
export function generateProject(folder, modules) {
  if (modules % modulesPerPart !== 0 || modules < 2 * modulesPerPart) {
    throw new RangeError(
      `${modules} is not a size; a multiple of ${modulesPerPart} from ${2 * modulesPerPart} on was expected.`,
    );
  }
  const features = modules / modulesPerPart - 1;
  let planted = 0;
  const write = (name, text) => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write(
    "package.json",
    `${JSON.stringify({ name: "clinic", version: "1.0.0", private: true, type: "module" }, null, 2)}\n`,
  );
  for (const [name, text] of sharedFiles()) write(`src/shared/${name}`, text);
  for (let index = 0; index < features; index++) {
    const leak = index % featuresPerLeak === 5 ? Math.floor(index / featuresPerLeak) : undefined;
    if (leak !== undefined) planted++;
    for (const [name, text] of featureFiles({ index, features, leak })) write(`src/features/${name}`, text);
  }
  return { planted };
}
