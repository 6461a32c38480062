import { ConfigurationError } from "../util/configuration-error.ts";
import { describeBug, describeUserError } from "./describe-error.ts";
import { writeText, type Io } from "./io.ts";
import type { Command } from "./command.ts";
import { parseCommandLine } from "./parse-command-line.ts";

/**
 * Runs the command line: `argv` is what follows the program's name. Returns the exit code: 0 clean, 1 findings, 2 could
 * not run. Never throws for a mistake of the user or a bug of ours; both are written to standard error.
 *
 * Everything that costs time to load is imported by the command that needs it, so that help and usage errors are quick.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await run(await parseCommandLine(argv, io), io);
  } catch (error) {
    await writeText(io.stderr, error instanceof ConfigurationError ? describeUserError(error) : describeBug(error));
    return 2;
  }
}

async function run(command: Command, io: Io): Promise<number> {
  switch (command.kind) {
    case "answered":
      await writeText(io.stdout, command.stdout);
      await writeText(io.stderr, command.stderr);
      return command.exitCode;
    case "scan": {
      const { scan } = await import("./scan.ts");
      return scan(command.options, io);
    }
    case "print-graph": {
      const { printModuleGraph } = await import("./print-graph.ts");
      return printModuleGraph(command.options, io);
    }
    case "baseline": {
      const { baseline } = await import("./baseline.ts");
      return baseline(command.options, io);
    }
    case "config": {
      const { config } = await import("./config.ts");
      return config(command.options, io);
    }
    case "rules": {
      const { rules } = await import("./rules.ts");
      return rules(command.options, io);
    }
    case "explain": {
      const { explain } = await import("./explain.ts");
      return explain(command.options, io);
    }
    case "init": {
      const { init } = await import("./init.ts");
      return init(command.options, io);
    }
    case "merge": {
      const { merge } = await import("./merge.ts");
      return merge(command.options, io);
    }
  }
}
