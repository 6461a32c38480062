import { existsSync } from "node:fs";
import path from "node:path";
import { Command as Commander, CommanderError } from "commander";
import type { Command } from "./command.ts";
import { addCommands } from "./commands.ts";
import type { Io } from "./io.ts";
import { readVersion } from "./version.ts";

const examples = `Examples:
  phi-lint scan                         scan the current folder
  phi-lint scan apps/web packages/ui    scan some folders
  phi-lint scan -f sarif=report.sarif   write a report for code scanning
  phi-lint scan --since origin/main     report what this branch adds
  phi-lint baseline create              accept what is found today, so that only new findings fail
`;

const exitCodes = `
Exit codes: 0 nothing new, 1 findings, 2 could not run, 130 interrupted.`;

/** Columns that the descriptions in a help text need to be wrapped at all. */
const narrowestColumn = 20;

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
    .addHelpText("after", exitCodes)
    .configureHelp({ minWidthToWrap: narrowestColumn })
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => (stdout += text),
      writeErr: (text) => (stderr += text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    });
  addCommands(program, io.cwd, (parsed) => {
    command = parsed;
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
