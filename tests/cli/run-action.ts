import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { temporaryProject } from "../project/temporary-project.ts";

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const action = parse(readFileSync("action.yml", "utf8")) as Action;

/** What a job sees of an action that it has used. */
export interface ActionRun {
  readonly succeeded: boolean;
  /** The steps that ran, with what those of other actions were given. */
  readonly steps: readonly { readonly name: string; readonly with?: Readonly<Record<string, string>> }[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly stdout: string;
  readonly stderr: string;
  /** The summary of the job. */
  readonly summary: string;
}

/**
 * Runs the steps of action.yml in their order as a runner does: expressions filled in, conditions asked, `run` given to bash with an
 * environment of its own, files for outputs and summary. Actions of others are not run; what they are given is returned.
 */
export function runAction(workspace: string, inputs: Readonly<Record<string, string>> = {}): ActionRun {
  const folder = temporaryProject({ summary: "# Earlier step\n" });
  const actionPath = path.join(folder, "action of others");
  cpSync("action", path.join(actionPath, "action"), { recursive: true });
  mkdirSync(path.join(folder, "temp"));
  const known = new Map<string, string>([["github.action_path", actionPath]]);
  for (const [name, { default: value = "" }] of Object.entries(action.inputs)) {
    known.set(`inputs.${name}`, inputs[name] ?? value);
  }
  const ran: ActionRun["steps"][number][] = [];
  const printed = { stdout: "", stderr: "" };
  let succeeded = true;
  action.runs.steps.forEach((step, index) => {
    if (!(step.if === undefined ? succeeded : holds(step.if, known, succeeded))) return;
    const given = filledIn(step.with ?? {}, known);
    ran.push({ name: step.name, ...(step.uses !== undefined && { with: given }) });
    if (step.run === undefined) return;
    const script = path.join(folder, `script-${String(index)}.sh`);
    const output = path.join(folder, `output-${String(index)}`);
    writeFileSync(script, fill(step.run, known));
    writeFileSync(output, "");
    const result = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
      cwd: path.join(workspace, fill(step["working-directory"] ?? ".", known)),
      encoding: "utf8",
      env: {
        PATH: process.env.PATH ?? "",
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_WORKSPACE: workspace,
        RUNNER_TEMP: path.join(folder, "temp"),
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: path.join(folder, "summary"),
        ...filledIn(step.env ?? {}, known),
      },
    });
    printed.stdout += result.stdout;
    printed.stderr += result.stderr;
    for (const line of readFileSync(output, "utf8").split("\n").filter(Boolean)) {
      const equals = line.indexOf("=");
      known.set(`steps.${step.id ?? ""}.outputs.${line.slice(0, equals)}`, line.slice(equals + 1));
    }
    if (result.status !== 0) succeeded = false;
  });
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, fill(value, known)]);
  return {
    succeeded,
    steps: ran,
    outputs: Object.fromEntries(outputs) as Record<string, string>,
    ...printed,
    summary: readFileSync(path.join(folder, "summary"), "utf8"),
  };
}

function filledIn(
  texts: Readonly<Record<string, string>>,
  known: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text, known)]));
}

function fill(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_, name: string) => known.get(name) ?? "");
}

/** Conditions of action.yml: `always()`, `a == 'b'` and `a != 'b'`, joined by `&&`. */
function holds(condition: string, known: ReadonlyMap<string, string>, succeeded: boolean): boolean {
  const parts = condition
    .replace(/^\$\{\{|\}\}$/g, "")
    .split("&&")
    .map((part) => part.trim());
  const asksAlways = parts.includes("always()");
  return (
    (succeeded || asksAlways) &&
    parts.every((part) => {
      if (part === "always()") return true;
      const [, name = "", operator, value] = /^([\w.-]+) (==|!=) '([^']*)'$/.exec(part) ?? [];
      if (operator === undefined) throw new Error(`The runner of the tests does not know the condition \`${part}\`.`);
      return ((known.get(name) ?? "") === value) === (operator === "==");
    })
  );
}
