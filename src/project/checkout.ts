import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { contains } from "./choose-root.ts";
import { isForeignFolder, isSourceName, isUnreadKind } from "./file-kinds.ts";
import { listTree, readObjects, type GitCommit, type TreeEntry } from "./git.ts";
import { isLayoutName } from "./layout-files.ts";

/** Larger files are not read by a scan either. */
const largestFile = 1024 * 1024;

/**
 * Writes what a scan reads of a commit to a temporary folder, for as long as `use` runs. The work tree and the index of the
 * repository are not touched.
 */
export async function withCheckout<Result>(
  repository: string,
  commit: GitCommit,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "phi-lint-")));
  try {
    writeTree(repository, commit, folder);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeTree(repository: string, commit: GitCommit, folder: string): void {
  // So that the folder counts as the root of a repository.
  mkdirSync(path.join(folder, ".git"));
  const entries = listTree(repository, commit).filter(isRead);
  const contents = readObjects(
    repository,
    entries.map(({ object }) => object),
  );
  entries.forEach(({ kind, path: file }, index) => {
    const target = path.join(folder, ...file.split("/"));
    const content = contents[index];
    if (content === undefined || !contains(folder, target)) return;
    mkdirSync(path.dirname(target), { recursive: true });
    if (kind === "file") writeFileSync(target, content);
    else linkWithin(folder, target, content.toString("utf8"));
  });
}

function isRead({ kind, size, path: file }: TreeEntry): boolean {
  const parts = file.split("/");
  const name = parts.pop() ?? "";
  if (parts.some(isForeignFolder) || size > largestFile) return false;
  return kind === "link" || name === ".gitignore" || isSourceName(name) || isUnreadKind(name) || isLayoutName(name);
}

/** A link that leads elsewhere is left out: a scan does not follow it. */
function linkWithin(folder: string, target: string, destination: string): void {
  if (contains(folder, path.resolve(path.dirname(target), destination))) symlinkSync(destination, target);
}
