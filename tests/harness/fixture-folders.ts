import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export interface FixtureFolder {
  /** Path below `fixtures` with forward slashes: `flows/values/assignment`. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
}

export const repositoryRoot = fileURLToPath(new URL("../../", import.meta.url));
export const fixturesRoot = join(repositoryRoot, "fixtures");

/** How many folders below each kind of fixtures lead to one fixture: `flows/<group>/<construct>`, `apps/<name>`. */
const depthOfKind: Readonly<Record<string, number>> = {
  flows: 2,
  frameworks: 2,
  mechanisms: 1,
  vendors: 1,
  apps: 1,
  lexicon: 1,
};

/** All fixture folders whose comments are checked, sorted by name. `fixtures/cli` has its own tests. */
export function fixtureFolders(): readonly FixtureFolder[] {
  return Object.entries(depthOfKind)
    .flatMap(([kind, depth]) => foldersBelow(join(fixturesRoot, kind), depth))
    .map((path) => ({ name: relative(fixturesRoot, path).split(sep).join("/"), path }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The settings file that speaks for a fixture: its own, else the nearest one above it inside `fixtures`. */
export function settingsFileOf(folder: string): string | undefined {
  for (let current = folder; current.startsWith(fixturesRoot); current = dirname(current)) {
    const candidate = join(current, "phi-lint.yml");
    if (existsSync(candidate)) return candidate;
  }
  return undefined;
}

function foldersBelow(path: string, depth: number): string[] {
  if (!existsSync(path)) return [];
  const children = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(path, entry.name));
  return depth === 1 ? children : children.flatMap((child) => foldersBelow(child, depth - 1));
}
