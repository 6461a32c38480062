import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "./check-tools.mjs";

/** Reads the command line. Throws a UsageError for an unknown option, a bad number or a folder that does not exist. */
export function readOptions(args) {
  const { values, positionals } = parse(args);
  const folders = positionals.map((folder) => resolve(folder));
  for (const folder of folders) {
    if (!existsSync(folder)) throw new UsageError(`The folder ${folder} does not exist.`);
    if (!statSync(folder).isDirectory()) throw new UsageError(`${folder} is not a folder.`);
  }
  if (folders.length > 0 && values.sizes !== undefined) {
    throw new UsageError("`--sizes` is for generated projects; leave the folders out.");
  }
  return {
    folders,
    runs: wholeNumber("--runs", values.runs ?? "5", 1),
    sizes: (values.sizes ?? "1000").split(",").map((size) => wholeNumber("--sizes", size, 20)),
    out: values.out === undefined ? undefined : resolve(values.out),
    dist: values.dist === undefined ? undefined : resolve(values.dist),
  };
}

function parse(args) {
  const text = { type: "string" };
  try {
    return parseArgs({ args, allowPositionals: true, options: { runs: text, sizes: text, out: text, dist: text } });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function wholeNumber(option, text, least) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new UsageError(`\`${option}\` takes whole numbers of at least ${least}; \`${text}\` is none.`);
}
