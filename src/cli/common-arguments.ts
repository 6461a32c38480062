import type { Command as Commander } from "commander";
import type { BaselineRequest, ProjectRequest } from "./scan-options.ts";

/** Commander's view of options that several commands have. */
export interface CommonArguments {
  readonly config?: string;
  readonly baseline?: string | boolean;
  readonly baselineRef?: string;
  readonly quiet?: boolean;
  readonly progress: boolean;
}

export function addConfigOption(command: Commander): Commander {
  return command.option("-c, --config <file>", "settings file (default: phi-lint.yml, looked for upward)");
}

export function projectRequest(paths: readonly string[], { config, quiet, progress }: CommonArguments): ProjectRequest {
  return { paths, ...(config !== undefined && { configPath: config }), quiet: quiet ?? false, progress };
}

export function baselineRequest({ baseline, baselineRef }: CommonArguments): BaselineRequest {
  return {
    ...(baseline === false && { baseline: false as const }),
    ...(typeof baseline === "string" && { baseline }),
    ...(baselineRef !== undefined && { baselineRef }),
  };
}
