/**
 * Writes docs/lexicon.md from the rule files. `npm run docs` builds and runs it.
 *
 *   node scripts/lexicon-page.js [dist]
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";

const dist = resolve(process.argv[2] ?? "dist");
const { lexiconPage } = await import(pathToFileURL(resolve(dist, "report/lexicon-page.js")).href);

const root = resolve("rules", "lexicon");
const groups = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yml"))
  .sort()
  .flatMap((name) => parse(readFileSync(join(root, name), "utf8"))?.lexicon?.terms ?? []);
writeFileSync(resolve("docs", "lexicon.md"), lexiconPage(groups));
