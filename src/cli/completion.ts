import type { Command as Commander } from "commander";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** What a shell needs to complete the command line of the program. */
export function completionScript(program: Commander, shell: Shell): string {
  switch (shell) {
    case "bash":
      return bashScript(program);
    case "zsh":
      return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(program)}`;
    case "fish":
      return fishScript(program);
  }
}

/** Words after each command; file names are completed where no word fits. */
function bashScript(program: Commander): string {
  const cases = program.commands.map((command) => {
    const inner = command.commands.map((each) => each.name());
    const options = [command, ...command.commands].flatMap(optionWords);
    return `    ${command.name()}) words="${[...inner, ...new Set(options)].join(" ")}" ;;`;
  });
  return `# Completion of phi-lint. For bash: source <(phi-lint completion bash)
_phi_lint() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words
  COMPREPLY=()
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
    *) words="" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${[...program.commands.map((each) => each.name()), ...optionWords(program)].join(" ")}"
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _phi_lint phi-lint
`;
}

function optionWords(command: Commander): readonly string[] {
  return command.options.flatMap(({ long }) => long ?? []);
}

function fishScript(program: Commander): string {
  const lines = program.commands.flatMap((command) => {
    const name = command.name();
    const within = `-n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c phi-lint -n __fish_use_subcommand -a ${name} -d ${quoted(command.summary())}`,
      ...command.commands.map(
        (each) => `complete -c phi-lint ${within} -a ${each.name()} -d ${quoted(each.summary())}`,
      ),
      ...[command, ...command.commands].flatMap(({ options }) =>
        options.map(({ long, short, description }) => {
          const letters = short === undefined ? "" : ` -s ${short.slice(1)}`;
          return `complete -c phi-lint ${within}${letters} -l ${(long ?? "").slice(2)} -d ${quoted(description)}`;
        }),
      ),
    ];
  });
  return `# Completion of phi-lint. For fish: phi-lint completion fish | source\n${[...new Set(lines)].join("\n")}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
