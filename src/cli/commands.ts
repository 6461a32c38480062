import { Argument, type Command as Commander } from "commander";
import { addBaseline } from "./baseline-command.ts";
import type { Command } from "./command.ts";
import { addConfigOption, addProjectOptions, projectRequest, type CommonArguments } from "./common-arguments.ts";
import { completionScript, shells, type Shell } from "./completion.ts";
import { addScan } from "./scan-command.ts";

/** Adds all commands; each says what was asked for to `done`. Nothing is loaded here that help does not need. */
export function addCommands(program: Commander, cwd: string, done: (command: Command) => void): void {
  addScan(program, cwd, done);
  addBaseline(program, done);
  addExplain(program, done);
  addRules(program, done);
  addInit(program, done);
  addConfig(program, done);
  addMerge(program, done);
  addCompletion(program, done);
}

function addExplain(program: Commander, done: (command: Command) => void): void {
  const command = program
    .command("explain")
    .summary("explain a rule, a vendor or a finding")
    .description(
      "Explains a rule (why it is one, what to do), a vendor (which calls are known), or a finding by the beginning of its fingerprint: its whole path, and the rule data that matched.",
    )
    .argument("<rule|vendor|fingerprint>", "as reports and `phi-lint rules` name it")
    .argument("[paths...]", "for a fingerprint: files and folders to scan (default: the current folder)");
  addProjectOptions(addConfigOption(command))
    .option("--no-color", "print without colours")
    .action((subject: string, paths: readonly string[], given: CommonArguments & { readonly color: boolean }) => {
      done({ kind: "explain", options: { ...projectRequest(paths, given), subject, color: given.color } });
    });
}

function addRules(program: Commander, done: (command: Command) => void): void {
  const command = program
    .command("rules")
    .summary("list rules and vendors")
    .description("Lists the rules and the vendors that hold here; with words, those that have all of them.")
    .argument("[words...]", "words in the id, name, class or title");
  addConfigOption(command)
    .option("--json", "print JSON")
    .action((words: readonly string[], given: { readonly config?: string; readonly json?: boolean }) => {
      done({
        kind: "rules",
        options: { words, ...(given.config !== undefined && { configPath: given.config }), json: given.json ?? false },
      });
    });
}

function addInit(program: Commander, done: (command: Command) => void): void {
  const command = program
    .command("init")
    .summary("write settings, a workflow and a baseline")
    .description(
      "Looks at the project and proposes settings, a GitHub workflow and a baseline. Asks before each file; never overwrites one.",
    )
    .option("-y, --yes", "write everything without asking");
  addProjectOptions(command).action((given: CommonArguments & { readonly yes?: boolean }) => {
    done({ kind: "init", options: { ...projectRequest([], given), yes: given.yes ?? false } });
  });
}

function addConfig(program: Commander, done: (command: Command) => void): void {
  const command = program
    .command("config")
    .summary("print the settings and where each comes from")
    .description(
      "Prints the settings that hold for a path, each with the file and line, variable or default it comes from.",
    )
    .argument("[paths...]", "files and folders (default: the current folder)");
  addConfigOption(command)
    .option("--json", "print JSON")
    .action((paths: readonly string[], given: { readonly config?: string; readonly json?: boolean }) => {
      done({
        kind: "config",
        options: { paths, ...(given.config !== undefined && { configPath: given.config }), json: given.json ?? false },
      });
    });
}

function addMerge(program: Commander, done: (command: Command) => void): void {
  program
    .command("merge")
    .summary("join SARIF reports into one")
    .description("Joins SARIF reports of phi-lint into one with a single run, as code scanning wants it.")
    .argument("<files...>", "SARIF reports, such as those of the packages of a repository")
    .option("-o, --output <file>", "write to a file; - is standard output", "-")
    .action((inputs: readonly string[], { output }: { readonly output: string }) => {
      done({ kind: "merge", options: { inputs, output } });
    });
}

function addCompletion(program: Commander, done: (command: Command) => void): void {
  program
    .command("completion")
    .summary("print what a shell needs to complete commands")
    .description(
      "Prints a script for a shell: source <(phi-lint completion bash), or phi-lint completion fish | source",
    )
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .action((shell: Shell) => {
      done({ kind: "answered", stdout: completionScript(program, shell), stderr: "", exitCode: 0 });
    });
}
