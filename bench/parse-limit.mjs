/**
 * The parse limit, L1: reads every file of a list and makes its syntax tree with parents and JSDoc, dropping each tree.
 * What any analysis on this parser costs at least.
 *
 *   node bench/parse-limit.mjs <file with a JSON array of paths>
 */
import { readFileSync } from "node:fs";
import { ts } from "ts-morph";

const files = JSON.parse(readFileSync(process.argv[2], "utf8"));
let nodes = 0;
for (const file of files) {
  const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  nodes += tree.statements.length;
}
process.stdout.write(`${String(nodes)} statements\n`);
