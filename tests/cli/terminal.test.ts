import { cpSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { run } from "./fake-io.ts";
import { commitAll, git } from "./git-project.ts";

test(
  "docs/terminal.md shows what a terminal shows; `npm run update-reports` writes it anew",
  { timeout: 120_000 },
  async () => {
    const cwd = temporaryProject({});
    cpSync("fixtures/apps/betterhelp", cwd, { recursive: true });
    git(cwd, "init", "-q", "-b", "main");
    commitAll(cwd, "Before phi-lint");
    let page = "";
    for (const part of readFileSync("docs/terminal.md", "utf8").split(/^(?=```console\n)/m)) {
      const [, command] = /^```console\n\$ npx phi-lint (.*)\n/.exec(part) ?? [];
      if (command === undefined) {
        page += part;
        continue;
      }
      const { stdout, stderr } = await run(command.split(" "), { cwd, answers: ["y", "y", "y"] });
      page += part.replace(/^```console\n.*?^```$/ms, () => {
        const shown = `${stdout}${stderr}`.replace(/ +$/gm, "").trimEnd();
        return `\`\`\`console\n$ npx phi-lint ${command}\n${shown === "" ? "" : `${shown}\n`}\`\`\``;
      });
    }
    await expect(page).toMatchFileSnapshot("../../docs/terminal.md");
  },
);
