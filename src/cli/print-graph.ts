import { ConfigurationError } from "../util/configuration-error.ts";
import { visibleText } from "../util/visible-text.ts";
import { selectionOf } from "./analyze-project.ts";
import type { PrintGraphOptions } from "./command.ts";
import { writeText, type Io } from "./io.ts";
import { readSettings } from "./read-settings.ts";

/** Writes the module graph of one file, as `extract` makes it: a line for each node, edge and call. Scans nothing. */
export async function printModuleGraph({ file, configPath }: PrintGraphOptions, io: Io): Promise<number> {
  const request = { paths: [file], ...(configPath !== undefined && { configPath }) };
  const settings = await readSettings(request, io);
  const [{ findProject }, { extractModules }, { printGraph }] = await Promise.all([
    import("../project/find-project.ts"),
    import("../extract/extract-file.ts"),
    import("../model/print-graph.ts"),
  ]);
  const project = await findProject({ root: io.cwd, paths: [file], ...selectionOf(settings) });
  const [source, ...others] = project.sources;
  if (source === undefined || others.length > 0) {
    const why = project.skipped[0]?.reason;
    throw new ConfigurationError(
      source === undefined
        ? `\`${file}\` cannot be read as a module${why === undefined ? "" : `: ${why}`}.`
        : `\`${file}\` is a folder of ${String(project.sources.length)} files.`,
      { hint: "Name one TypeScript or JavaScript file." },
    );
  }
  const { modules, diagnostics } = extractModules([source]);
  for (const graph of modules) {
    const lines = printGraph(graph).split("\n");
    await writeText(io.stdout, lines.map((line) => `${visibleText(line)}\n`).join(""));
  }
  await writeText(io.stderr, diagnostics.map(({ message }) => `warning: ${visibleText(message)}\n`).join(""));
  return modules.length > 0 ? 0 : 2;
}
