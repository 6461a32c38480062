import { Argument, Option, type Command as Commander } from "commander";
import type { FailOn } from "../config/settings.ts";
import type { Confidence } from "../model/finding.ts";
import type { Level } from "../model/rule-set.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import type { BaselineAction, Command } from "./command.ts";
import { completionScript, shells, type Shell } from "./completion.ts";
import { formatNames, outputsOf } from "./outputs.ts";

/** Adds all commands; each says what was asked for to `done`. Nothing is loaded here that help does not need. */
export function addCommands(program: Commander, cwd: string, done: (command: Command) => void): void {
  addScan(program, cwd, done);
  addBaseline(program, done);
  addExplain(program, done);
  addRules(program, done);
  addInit(program, done);
  addConfig(program, done);
  addMerge(program, done);
  addCompletion(program, done);
}

/** Commander's view of options that several commands have. */
interface CommonArguments {
  readonly config?: string;
  readonly baseline?: string | boolean;
  readonly baselineRef?: string;
  readonly quiet?: boolean;
  readonly progress: boolean;
}

interface ScanArguments extends CommonArguments {
  readonly format: readonly string[];
  readonly output?: string;
  readonly since?: string;
  readonly failOn?: FailOn;
  readonly minLevel?: Level;
  readonly minConfidence?: Confidence;
  readonly strict?: boolean;
  readonly includeAccepted?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

const scanNotes = `
New is what neither the baseline nor a comment in the code accepts. Without a baseline everything is new.

Exit codes:
  0    nothing new at or above the thresholds, or --fail-on never
  1    findings that fail (see --fail-on), or something that --strict does not let pass
  2    could not run: a wrong option or setting, or nothing that could be analysed
  130  interrupted`;

function addScan(program: Commander, cwd: string, done: (command: Command) => void): void {
  const command = program
    .command("scan")
    .summary("scan files and folders")
    .description("Scans files and folders (the current folder by default) and reports what reaches which vendor.")
    .argument("[paths...]", "files and folders to scan")
    .addOption(
      new Option("-f, --format <format[=file]>", `report format: ${formatNames.join(", ")}; repeatable`)
        .default([], "text")
        .argParser((value: string, earlier: readonly string[]) => [...earlier, value]),
    )
    .option("-o, --output <file>", "write the report to a file; - is standard output");
  addConfigOption(command)
    .option("--baseline <file>", "baseline of accepted findings (default: phi-lint.baseline.json beside the settings)")
    .option("--no-baseline", "set the findings against nothing")
    .option("--baseline-ref <ref>", "read the baseline as it is at a commit, so that a change cannot accept itself")
    .addOption(
      new Option("--since <ref>", "new is what the program did not leak where this branch left <ref>").conflicts([
        "baselineRef",
      ]),
    )
    .addOption(
      new Option("--fail-on <which>", "findings that make the exit code 1 (default: new)").choices([
        "new",
        "any",
        "never",
      ]),
    )
    .addOption(
      new Option("--min-level <level>", "leave out findings below this level (default: note)").choices([
        "error",
        "warning",
        "note",
      ]),
    )
    .addOption(
      new Option("--min-confidence <confidence>", "leave out findings below this confidence (default: medium)").choices(
        ["high", "medium", "low"],
      ),
    )
    .option("--strict", "fail also on stale entries and comments, bounds met, and files analysed in part")
    .option("--include-accepted", "write accepted findings to SARIF, marked as suppressed")
    .addOption(new Option("--quiet", "print less").conflicts("verbose"))
    .option("--verbose", "print more: every flow, every file left out")
    .option("--no-color", "print without colours")
    .option("--no-progress", "show no progress")
    .addHelpText("after", scanNotes)
    .action((paths: readonly string[], given: ScanArguments) => {
      if (given.since !== undefined && typeof given.baseline === "string") {
        throw new ConfigurationError("`--since` and `--baseline` both say what is known.", {
          hint: "Give one of them.",
        });
      }
      done({
        kind: "scan",
        options: {
          ...projectRequest(paths, given),
          ...baselineRequest(given),
          outputs: outputsOf(given.format, given.output, cwd),
          ...(given.since !== undefined && { since: given.since }),
          ...(given.failOn !== undefined && { failOn: given.failOn }),
          ...(given.minLevel !== undefined && { minLevel: given.minLevel }),
          ...(given.minConfidence !== undefined && { minConfidence: given.minConfidence }),
          ...(given.strict !== undefined && { strict: given.strict }),
          includeAccepted: given.includeAccepted ?? false,
          verbose: given.verbose ?? false,
          color: given.color,
        },
      });
    });
}

interface BaselineArguments extends CommonArguments {
  readonly reason?: string;
  readonly owner?: string;
  readonly expires?: string;
  readonly force?: boolean;
  readonly strict?: boolean;
}

const baselineActions: Readonly<Record<BaselineAction, string>> = {
  create: "write a baseline of everything that is found",
  update: "accept what is new, write what has moved as it is now, and take out what is fixed",
  prune: "take out what is fixed; accept nothing",
  check: "say what is new, known and fixed; exit code 1 when something is new",
};

function addBaseline(program: Commander, done: (command: Command) => void): void {
  const group = program
    .command("baseline")
    .summary("accept findings, so that only new ones fail")
    .description("Keeps the findings that a team has accepted, in phi-lint.baseline.json beside the settings.")
    .helpCommand(false);
  for (const [action, summary] of Object.entries(baselineActions) as [BaselineAction, string][]) {
    const command = group
      .command(action)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
      .summary(summary);
    command.argument("[paths...]", "files and folders to scan (default: the current folder)");
    addConfigOption(command).option(
      "--baseline <file>",
      "the file (default: phi-lint.baseline.json beside the settings)",
    );
    if (action === "create" || action === "update") {
      command
        .option("--reason <text>", "why the entries that are added are accepted")
        .option("--owner <name>", "who looks after them")
        .option("--expires <date>", "the last day on which they count, as 2027-01-31");
    }
    if (action === "create") command.option("--force", "replace a baseline that exists");
    if (action === "check") {
      command
        .option("--strict", "exit code 1 also when something is fixed and still in the baseline")
        .option("--baseline-ref <ref>", "read the baseline as it is at a commit");
    }
    command
      .option("--quiet", "print less")
      .option("--no-progress", "show no progress")
      .action((paths: readonly string[], given: BaselineArguments) => {
        done({
          kind: "baseline",
          options: {
            ...projectRequest(paths, given),
            ...baselineRequest(given),
            action,
            remarks: {
              ...(given.reason !== undefined && { reason: given.reason }),
              ...(given.owner !== undefined && { owner: given.owner }),
              ...(given.expires !== undefined && { expires: dateOf(given.expires) }),
            },
            force: given.force ?? false,
            strict: given.strict ?? false,
          },
        });
      });
  }
}

function addExplain(program: Commander, done: (command: Command) => void): void {
  const command = program
    .command("explain")
    .summary("explain a rule, a vendor or a finding")
    .description(
      "Explains a rule (why it is one, what to do), a vendor (which calls are known), or a finding by the beginning of its fingerprint: its whole path, and the rule data that matched.",
    )
    .argument("<rule|vendor|fingerprint>", "as reports and `phi-lint rules` name it")
    .argument("[paths...]", "for a fingerprint: files and folders to scan (default: the current folder)");
  addConfigOption(command)
    .option("--no-color", "print without colours")
    .option("--no-progress", "show no progress")
    .action((subject: string, paths: readonly string[], given: CommonArguments & { readonly color: boolean }) => {
      done({ kind: "explain", options: { ...projectRequest(paths, given), subject, color: given.color } });
    });
}

function addRules(program: Commander, done: (command: Command) => void): void {
  const command = program
    .command("rules")
    .summary("list rules and vendors")
    .description("Lists the rules and the vendors that hold here; with words, those that have all of them.")
    .argument("[words...]", "words in the id, name, class or title");
  addConfigOption(command)
    .option("--json", "print JSON")
    .action((words: readonly string[], given: { readonly config?: string; readonly json?: boolean }) => {
      done({
        kind: "rules",
        options: { words, ...(given.config !== undefined && { configPath: given.config }), json: given.json ?? false },
      });
    });
}

function addInit(program: Commander, done: (command: Command) => void): void {
  program
    .command("init")
    .summary("write settings, a workflow and a baseline")
    .description(
      "Looks at the project and proposes settings, a GitHub workflow and a baseline. Asks before each file; never overwrites one.",
    )
    .option("-y, --yes", "write everything without asking")
    .option("--no-progress", "show no progress")
    .action((given: { readonly yes?: boolean; readonly progress: boolean }) => {
      done({ kind: "init", options: { paths: [], quiet: false, progress: given.progress, yes: given.yes ?? false } });
    });
}

function addConfig(program: Commander, done: (command: Command) => void): void {
  const command = program
    .command("config")
    .summary("print the settings and where each comes from")
    .description(
      "Prints the settings that hold for a path, each with the file and line, variable or default it comes from.",
    )
    .argument("[paths...]", "files and folders (default: the current folder)");
  addConfigOption(command)
    .option("--json", "print JSON")
    .action((paths: readonly string[], given: { readonly config?: string; readonly json?: boolean }) => {
      done({
        kind: "config",
        options: { paths, ...(given.config !== undefined && { configPath: given.config }), json: given.json ?? false },
      });
    });
}

function addMerge(program: Commander, done: (command: Command) => void): void {
  program
    .command("merge")
    .summary("join SARIF reports into one")
    .description("Joins SARIF reports of phi-lint into one with a single run, as code scanning wants it.")
    .argument("<files...>", "SARIF reports, such as those of the packages of a repository")
    .option("-o, --output <file>", "write to a file; - is standard output", "-")
    .action((inputs: readonly string[], { output }: { readonly output: string }) => {
      done({ kind: "merge", options: { inputs, output } });
    });
}

function addCompletion(program: Commander, done: (command: Command) => void): void {
  program
    .command("completion")
    .summary("print what a shell needs to complete commands")
    .description(
      "Prints a script for a shell: source <(phi-lint completion bash), or phi-lint completion fish | source",
    )
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .action((shell: Shell) => {
      done({ kind: "answered", stdout: completionScript(program, shell), stderr: "", exitCode: 0 });
    });
}

function addConfigOption(command: Commander): Commander {
  return command.option("-c, --config <file>", "settings file (default: phi-lint.yml, looked for upward)");
}

function projectRequest(paths: readonly string[], { config, quiet, progress }: CommonArguments) {
  return { paths, ...(config !== undefined && { configPath: config }), quiet: quiet ?? false, progress };
}

function baselineRequest({ baseline, baselineRef }: CommonArguments) {
  return {
    ...(baseline === false && { baseline: false as const }),
    ...(typeof baseline === "string" && { baseline }),
    ...(baselineRef !== undefined && { baselineRef }),
  };
}

function dateOf(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new ConfigurationError(`\`--expires ${text}\` is not a date.`, { hint: "Write it as `2027-01-31`." });
}
