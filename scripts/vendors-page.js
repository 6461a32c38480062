/**
 * Writes docs/vendors.md from the built rules. `npm run docs` builds and runs it.
 *
 *   node scripts/vendors-page.js [dist]
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const dist = resolve(process.argv[2] ?? "dist");
const load = (file) => import(pathToFileURL(resolve(dist, file)).href);
const { loadRuleSet } = await load("ruleset/load-rule-set.js");
const { vendorsPage } = await load("report/vendors-page.js");

writeFileSync(resolve("docs", "vendors.md"), vendorsPage(await loadRuleSet({ presets: ["vendors"], documents: [] })));
