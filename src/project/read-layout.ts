import path from "node:path";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { CompilerSettings, PackageManifest, ProjectLayout } from "../model/project.ts";
import { compareText } from "../util/compare-text.ts";
import { compilerSettings, type PackageFolders } from "./compiler-settings.ts";
import { packageManifest } from "./package-manifest.ts";
import { readJson } from "./read-json.ts";

/**
 * Reads the package.json, tsconfig and jsconfig files found, named relative to the root. A file that is not JSON gives
 * a diagnostic and says nothing; comments and trailing commas are fine.
 */
export function readLayout(
  root: string,
  layoutFiles: Iterable<string>,
): { layout: ProjectLayout; diagnostics: readonly Diagnostic[] } {
  const files = [...layoutFiles].sort(compareText);
  const { packages, diagnostics } = readPackages(root, files);
  return { layout: { packages, compilerSettings: readCompilerSettings(root, files, packages) }, diagnostics };
}

function readPackages(
  root: string,
  files: readonly string[],
): { packages: readonly PackageManifest[]; diagnostics: readonly Diagnostic[] } {
  const packages: PackageManifest[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const content = readJson(path.join(root, file));
    if (content.kind === "broken") {
      const message = `\`${file}\` was not read: ${content.reason}; imports may stay unresolved.`;
      diagnostics.push({ code: "syntax-error", file, message });
    } else if (content.kind === "object" && path.posix.basename(file) === "package.json") {
      packages.push(packageManifest(folderOf(file), content.value));
    }
  }
  return { packages: packages.sort(byFolder), diagnostics };
}

function readCompilerSettings(
  root: string,
  files: readonly string[],
  packages: readonly PackageManifest[],
): readonly CompilerSettings[] {
  const packageFolders: PackageFolders = new Map(
    packages.flatMap(({ name, folder }) => (name === undefined ? [] : [[name, path.join(root, folder)] as const])),
  );
  const byFolderName = new Map<string, string[]>();
  for (const file of files) {
    const name = path.posix.basename(file);
    if (name === "package.json") continue;
    const names = byFolderName.get(folderOf(file)) ?? [];
    names.push(name);
    byFolderName.set(folderOf(file), names);
  }
  return [...byFolderName]
    .map(([folder, names]) => compilerSettings(root, folder, names.sort(mainFirst), packageFolders))
    .sort(byFolder);
}

const mainNames = ["tsconfig.json", "jsconfig.json"];

function mainFirst(left: string, right: string): number {
  const rank = (name: string) => (mainNames.includes(name) ? mainNames.indexOf(name) : mainNames.length);
  return rank(left) - rank(right) || compareText(left, right);
}

function byFolder(left: { readonly folder: string }, right: { readonly folder: string }): number {
  return compareText(left.folder, right.folder);
}

function folderOf(file: string): string {
  const folder = path.posix.dirname(file);
  return folder === "." ? "" : folder;
}
