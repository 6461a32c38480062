import { createHash } from "node:crypto";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { FileCoverage } from "../model/finding.ts";
import type { ProjectLayout } from "../model/project.ts";

/** Everything that the result of an analysis depends on, besides the program. */
export interface ResultInputs {
  /** Of settings and rules. */
  readonly settingsHash: string;
  /** In the order of the paths. */
  readonly files: readonly { readonly path: string; readonly key: string }[];
  readonly layout: ProjectLayout;
  readonly skipped: readonly FileCoverage[];
  readonly diagnostics: readonly Diagnostic[];
  readonly repositoryPath: string;
}

/** The name of a result: equal inputs have equal ones. */
export function resultKey({ files, ...rest }: ResultInputs): string {
  const hash = createHash("sha256").update(JSON.stringify(rest));
  for (const { path, key } of files) hash.update(`\0${path}\0${key}`);
  return hash.digest("hex");
}
