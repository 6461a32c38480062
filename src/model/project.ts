/** One file of the user's project, already decoded. */
export interface SourceFile {
  /** Path relative to the scan root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What the package and compiler settings of a project say about how imports resolve. Plain data, read once. */
export interface ProjectLayout {
  /** Every package.json below the root (workspaces and nested packages), sorted by folder. */
  readonly packages: readonly PackageManifest[];
  /** Every tsconfig.json or jsconfig.json with `extends` already applied, sorted by folder. */
  readonly compilerSettings: readonly CompilerSettings[];
}

export interface PackageManifest {
  /** Folder relative to the scan root with forward slashes; `""` is the root itself. */
  readonly folder: string;
  readonly name?: string;
  /** Raw `exports` and `imports` as written; `undefined` when absent. */
  readonly exports?: unknown;
  readonly imports?: unknown;
  /** The entry files named by `source`, `module`, `main`, `types`, in this order, as written. */
  readonly entries: readonly string[];
  /** Names in dependencies, devDependencies, peerDependencies and optionalDependencies, sorted. */
  readonly dependencies: readonly string[];
}

export interface CompilerSettings {
  /** Folder of the settings file relative to the scan root; `""` is the root itself. */
  readonly folder: string;
  /** Folder that non-relative imports start from, relative to the scan root. */
  readonly baseUrl?: string;
  /** Path patterns, each with its targets already relative to the scan root: `{ "@/*": ["src/*"] }`. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
}
