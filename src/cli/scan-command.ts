import { Option, type Command as Commander } from "commander";
import type { FailOn } from "../config/settings.ts";
import type { Confidence } from "../model/finding.ts";
import type { Level } from "../model/rule-set.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import type { Command } from "./command.ts";
import {
  addConfigOption,
  addProjectOptions,
  baselineRequest,
  projectRequest,
  type CommonArguments,
} from "./common-arguments.ts";
import { formatNames, outputsOf } from "./outputs.ts";

/** Commander's view of the options. */
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
  readonly printGraph?: string;
  readonly color: boolean;
}

const scanNotes = `
New is what neither the baseline nor a comment in the code accepts. Without a baseline everything is new.

Exit codes:
  0    nothing new at or above the thresholds, or --fail-on never
  1    findings that fail (see --fail-on), or something that --strict does not let pass
  2    could not run: a wrong option or setting, or nothing that could be analysed
  130  interrupted`;

/** Adds `phi-lint scan`. */
export function addScan(program: Commander, cwd: string, done: (command: Command) => void): void {
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
    .option("--verbose", "print more: every flow, every file left out, and where the search for data ended")
    .option("--no-color", "print without colours");
  addProjectOptions(command)
    .addOption(
      new Option(
        "--print-graph <file>",
        "print the module graph of one file and scan nothing, for contributors",
      ).conflicts(["format", "output", "since", "baseline"]),
    )
    .addHelpText("after", scanNotes)
    .action((paths: readonly string[], given: ScanArguments) => {
      if (given.since !== undefined && typeof given.baseline === "string") {
        throw new ConfigurationError("`--since` and `--baseline` both say what is known.", {
          hint: "Give one of them.",
        });
      }
      if (given.printGraph !== undefined) {
        done({
          kind: "print-graph",
          options: { file: given.printGraph, ...(given.config !== undefined && { configPath: given.config }) },
        });
        return;
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
