/**
 * What a name says about a file or folder: whether it is source, and whether it is a part of the project that never
 * runs for a patient (tests, stories, mocks, fixtures) or that nobody wrote (generated, minified).
 */

const sourceExtension = /\.[cm]?[jt]sx?$/;
const minifiedName = /\.min\.[cm]?js$/;
const laterExtension = /\.(?:vue|svelte|astro|html|mdx)$/;

/** Folders that hold no code of the project, ignored by git or not. */
const foreignFolders = new Set([
  "node_modules",
  "bower_components",
  ".git",
  ".hg",
  ".svn",
  ".next",
  ".nuxt",
  ".svelte-kit",
  ".turbo",
  "coverage",
]);

const supportFolders: ReadonlyMap<string, string> = new Map([
  ["__tests__", "in a test folder"],
  ["test", "in a test folder"],
  ["tests", "in a test folder"],
  ["cypress", "in a test folder"],
  ["e2e", "in a test folder"],
  ["__mocks__", "in a folder of mocks"],
  ["__fixtures__", "in a folder of fixtures"],
  ["__generated__", "in a folder of generated files"],
]);

const supportNames: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /\.(?:test|spec|cy|e2e|e2e-spec)\.[^.]+$/, reason: "named as a test" },
  { pattern: /\.(?:stories|story)\.[^.]+$/, reason: "named as a story" },
  { pattern: /\.(?:mock|mocks)\.[^.]+$/, reason: "named as a mock" },
  { pattern: /\.(?:fixture|fixtures)\.[^.]+$/, reason: "named as a fixture" },
  { pattern: /\.(?:generated|gen)\.[^.]+$/, reason: "named as generated" },
];

export function isSourceName(name: string): boolean {
  return sourceExtension.test(name);
}

export function isMinifiedName(name: string): boolean {
  return minifiedName.test(name);
}

/** Files that hold script but are not read yet; they are listed as skipped. */
export function isUnreadKind(name: string): boolean {
  return laterExtension.test(name);
}

export function isForeignFolder(name: string): boolean {
  return foreignFolders.has(name);
}

/** Why everything in a folder of this name is left out by default, or `undefined`. */
export function supportFolderReason(name: string): string | undefined {
  const reason = supportFolders.get(name);
  return reason === undefined ? undefined : `${reason} (${name}/)`;
}

/** Why a file of this name is left out by default, or `undefined`. */
export function supportFileReason(name: string): string | undefined {
  return supportNames.find(({ pattern }) => pattern.test(name))?.reason;
}
