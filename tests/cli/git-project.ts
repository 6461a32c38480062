import { execFileSync } from "node:child_process";
import { temporaryProject } from "../project/temporary-project.ts";

const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];

/** Runs git in a folder, without the settings of whoever runs the tests. */
export function git(folder: string, ...args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  return execFileSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8", env, stdio: "pipe" });
}

export function commitAll(folder: string, message: string): void {
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "--allow-empty", "-m", message);
}

/** A temporary repository whose branch `main` holds these files. */
export function gitProject(files: Readonly<Record<string, string>>): string {
  const folder = temporaryProject(files);
  git(folder, "init", "-q", "-b", "main");
  commitAll(folder, "First");
  return folder;
}
