/**
 * `npm run check`: everything that can be said about the code without running it. Runs the `check:…` scripts of
 * package.json in the order they stand there, each with its own output; the first failure stops. Needs no network.
 *
 * `npm run check -- lint format` runs only the steps named.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const prefix = "check:";
const steps = Object.keys(scripts)
  .filter((name) => name.startsWith(prefix))
  .map((name) => name.slice(prefix.length));

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !steps.includes(name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(", ")}. The steps are ${steps.join(", ")}.`);
  process.exit(2);
}

for (const step of steps.filter((name) => asked.length === 0 || asked.includes(name))) {
  const started = performance.now();
  console.log(`\n▶ ${step}: ${scripts[prefix + step]}`);
  const { status } = spawnSync("npm", ["run", "--silent", prefix + step], { stdio: "inherit" });
  if (status !== 0) {
    console.error(`✗ ${step} failed.`);
    process.exit(1);
  }
  console.log(`✓ ${step} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}
