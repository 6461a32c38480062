import { readFileSync } from "node:fs";
import path from "node:path";
import ignore, { type Ignore } from "ignore";
import { contains } from "./choose-root.ts";
import { repositoryRoot } from "./repository-root.ts";

/**
 * The .gitignore files that speak of a folder, nearest first. The nearest file with an opinion decides, as in git.
 * `undefined` means that there are none.
 */
export type GitIgnoreRules =
  | {
      /** Absolute path of the folder that holds the .gitignore, with a final separator. */
      readonly folder: string;
      readonly rules: Ignore;
      readonly above: GitIgnoreRules;
    }
  | undefined;

/** Adds the .gitignore of `folder` (absolute), if it has one that can be read. */
export function enterFolder(folder: string, above: GitIgnoreRules): GitIgnoreRules {
  const lines = readLines(path.join(folder, ".gitignore"));
  if (lines.length === 0) return above;
  const rules = ignore({ ignorecase: false }).add(lines);
  return { folder: folder.endsWith(path.sep) ? folder : folder + path.sep, rules, above };
}

/** Whether git would ignore `absolute`, a file or folder below every folder of `rules`. */
export function isGitIgnored(rules: GitIgnoreRules, absolute: string, kind: "file" | "folder"): boolean {
  for (let each = rules; each !== undefined; each = each.above) {
    const relative = absolute.slice(each.folder.length).split(path.sep).join("/");
    const { ignored, unignored } = each.rules.test(kind === "folder" ? `${relative}/` : relative);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/**
 * The rules that hold for a path the user named: those of the folders above it, up to the repository's root (the
 * nearest folder with .git) or else up to `root`. When they ignore the path itself they say nothing: whoever names
 * `dist/` wants it scanned.
 */
export function gitIgnoreRulesAbove(root: string, absolute: string, kind: "file" | "folder"): GitIgnoreRules {
  const top = repositoryRoot(absolute) ?? root;
  let rules: GitIgnoreRules;
  for (const folder of foldersBetween(top, absolute)) rules = enterFolder(folder, rules);
  return isGitIgnored(rules, absolute, kind) ? undefined : rules;
}

/** The folders that contain `absolute`, from `top` down; none when it is `top` itself. */
export function foldersBetween(top: string, absolute: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = absolute; folder !== top && contains(top, folder);) {
    folder = path.dirname(folder);
    folders.unshift(folder);
  }
  return folders;
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/).filter(isReasonable);
  } catch {
    return [];
  }
}

/**
 * A pattern becomes a regular expression that backtracks at each star: with four times `**` one deep path
 * takes seconds. People do not write such patterns; they are left out.
 */
function isReasonable(line: string): boolean {
  const stars = line.match(/\*+/g) ?? [];
  return line !== "" && !line.startsWith("#") && stars.length <= 6 && stars.filter((run) => run !== "*").length <= 3;
}
