/**
 * Writes docs/rules/<id>.md, the pages that code scanning links to, from the built rules. `npm run docs` builds and runs it.
 *
 *   node scripts/rule-pages.js [dist]
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const dist = resolve(process.argv[2] ?? "dist");
const load = (file) => import(pathToFileURL(resolve(dist, file)).href);
const { loadRuleSet } = await load("ruleset/load-rule-set.js");
const { rulePage } = await load("report/rule-page.js");

const folder = resolve("docs", "rules");
mkdirSync(folder, { recursive: true });
const { rules } = await loadRuleSet({ presets: [], documents: [] });
for (const [id, rule] of rules) writeFileSync(join(folder, `${id}.md`), rulePage(rule));
