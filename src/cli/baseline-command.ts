import type { Command as Commander } from "commander";
import { ConfigurationError } from "../util/configuration-error.ts";
import type { BaselineAction, Command } from "./command.ts";
import {
  addConfigOption,
  addProjectOptions,
  baselineRequest,
  projectRequest,
  type CommonArguments,
} from "./common-arguments.ts";

/** Commander's view of the options. */
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

/** Adds `phi-lint baseline` with its actions. */
export function addBaseline(program: Commander, done: (command: Command) => void): void {
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
    addProjectOptions(command)
      .option("--quiet", "print less")
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

function dateOf(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new ConfigurationError(`\`--expires ${text}\` is not a date.`, { hint: "Write it as `2027-01-31`." });
}
