import path from "node:path";
import type { Format } from "../report/reporters.ts";
import { nearestHint } from "../ruleset/nearest-name.ts";
import { ConfigurationError } from "../util/configuration-error.ts";
import type { Output } from "./scan-options.ts";

const formats: Readonly<Record<Format, true>> = {
  text: true,
  json: true,
  sarif: true,
  markdown: true,
  github: true,
  gitlab: true,
  csv: true,
};

export const formatNames: readonly string[] = Object.keys(formats);

/**
 * Works out where reports go from `--format` (each `name` or `name=file`) and `--output`. `-` is standard output. Files are
 * relative to `cwd`.
 *
 * Throws a `ConfigurationError` for an unknown format, two reports for one place, and `--output` where it is not clear
 * which report it means.
 */
export function outputsOf(
  formatArguments: readonly string[],
  outputFile: string | undefined,
  cwd: string,
): readonly Output[] {
  const outputs = (formatArguments.length === 0 ? ["text"] : formatArguments).map(parseFormat);
  const [first, ...others] = outputs;
  if (first === undefined || outputFile === undefined) return withoutClashes(outputs, cwd);
  if (others.length > 0 || first.file !== undefined) {
    throw new ConfigurationError("`--output` names the file of one report, and it is not clear of which.", {
      hint: "Give each report its file in `--format`: `-f sarif=report.sarif -f text`.",
    });
  }
  return [outputTo(first.format, outputFile)];
}

function parseFormat(argument: string): Output {
  const equals = argument.indexOf("=");
  const name = equals === -1 ? argument : argument.slice(0, equals);
  if (!isFormat(name)) {
    const known = formatNames.map((each) => `\`${each}\``).join(", ");
    throw new ConfigurationError(`There is no report format \`${name}\`; the formats are ${known}.`, {
      hint: nearestHint(name, formatNames) ?? "Choose one of them with `--format`.",
    });
  }
  if (equals === -1) return { format: name };
  const file = argument.slice(equals + 1);
  if (file === "") {
    throw new ConfigurationError(`\`--format ${argument}\` does not say which file to write.`, {
      hint: `Write \`--format ${name}=<file>\`, or \`--format ${name}\` for standard output.`,
    });
  }
  return outputTo(name, file);
}

function outputTo(format: Format, file: string): Output {
  return file === "-" ? { format } : { format, file };
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}

function withoutClashes(outputs: readonly Output[], cwd: string): readonly Output[] {
  const seen = new Set<string | undefined>();
  for (const { file } of outputs) {
    const absolute = file === undefined ? undefined : path.resolve(cwd, file);
    if (seen.has(absolute)) {
      const place = file === undefined ? "standard output" : `\`${file}\``;
      throw new ConfigurationError(`Two reports would go to ${place}.`, {
        hint: "Give each report a file of its own: `-f sarif=report.sarif -f text`.",
      });
    }
    seen.add(absolute);
  }
  return outputs;
}
