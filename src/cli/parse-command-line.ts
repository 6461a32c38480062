import { existsSync } from "node:fs";
import path from "node:path";
import { Command as Commander, CommanderError, Option } from "commander";
import type { Confidence } from "../model/finding.ts";
import type { Level } from "../model/rule-set.ts";
import type { Io } from "./io.ts";
import { formatNames, outputsOf } from "./outputs.ts";
import type { ScanOptions } from "./scan-options.ts";
import { readVersion } from "./version.ts";

/** What the user asked for, or what to answer when parsing alone settles it (help, version, a usage error). */
export type Command =
  | { readonly kind: "scan"; readonly options: ScanOptions }
  | { readonly kind: "answered"; readonly stdout: string; readonly stderr: string; readonly exitCode: number };

const examples = `Examples:
  phi-lint scan                         scan the current folder
  phi-lint scan apps/web packages/ui    scan some folders
  phi-lint scan -f sarif=report.sarif   write a report for code scanning
  phi-lint scan --min-level error       show and fail on errors only
`;

/** Commander's view of the options of `scan`. */
interface ScanArguments {
  readonly format: readonly string[];
  readonly output?: string;
  readonly config?: string;
  readonly failOn: ScanOptions["failOn"];
  readonly minLevel: Level;
  readonly minConfidence: Confidence;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
  readonly progress: boolean;
}

/**
 * Reads the command line. Usage errors are answers with exit code 2; a `ConfigurationError` is thrown for arguments
 * that are well formed but make no sense together.
 */
export async function parseCommandLine(argv: readonly string[], io: Io): Promise<Command> {
  let stdout = "";
  let stderr = "";
  let command: Command | undefined;
  const program = new Commander("phi-lint")
    .description("Finds where health data leaves a JavaScript or TypeScript code base for advertising vendors.")
    .version(readVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText("before", examples)
    .addHelpText("after", "\nExit codes: 0 no findings, 1 findings, 2 could not run, 130 interrupted.")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => (stdout += text),
      writeErr: (text) => (stderr += text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    });
  addScan(program, (paths, given) => {
    command = { kind: "scan", options: scanOptions(paths, given, io.cwd) };
  });

  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) stderr += `${adviceAfter(error, argv, io.cwd)}\n`;
    return { kind: "answered", stdout, stderr, exitCode: error.exitCode === 0 ? 0 : 2 };
  }
  return command ?? { kind: "answered", stdout, stderr, exitCode: 0 };
}

/** Who gives a path that exists where a command was expected wants it scanned. */
function adviceAfter(error: CommanderError, argv: readonly string[], cwd: string): string {
  const isPath = error.code === "commander.unknownCommand" && existsSync(path.resolve(cwd, argv[0] ?? ""));
  return isPath
    ? `To scan files or folders: \`phi-lint scan ${argv.join(" ")}\`.`
    : "Run `phi-lint --help` for the commands and `phi-lint scan --help` for the options.";
}

function addScan(program: Commander, action: (paths: readonly string[], given: ScanArguments) => void): void {
  program
    .command("scan")
    .summary("scan files and folders")
    .description("Scans files and folders (the current folder by default) and reports what reaches which vendor.")
    .argument("[paths...]", "files and folders to scan")
    .addOption(
      new Option("-f, --format <format[=file]>", `report format: ${formatNames.join(", ")}; repeatable`)
        .default([], "text")
        .argParser((value: string, earlier: readonly string[]) => [...earlier, value]),
    )
    .option("-o, --output <file>", "write the report to a file; - is standard output")
    .option("-c, --config <file>", "settings file (default: phi-lint.yml, looked for upward)")
    .addOption(
      new Option("--fail-on <which>", "findings that make the exit code 1")
        .choices(["new", "any", "never"])
        .default("new"),
    )
    .addOption(
      new Option("--min-level <level>", "leave out findings below this level")
        .choices(["error", "warning", "note"])
        .default("note"),
    )
    .addOption(
      new Option("--min-confidence <confidence>", "leave out findings below this confidence")
        .choices(["high", "medium", "low"])
        .default("medium"),
    )
    .addOption(new Option("--quiet", "print less").conflicts("verbose"))
    .option("--verbose", "print more: every flow, every file left out")
    .option("--no-color", "print without colours")
    .option("--no-progress", "show no progress")
    .action(action);
}

function scanOptions(paths: readonly string[], given: ScanArguments, cwd: string): ScanOptions {
  return {
    paths,
    outputs: outputsOf(given.format, given.output, cwd),
    ...(given.config !== undefined && { configPath: given.config }),
    failOn: given.failOn,
    minLevel: given.minLevel,
    minConfidence: given.minConfidence,
    quiet: given.quiet ?? false,
    verbose: given.verbose ?? false,
    color: given.color,
    progress: given.progress,
  };
}
