import type { Command as Commander } from "commander";
import type { BaselineRequest, ProjectRequest } from "./scan-options.ts";

/** Commander's view of options that several commands have. */
export interface CommonArguments {
  readonly config?: string;
  readonly baseline?: string | boolean;
  readonly baselineRef?: string;
  readonly quiet?: boolean;
  readonly progress: boolean;
  readonly cache?: boolean;
  readonly cacheDir?: string;
}

export function addConfigOption(command: Commander): Commander {
  return command.option("-c, --config <file>", "settings file (default: phi-lint.yml, looked for upward)");
}

/** Options of all commands that analyse the project. */
export function addProjectOptions(command: Commander): Commander {
  return command
    .option("--cache-dir <folder>", "folder of the cache (default: in node_modules, if there is one)")
    .option("--no-cache", "read and write no cache")
    .option("--no-progress", "show no progress");
}

export function projectRequest(paths: readonly string[], given: CommonArguments): ProjectRequest {
  const { config, quiet, progress, cache, cacheDir } = given;
  return {
    paths,
    ...(config !== undefined && { configPath: config }),
    quiet: quiet ?? false,
    progress,
    ...(cacheDir !== undefined && { cache: cacheDir }),
    ...(cache === false && { cache: false as const }),
  };
}

export function baselineRequest({ baseline, baselineRef }: CommonArguments): BaselineRequest {
  return {
    ...(baseline === false && { baseline: false as const }),
    ...(typeof baseline === "string" && { baseline }),
    ...(baselineRef !== undefined && { baselineRef }),
  };
}
