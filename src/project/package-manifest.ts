import type { PackageManifest } from "../model/project.ts";
import { compareText } from "../util/compare-text.ts";
import { isObject, stringsIn, type JsonObject } from "./read-json.ts";

const dependencyKeys = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
const entryKeys = ["source", "module", "main", "types"];

/** Takes from a package.json what import resolution needs. Values of an unexpected form are left out. */
export function packageManifest(folder: string, content: JsonObject): PackageManifest {
  const dependencies = dependencyKeys.flatMap((key) => (isObject(content[key]) ? Object.keys(content[key]) : []));
  return {
    folder,
    ...(typeof content.name === "string" && { name: content.name }),
    ...(content.exports !== undefined && { exports: content.exports }),
    ...(content.imports !== undefined && { imports: content.imports }),
    entries: entryKeys.flatMap((key) => stringsIn(content[key])),
    dependencies: [...new Set(dependencies)].sort(compareText),
  };
}
