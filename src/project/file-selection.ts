import ignore from "ignore";
import { withSlashes } from "../util/with-slashes.ts";
import { expandBraces } from "./expand-braces.ts";

/** What the settings say about a path, which is relative to the root; the path of a folder ends in `/`. */
export interface FileSelection {
  readonly excludes: (path: string) => boolean;
  readonly includes: (path: string) => boolean;
  readonly tests: "skip" | "scan";
}

/**
 * Compiles the patterns of the settings. They are patterns of .gitignore, and braces: `src/**`, `*.{ts,tsx}`,
 * `/legacy/`. A pattern of `include` that starts with `!` excludes.
 *
 * `prefix` is the root seen from the folder that the patterns speak of, with a final slash: `""` when they are the same,
 * `packages/web/` when the settings lie further up.
 */
export function fileSelection(
  settings: {
    readonly include: readonly string[];
    readonly exclude: readonly string[];
    readonly tests: "skip" | "scan";
  },
  prefix: string,
): FileSelection {
  const include = settings.include.filter((pattern) => !pattern.startsWith("!"));
  const exclude = settings.include.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  const everything = include.length === 0 || include.some((pattern) => pattern === "**/*" || pattern === "**");
  return {
    excludes: pathMatcher([...exclude, ...settings.exclude], prefix),
    includes: everything ? () => true : pathMatcher(include, prefix),
    tests: settings.tests,
  };
}

/** Whether a path matches one of the patterns; see `fileSelection`. */
export function pathMatcher(patterns: readonly string[], prefix: string): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const rules = ignore({ ignorecase: false }).add(patterns.flatMap(expandBraces).map(withoutDotSlash));
  return (path) => rules.ignores(prefix + path);
}

function withoutDotSlash(pattern: string): string {
  return withSlashes(pattern).replace(/^(!?)\.\//, "$1/");
}
