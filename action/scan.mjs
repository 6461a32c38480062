/**
 * The scan of the GitHub Action: runs phi-lint with annotations, a SARIF report and a summary, and says what it found in the outputs of
 * the step. It ends with 0 whatever was found, so that the report is uploaded; a later step fails by `exit-code`.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { argv, env, exit } from "node:process";

const temporary = env.RUNNER_TEMP || ".";
const sarif = env.PHI_LINT_ACTION_SARIF || join(temporary, "phi-lint.sarif");
const json = join(temporary, "phi-lint.json");
const summary = join(temporary, "phi-lint.md");

const lines = (text) => (text || "").split("\n").flatMap((line) => line.trim() || []);
const option = (name, value) => (value ? [`--${name}=${value}`] : []);

const command = [...lines(env.PHI_LINT_ACTION_COMMAND), ...argv.slice(2)];
const [program, ...before] = command.length > 0 ? command : ["npx", "--yes", "phi-lint"];
const args = [
  "scan",
  ...["github", `sarif=${sarif}`, `json=${json}`, `markdown=${summary}`].flatMap((format) => ["-f", format]),
  ...option("config", env.PHI_LINT_ACTION_CONFIG),
  ...option("baseline-ref", env.PHI_LINT_ACTION_BASELINE_REF),
  ...option("since", env.PHI_LINT_ACTION_SINCE),
  ...option("fail-on", env.PHI_LINT_ACTION_FAIL_ON),
  ...lines(env.PHI_LINT_ACTION_ARGS),
  "--",
  ...lines(env.PHI_LINT_ACTION_PATHS),
];

const { status, error } = spawnSync(program, [...before, ...args], { stdio: "inherit" });
if (error) {
  console.error(`error: ${program} could not be started: ${error.message}`);
  exit(2);
}

const outputs = { "exit-code": String(status ?? 2), new: "", known: "", sarif: existsSync(sarif) ? sarif : "" };
if (existsSync(json)) {
  const report = JSON.parse(readFileSync(json, "utf8"));
  outputs.new = String(report.summary.findings);
  outputs.known = String(report.accepted.length);
}
if (existsSync(summary) && env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, readFileSync(summary));
const printed = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, printed.join(""));
else console.log(printed.join(""));
