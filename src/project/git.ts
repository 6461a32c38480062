import { execFileSync } from "node:child_process";
import { ConfigurationError } from "../util/configuration-error.ts";

/**
 * Questions to git. It is called with argument lists only, never asked to look at the work tree, and told to start none of the
 * programs that the settings of a repository can name.
 */
export interface GitCommit {
  /** The full name of the commit. */
  readonly commit: string;
  /** As a person reads it: `main`, or the merge base `1a2b3c4d` of it. */
  readonly name: string;
}

/** No hook, monitor or signature program of the repository's settings is started, and nothing is fetched. */
const harmless = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.quotePath=false",
  "log.showSignature=false",
  "protocol.allow=never",
].flatMap((setting) => ["-c", setting]);
const largestOutput = 512 * 1024 * 1024;

function git(folder: string, args: readonly string[], input?: string): Buffer {
  try {
    return execFileSync("git", ["--no-pager", ...harmless, ...args], {
      cwd: folder,
      maxBuffer: largestOutput,
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      ...(input !== undefined && { input }),
    });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim().split("\n")[0] : "";
    throw new ConfigurationError(`\`git ${args[0] ?? ""}\` failed${said ? `: ${said}` : ""}.`, {
      hint: "A partial or shallow clone may lack objects: fetch them first.",
    });
  }
}

function tryGit(folder: string, args: readonly string[]): string | undefined {
  try {
    return git(folder, args).toString("utf8").trim();
  } catch {
    return undefined;
  }
}

/** Throws when git cannot be started or the folder lies in no repository; `what` needs it. */
function checkRepository(folder: string, what: string): void {
  if (tryGit(folder, ["--version"]) === undefined) {
    throw new ConfigurationError(`${what} needs git, which could not be started.`, { hint: "Install git." });
  }
  if (tryGit(folder, ["rev-parse", "--git-dir"]) === undefined) {
    throw new ConfigurationError(`${what} needs a git repository, and ${folder} is in none that git can read.`, {
      hint: "Run it inside the repository; in a container, see `safe.directory` of git.",
    });
  }
}

/** The commit that a name stands for. Throws a ConfigurationError when there is none. */
export function resolveCommit(folder: string, ref: string, what: string): GitCommit {
  checkRepository(folder, what);
  const isOption = ref.startsWith("-");
  const commit = isOption
    ? undefined
    : tryGit(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  if (commit !== undefined) return { commit, name: `\`${ref}\`` };
  throw new ConfigurationError(`\`${ref}\` is no commit of this repository.`, {
    hint: isShallow(folder)
      ? "This clone is shallow: fetch the commit first, for example with `fetch-depth: 0` in the checkout step."
      : "Check the name, or fetch it first: `git fetch origin`.",
  });
}

/** The newest commit that `ref` and the current commit have in common. Throws a ConfigurationError when it is not there. */
export function mergeBase(folder: string, ref: string, what: string): GitCommit {
  const { commit } = resolveCommit(folder, ref, what);
  const base = tryGit(folder, ["merge-base", commit, "HEAD"]);
  if (base === undefined || base === "") {
    throw new ConfigurationError(`\`${ref}\` and the current commit have no common commit here.`, {
      hint: isShallow(folder)
        ? "This clone is shallow: fetch its history, for example with `fetch-depth: 0` in the checkout step."
        : "Name a branch that this one was made from.",
    });
  }
  return { commit: base, name: `\`${ref}\` (merge base ${base.slice(0, 10)})` };
}

function isShallow(folder: string): boolean {
  return tryGit(folder, ["rev-parse", "--is-shallow-repository"]) === "true";
}

/** The commit that last changed a file, or undefined when git cannot say. */
export function lastChangeOf(folder: string, file: string): string | undefined {
  const commit = tryGit(folder, ["log", "-1", "--format=%H", "--", file]);
  return commit === "" ? undefined : commit;
}

/** The text of a file at a commit, or undefined when it is not there. `file` is seen from the root of the repository. */
export function readFileAt(folder: string, { commit }: GitCommit, file: string): string | undefined {
  try {
    return git(folder, ["cat-file", "blob", `${commit}:${file}`]).toString("utf8");
  } catch {
    return undefined;
  }
}

/** Files renamed from a commit to the current one and its index: old paths to new ones, from the root of the repository. */
export function renamesSince(folder: string, commit: string): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  const printed = tryGit(folder, [
    "diff-index",
    "--cached",
    "-M",
    "-r",
    "-z",
    "--diff-filter=R",
    "--name-status",
    commit,
  ]);
  const parts = printed?.split("\0") ?? [];
  for (let index = 0; index + 2 < parts.length; index += 3) {
    const [, from = "", to = ""] = parts.slice(index, index + 3);
    renames.set(from, to);
  }
  return renames;
}

/** A file or link in the tree of a commit. */
export interface TreeEntry {
  readonly kind: "file" | "link";
  readonly object: string;
  readonly size: number;
  /** From the root of the repository. */
  readonly path: string;
}

/** Everything that a commit holds, but for submodules. */
export function listTree(folder: string, { commit }: GitCommit): readonly TreeEntry[] {
  const printed = git(folder, ["ls-tree", "-r", "-l", "-z", "--full-tree", commit]).toString("utf8");
  return printed.split("\0").flatMap((line) => {
    const [, mode = "", object = "", size = "", path = ""] = /^(\d+) blob (\w+) +(\d+)\t(.*)$/s.exec(line) ?? [];
    if (path === "") return [];
    return [{ kind: mode === "120000" ? ("link" as const) : ("file" as const), object, size: Number(size), path }];
  });
}

/** The contents of objects, in their order. */
export function readObjects(folder: string, objects: readonly string[]): readonly Buffer[] {
  if (objects.length === 0) return [];
  const output = git(folder, ["cat-file", "--batch"], objects.map((object) => `${object}\n`).join(""));
  const contents: Buffer[] = [];
  let offset = 0;
  while (contents.length < objects.length) {
    const end = output.indexOf(10, offset);
    const size = Number(output.subarray(offset, end).toString("utf8").split(" ")[2]);
    contents.push(output.subarray(end + 1, end + 1 + size));
    offset = end + 1 + size + 1;
  }
  return contents;
}
