import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { baselineFileName, printBaseline } from "../baseline/baseline-file.ts";
import { createEntries } from "../baseline/write-entries.ts";
import { settingsFileNames } from "../config/find-settings-file.ts";
import { repositoryRoot } from "../project/repository-root.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import { countOf } from "../util/count-of.ts";
import { joinWords } from "../util/join-words.ts";
import { visibleText } from "../util/visible-text.ts";
import { analyzeProject, type AnalyzedProject } from "./analyze-project.ts";
import type { InitOptions } from "./command.ts";
import { writeText, type Io } from "./io.ts";
import { writeOutputFile } from "./output-file.ts";
import { withDirectives } from "./review-findings.ts";
import { surveyProject, type ProjectSurvey, type SurveyedPackage } from "./survey-project.ts";
import { settingsTemplate, workflowTemplate } from "./templates.ts";

interface Proposal {
  /** Relative to the current folder. */
  readonly file: string;
  readonly why: string;
  readonly text: string;
}

/** `phi-lint init`: looks at the project and writes what is wanted of settings, workflow and baseline. Overwrites nothing. */
export async function init(options: InitOptions, io: Io): Promise<number> {
  if (!options.yes && io.ask === undefined) {
    throw new ConfigurationError("`phi-lint init` asks before it writes, and nobody is there to answer.", {
      hint: "Write everything that it proposes with `phi-lint init --yes`.",
    });
  }
  const analyzed = await analyzeProject(options, io);
  const survey = await surveyProject(analyzed);
  await writeText(io.stderr, describeProject(analyzed, survey));
  let written = 0;
  for (const proposal of proposalsFor(analyzed, survey, io)) {
    const absolute = path.resolve(io.cwd, proposal.file);
    if (existsSync(absolute)) {
      await writeText(io.stderr, `${proposal.file} exists already and stays as it is.\n`);
      continue;
    }
    const answer = options.yes ? "y" : ((await io.ask?.(`Write ${proposal.file} (${proposal.why})? [Y/n] `)) ?? "n");
    if (/^\s*n/i.test(answer)) continue;
    mkdirSync(path.dirname(absolute), { recursive: true });
    await writeOutputFile(io, proposal.file, proposal.text);
    await writeText(io.stderr, `${proposal.file} written: ${proposal.why}.\n`);
    written += 1;
  }
  const next = written === 0 ? "Nothing was written." : "Look at the files, commit them, and run `phi-lint scan`.";
  await writeText(io.stderr, `${next}\n`);
  return 0;
}

function proposalsFor(analyzed: AnalyzedProject, survey: ProjectSurvey, io: Io): readonly Proposal[] {
  const { settings, project } = analyzed;
  const proposals: Proposal[] = [];
  if (settings.file === undefined) {
    const [file] = settingsFileNames;
    proposals.push({
      file,
      why: "settings, with what can be set as comments",
      text: settingsTemplate(analyzed.result, survey),
    });
  }
  const root = repositoryRoot(project.root);
  if (root !== undefined) {
    proposals.push({
      file: path.relative(io.cwd, path.join(root, ".github", "workflows", "phi-lint.yml")),
      why: "a GitHub workflow that scans each change and reports to code scanning",
      text: workflowTemplate(project.repositoryPath),
    });
  }
  const { findings } = withDirectives(analyzed, io);
  if (findings.length > 0) {
    const folder = settings.file === undefined ? io.cwd : path.dirname(settings.file);
    proposals.push({
      file: path.relative(io.cwd, settings.baseline ?? path.join(folder, baselineFileName)),
      why: `a baseline of ${countOf(findings.length, "finding")}, so that only new ones fail`,
      text: printBaseline(createEntries(findings, {})),
    });
  }
  return proposals;
}

/** Packages named one by one; more are only counted. */
const packagesShown = 12;

function describeProject({ result }: AnalyzedProject, { packages, vendors }: ProjectSurvey): string {
  const { filesAnalyzed, healthContext } = result.coverage;
  const [only, ...others] = packages;
  const count = packages.length === 0 ? "no package.json" : countOf(packages.length, "package");
  const seen = vendors.map(({ vendor, calls }) => `${vendor.name} (${countOf(calls, "call")})`);
  const lines =
    only !== undefined && others.length === 0
      ? describePackage(only)
      : packages.slice(0, packagesShown).map((each) => `  ${[each.folder, ...describePackage(each)].join("  ")}`);
  return [
    `${countOf(filesAnalyzed, "file")} analysed, ${count}${others.length === 0 ? "." : ":"}`,
    ...lines,
    ...(packages.length > packagesShown ? [`  and ${String(packages.length - packagesShown)} more`] : []),
    `Vendors called: ${seen.length === 0 ? "none seen" : joinWords(seen)}.`,
    `${healthContext.decision === "yes" ? "Treated" : "Not treated"} as a health product: ${healthContext.because}.`,
    `${countOf(result.findings.length, "finding")}.`,
  ]
    .map((line) => `${visibleText(line)}\n`)
    .join("");
}

function describePackage({ frameworks, vendorPackages }: SurveyedPackage): readonly string[] {
  return [
    ...(frameworks.length === 0 ? [] : [`Built with ${joinWords(frameworks)}.`]),
    ...(vendorPackages.length === 0 ? [] : [`Packages of vendors: ${joinWords(vendorPackages)}.`]),
  ];
}
