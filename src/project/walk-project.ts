import { readdirSync, realpathSync, statSync, type Dirent } from "node:fs";
import path from "node:path";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { FileCoverage } from "../model/finding.ts";
import { contains, type Start } from "./choose-root.ts";
import { compareText } from "../util/compare-text.ts";
import { isForeignFolder } from "./file-kinds.ts";
import type { FileSelection } from "./file-selection.ts";
import { enterFolder, gitIgnoreRulesAbove, isGitIgnored, type GitIgnoreRules } from "./git-ignore.ts";
import { judgeFile, supportReason } from "./judge-file.ts";
import { isLayoutName, layoutFilesAbove } from "./layout-files.ts";
import { notSource } from "./no-source-files.ts";
import { errorCode } from "./read-source.ts";

/** What a walk found. All paths are relative to the root; nothing is sorted, nothing appears twice. */
export interface Found {
  readonly sources: ReadonlySet<string>;
  readonly layoutFiles: ReadonlySet<string>;
  readonly skipped: readonly FileCoverage[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many files and folders .gitignore took away; they are not part of the project and not listed. */
  readonly ignoredEntries: number;
}

interface Walk {
  readonly root: string;
  readonly realRoot: string;
  readonly selection: FileSelection;
  readonly sources: Set<string>;
  readonly layoutFiles: Set<string>;
  readonly skipped: Map<string, string>;
  readonly diagnostics: Map<string, Diagnostic>;
  ignoredEntries: number;
}

/** A folder to visit. */
interface Folder {
  readonly path: string;
  /** Where it really is, links resolved. */
  readonly real: string;
  readonly rules: GitIgnoreRules;
  /** Why its files are left out, when it is or lies in a folder of tests and the like. */
  readonly reason: string | undefined;
}

/** One start is walked on its own, so that a folder named by the user is scanned wherever another start met it. */
interface Visit {
  readonly walk: Walk;
  readonly pending: Folder[];
  readonly links: { readonly path: string; readonly folder: Folder }[];
  /** Real paths of folders and source files seen, so that links make neither loops nor copies. */
  readonly seen: Set<string>;
}

/**
 * Lists the source and layout files below the starts. Folders that cannot matter are never entered.
 * Symbolic links are followed after everything else, only within the root, and only to what was not seen yet.
 */
export function walkProject(root: string, starts: readonly Start[], selection: FileSelection): Found {
  const walk: Walk = {
    root,
    realRoot: realpathSync(root),
    selection,
    sources: new Set(),
    layoutFiles: new Set(),
    skipped: new Map(),
    diagnostics: new Map(),
    ignoredEntries: 0,
  };
  for (const start of starts) walkStart(walk, start);
  const skipped = [...walk.skipped].filter(([file]) => !walk.sources.has(file));
  return {
    sources: walk.sources,
    layoutFiles: walk.layoutFiles,
    skipped: skipped.map(([file, reason]) => ({ file, reason })),
    diagnostics: [...walk.diagnostics.values()],
    ignoredEntries: walk.ignoredEntries,
  };
}

function walkStart(walk: Walk, start: Start): void {
  const absolute = path.join(walk.root, start.path);
  for (const file of layoutFilesAbove(walk.root, absolute)) walk.layoutFiles.add(file);
  if (start.kind === "file") {
    takeNamedFile(walk, start.path);
    return;
  }
  const rules = gitIgnoreRulesAbove(walk.root, absolute, "folder");
  const folder: Folder = { path: start.path, real: realpathSync(absolute), rules, reason: undefined };
  const visit: Visit = { walk, pending: [folder], links: [], seen: new Set() };
  visitPending(visit);
  while (visit.links.length > 0) {
    const links = visit.links.splice(0).sort((left, right) => compareText(left.path, right.path));
    for (const link of links) {
      followLink(visit, link.path, link.folder);
      visitPending(visit);
    }
  }
}

/** A file the user named is read whatever its name says, unless the settings exclude it. */
function takeNamedFile(walk: Walk, file: string): void {
  const judged = judgeFile(file, walk.selection, "named");
  if (judged.kind === "source") walk.sources.add(file);
  else walk.skipped.set(file, judged.kind === "skipped" ? judged.reason : notSource);
}

function visitPending(visit: Visit): void {
  for (let folder = visit.pending.pop(); folder !== undefined; folder = visit.pending.pop()) visitFolder(visit, folder);
}

function visitFolder(visit: Visit, folder: Folder): void {
  if (visit.seen.has(folder.real)) return;
  visit.seen.add(folder.real);
  const absolute = path.join(visit.walk.root, folder.path);
  const entries = readFolder(visit.walk, folder.path, absolute);
  const realFolder = folder.real.endsWith(path.sep) ? folder.real : folder.real + path.sep;
  const hasRules = entries.some((entry) => entry.name === ".gitignore");
  const here = hasRules ? { ...folder, rules: enterFolder(absolute, folder.rules) } : folder;
  for (const entry of entries) {
    const below = folder.path === "" ? entry.name : `${folder.path}/${entry.name}`;
    if (entry.isDirectory()) considerFolder(visit, here, entry.name, realFolder + entry.name, below);
    else if (entry.isFile()) considerFile(visit, here, entry.name, realFolder + entry.name, below);
    else if (entry.isSymbolicLink()) visit.links.push({ path: below, folder: here });
  }
}

function readFolder(walk: Walk, folder: string, absolute: string): readonly Dirent[] {
  try {
    return readdirSync(absolute, { withFileTypes: true });
  } catch (error) {
    const file = `${folder}/`;
    walk.skipped.set(file, `unreadable (${errorCode(error)})`);
    const message = `The folder \`${file}\` could not be read: ${errorCode(error)}.`;
    walk.diagnostics.set(file, { code: "file-unreadable", file, message });
    return [];
  }
}

function considerFolder(visit: Visit, parent: Folder, name: string, real: string, folder: string): void {
  const { walk } = visit;
  if (isForeignFolder(name)) return;
  if (isGitIgnored(parent.rules, path.join(walk.root, folder), "folder")) walk.ignoredEntries += 1;
  else if (walk.selection.excludes(`${folder}/`)) walk.skipped.set(`${folder}/`, "excluded by the settings");
  else {
    const reason = parent.reason ?? supportReason(name, "folder", walk.selection);
    visit.pending.push({ path: folder, real, rules: parent.rules, reason });
  }
}

function considerFile(visit: Visit, parent: Folder, name: string, real: string, file: string): void {
  const { walk } = visit;
  const isLayout = isLayoutName(name) && parent.reason === undefined;
  const judged = judgeFile(file, walk.selection, parent.reason === undefined ? "found" : { reason: parent.reason });
  if (!isLayout && judged.kind === "other") return;
  if (isGitIgnored(parent.rules, path.join(walk.root, file), "file")) {
    walk.ignoredEntries += 1;
    return;
  }
  if (isLayout) walk.layoutFiles.add(file);
  if (judged.kind === "skipped") walk.skipped.set(file, judged.reason);
  if (judged.kind !== "source" || visit.seen.has(real)) return;
  visit.seen.add(real);
  walk.sources.add(file);
}

function followLink(visit: Visit, link: string, parent: Folder): void {
  const { walk } = visit;
  const name = path.posix.basename(link);
  const target = resolveLink(path.join(walk.root, link));
  if (target === undefined || isForeignFolder(name)) return;
  if (!contains(walk.realRoot, target.real)) {
    const isWanted = target.kind === "folder" || judgeFile(link, walk.selection, "found").kind === "source";
    const outside = target.kind === "folder" ? `${link}/` : link;
    if (isWanted) walk.skipped.set(outside, "a symbolic link that leads out of the scanned project");
  } else if (target.kind === "folder") considerFolder(visit, parent, name, target.real, link);
  else considerFile(visit, parent, name, target.real, link);
}

/** Where a link leads, or `undefined` when that does not exist or is neither a file nor a folder. */
function resolveLink(absolute: string): { kind: "file" | "folder"; real: string } | undefined {
  try {
    const real = realpathSync(absolute);
    const stats = statSync(real);
    if (stats.isDirectory()) return { kind: "folder", real };
    return stats.isFile() ? { kind: "file", real } : undefined;
  } catch {
    return undefined;
  }
}
