import { existsSync } from "node:fs";
import path from "node:path";
import { withCheckout } from "../project/checkout.ts";
import { contains } from "../project/choose-root.ts";
import { findProject, type ProjectInput } from "../project/find-project.ts";
import { mergeBase, renamesSince } from "../project/git.ts";
import { repositoryRoot } from "../project/repository-root.ts";
import { applyDirectives } from "../suppress/apply-directives.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import { analyzeWith, selectionOf, type AnalyzedProject } from "./analyze-project.ts";
import type { Io } from "./io.ts";
import { createProgress } from "./progress.ts";
import type { Reference } from "./review-findings.ts";
import type { ProjectRequest } from "./scan-options.ts";

/** What the program leaked at the commit from which this branch was made, with the rules and settings of today. */
export async function sinceReference(
  ref: string,
  request: ProjectRequest,
  analyzed: AnalyzedProject,
  io: Io,
): Promise<Reference> {
  const repository = repositoryRoot(analyzed.project.root) ?? analyzed.project.root;
  const commit = mergeBase(repository, ref, "`--since`");
  const progress = createProgress(io, request.progress && !request.quiet);
  await progress.show(`Analysing ${commit.name}…`);
  try {
    const read = (): Promise<ProjectInput | undefined> =>
      withCheckout(repository, commit, (folder) => projectIn(folder, repository, request, analyzed, io));
    const project = await (io.finishing?.(read) ?? read());
    const findings = project === undefined ? [] : (await analyzeWith({ ...analyzed, project })).result.findings;
    const { open } = applyDirectives({
      findings,
      sources: project?.sources ?? [],
      ruleIds: [...analyzed.rules.keys()],
      today: io.today,
    });
    return {
      name: commit.name,
      entries: open.flatMap(({ identities }) => identities),
      renames: () => renamesSince(repository, commit.commit),
      isWhole: true,
    };
  } finally {
    await progress.clear();
  }
}

/** The same paths at the commit, or undefined when nothing of them was there. */
async function projectIn(
  folder: string,
  repository: string,
  { paths }: ProjectRequest,
  { settings, project }: AnalyzedProject,
  io: Io,
): Promise<ProjectInput | undefined> {
  const there = (absolute: string): string => path.join(folder, path.relative(repository, absolute));
  const asked = (paths.length === 0 ? [io.cwd] : paths.map((each) => path.resolve(io.cwd, each)))
    .filter((absolute) => contains(repository, absolute))
    .map(there)
    .filter((absolute) => existsSync(absolute));
  if (asked.length === 0) return undefined;
  const selection = selectionOf(settings);
  const { settingsFolder } = selection;
  try {
    return await findProject({
      ...selection,
      ...(settingsFolder !== undefined &&
        contains(repository, settingsFolder) && { settingsFolder: there(settingsFolder) }),
      root: there(project.root),
      paths: asked,
    });
  } catch (error) {
    // No source files there yet.
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}
