/**
 * Writes docs/vendors.md from the built rules and the fixtures. `npm run docs` builds and runs it.
 *
 *   node scripts/vendors-page.js [dist]
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const dist = resolve(process.argv[2] ?? "dist");
const load = (file) => import(pathToFileURL(resolve(dist, file)).href);
const { loadRuleSet } = await load("ruleset/load-rule-set.js");
const { vendorsPage } = await load("report/vendors-page.js");
const { vendorFixtures } = await load("report/vendor-fixtures.js");

const root = resolve("fixtures", "vendors");
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ path: name.replaceAll("\\", "/"), text: readFileSync(join(root, name), "utf8") }));
const ruleSet = await loadRuleSet({ presets: ["vendors"], documents: [] });
writeFileSync(resolve("docs", "vendors.md"), vendorsPage(ruleSet, vendorFixtures(files)));
