import { readFileSync } from "node:fs";
import path from "node:path";
import { MergeMistake, mergeSarif } from "../report/merge-sarif.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import type { MergeOptions } from "./command.ts";
import { writeText, type Io } from "./io.ts";
import { checkOutputFile, writeOutputFile } from "./output-file.ts";

/** `phi-lint merge a.sarif b.sarif`: one report of several. */
export async function merge({ inputs, output }: MergeOptions, io: Io): Promise<number> {
  if (output !== "-") checkOutputFile(io.cwd, output);
  const text = merged(inputs.map((name) => ({ name, log: readLog(io.cwd, name) })));
  if (output === "-") await writeText(io.stdout, text);
  else await writeOutputFile(io, output, text);
  return 0;
}

function merged(logs: Parameters<typeof mergeSarif>[0]): string {
  try {
    return mergeSarif(logs);
  } catch (error) {
    if (!(error instanceof MergeMistake)) throw error;
    throw new ConfigurationError(error.message, { hint: "Name reports written with `phi-lint scan -f sarif=<file>`." });
  }
}

function readLog(cwd: string, name: string): unknown {
  let text: string;
  try {
    text = readFileSync(path.resolve(cwd, name), "utf8");
  } catch {
    throw new ConfigurationError(`The report \`${name}\` cannot be read.`, { hint: "Check its path." });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ConfigurationError(`\`${name}\` is not valid JSON.`, { hint: "Write it anew." });
  }
}
