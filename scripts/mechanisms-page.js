/**
 * Writes docs/mechanisms.md from fixtures/mechanisms.yml. `npm run docs` builds and runs it.
 *
 *   node scripts/mechanisms-page.js [dist]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";

const dist = resolve(process.argv[2] ?? "dist");
const { mechanismsPage } = await import(pathToFileURL(resolve(dist, "report/mechanisms-page.js")).href);

const mechanisms = parse(readFileSync(resolve("fixtures", "mechanisms.yml"), "utf8"));
writeFileSync(resolve("docs", "mechanisms.md"), mechanismsPage(mechanisms));
