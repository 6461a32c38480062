/**
 * Writes schema/phi-lint.schema.json, which editors complete and check settings by, from the built program. `npm run docs` builds and
 * runs it.
 *
 *   node scripts/settings-schema.js [dist]
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const dist = resolve(process.argv[2] ?? "dist");
const { settingsJsonSchema } = await import(pathToFileURL(resolve(dist, "config", "settings-json-schema.js")).href);

mkdirSync("schema", { recursive: true });
writeFileSync(resolve("schema", "phi-lint.schema.json"), settingsJsonSchema());
