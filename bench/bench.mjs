/**
 * Measures phi-lint against the parse limit of the same files. See docs/performance.md for what the numbers mean.
 *
 *   npm run bench                                 a generated project of 1,000 modules
 *   npm run bench -- <folder>…                    real projects
 *   npm run bench -- --sizes 500,1000,2000,4000   how the time grows with the size
 *   --runs <n>       medians of n runs (5)
 *   --out <folder>   write bench.json and bench.md there
 *   --dist <folder>  measure another build, with its bin/ beside it
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkTools, UsageError } from "./check-tools.mjs";
import { describeMachine } from "./machine.mjs";
import { measureFolder, measureStart } from "./measure.mjs";
import { prepareProjects } from "./projects.mjs";
import { readOptions } from "./read-options.mjs";
import { printMarkdown } from "./print-markdown.mjs";

const temporary = mkdtempSync(join(tmpdir(), "phi-lint-bench-"));
try {
  process.exitCode = await bench(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

async function bench(args) {
  const options = readOptions(args);
  const tools = checkTools(options.dist);
  const projects = prepareProjects(options, temporary);
  const start = await measureStart(tools, options.runs);
  const results = [];
  for (const project of projects) {
    console.error(`Measuring ${project.name}, ${options.runs} runs…`);
    results.push(await measureFolder(project, tools, { runs: options.runs, temporary }));
  }
  const report = { machine: describeMachine(), runs: options.runs, start, projects: results };
  const markdown = printMarkdown(report);
  console.log(markdown);
  if (options.out !== undefined) {
    mkdirSync(options.out, { recursive: true });
    writeFileSync(join(options.out, "bench.json"), `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(join(options.out, "bench.md"), markdown);
  }
  const wrong = results.filter(({ planted, findings }) => planted !== undefined && planted !== findings);
  for (const { name, planted, findings } of wrong) {
    console.error(`${name}: ${planted} leaks were planted, ${findings} were found.`);
  }
  return wrong.length === 0 ? 0 : 1;
}
