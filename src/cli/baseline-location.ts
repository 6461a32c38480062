import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { baselineFileName, type BaselineEntry } from "../baseline/baseline-file.ts";
import type { Settings } from "../config/settings.ts";
import { relativePath } from "../project/choose-root.ts";
import { readFileAt, resolveCommit } from "../project/git.ts";
import { repositoryRoot } from "../project/repository-root.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import type { BaselineRequest } from "./scan-options.ts";

/** Where the baseline is, or will be. */
export interface BaselineLocation {
  /** Absolute. */
  readonly file: string;
  /** As messages name it. */
  readonly name: string;
  readonly folder: string;
  /** Somebody named it, so it must be there. */
  readonly isNamed: boolean;
}

/** The baseline that was asked for, that the settings name, or beside the settings; without settings at the repository's root. */
export function locateBaseline(
  { baseline }: BaselineRequest,
  settings: Settings,
  root: string,
  cwd: string,
): BaselineLocation {
  const named = typeof baseline === "string" ? path.resolve(cwd, baseline) : settings.baseline;
  const folder = settings.file === undefined ? (repositoryRoot(root) ?? root) : path.dirname(settings.file);
  const file = named ?? path.join(folder, baselineFileName);
  return { file, name: shownName(file, cwd), folder: path.dirname(file), isNamed: named !== undefined };
}

function shownName(file: string, cwd: string): string {
  const inside = relativePath(cwd, file);
  return inside.startsWith("../") ? file : inside;
}

/** The entries of a baseline, or undefined when there is none and nobody named one. Throws a ConfigurationError otherwise. */
export async function readBaseline(
  location: BaselineLocation,
  { baselineRef }: BaselineRequest,
): Promise<readonly BaselineEntry[] | undefined> {
  const { file, name, isNamed } = location;
  if (baselineRef !== undefined) return readBaselineAt(location, baselineRef);
  if (!existsSync(file)) {
    if (!isNamed) return undefined;
    throw new ConfigurationError(`The baseline \`${name}\` does not exist.`, {
      hint: "Write it with `phi-lint baseline create`, or leave it out with `--no-baseline`.",
    });
  }
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new ConfigurationError(`The baseline \`${name}\` cannot be read.`, {
      hint: "It must be a file: check its path and its permissions.",
    });
  }
  return parse(name, text);
}

/** A pull request cannot accept its own leak when the baseline is that of the branch it goes to. */
function readBaselineAt({ file, name, folder }: BaselineLocation, ref: string): Promise<readonly BaselineEntry[]> {
  const commit = resolveCommit(folder, ref, "`--baseline-ref`");
  const root = repositoryRoot(folder) ?? folder;
  const text = readFileAt(root, commit, relativePath(root, file));
  if (text === undefined) {
    throw new ConfigurationError(`The baseline \`${name}\` does not exist at ${commit.name}.`, {
      hint: "Merge the baseline first; until then leave out `--baseline-ref`.",
    });
  }
  return parse(`${ref}:${name}`, text);
}

/** The YAML parser and the schema are loaded only for who has a baseline. */
async function parse(name: string, text: string): Promise<readonly BaselineEntry[]> {
  const { parseBaseline } = await import("../baseline/parse-baseline.ts");
  return parseBaseline(name, text);
}
