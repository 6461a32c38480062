import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { run } from "./fake-io.ts";
import { commitAll, git } from "./git-project.ts";

/** One step of docs/adopting.md: its heading, its commands, and what it says they answer. */
interface Step {
  readonly heading: string;
  readonly commands: readonly string[];
  readonly answers: readonly string[];
}

function stepsOf(document: string): readonly Step[] {
  return document
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = ""] = section.split("\n");
      const code = Array.from(section.matchAll(/```sh\n(.*?)```/gs), ([, text = ""]) => text).join("");
      return {
        heading,
        commands: code.split("\n").filter((line) => line.startsWith("npx phi-lint ")),
        answers: Array.from(section.matchAll(/^> (.*)$/gm), ([, text = ""]) => text),
      };
    });
}

const steps = stepsOf(readFileSync("docs/adopting.md", "utf8"));

function edit(cwd: string, file: string, change: (text: string) => string): void {
  const absolute = path.join(cwd, file);
  const before = readFileSync(absolute, "utf8");
  const after = change(before);
  expect(after, `the edit of ${file}`).not.toBe(before);
  writeFileSync(absolute, after);
}

const question = "src/intake/PriorTherapyQuestion.tsx";
const page = "src/intake/IntakePage.tsx";
const route = "src/server/intake-route.ts";
const upload = "src/jobs/upload-audience.ts";
const report = `await reportConversion("Lead", { em: [hashEmail(contact.email)] }, { returning: answers.priorTherapy });`;

/** What a team does to its code before the commands of a step; the repository is as it was committed before each. */
const edits: Readonly<Record<string, (cwd: string) => void>> = {
  "Lines are inserted": (cwd) => {
    edit(cwd, page, (text) => `// Intake, first page.\nimport "./styles";\n\n${text}`);
  },
  "Code is reformatted": (cwd) => {
    edit(cwd, question, (text) =>
      text
        .replaceAll(";\n", "\n")
        .replaceAll('"', "'")
        .replace("{ page: 1, value: priorTherapy }", "{\n      page: 1,\n      value: priorTherapy,\n    }"),
    );
  },
  "A local variable is renamed": (cwd) => {
    edit(cwd, upload, (text) =>
      text.replace("(member) => [hashEmail(member.email)]", "(person) => [hashEmail(person.email)]"),
    );
  },
  "A file is renamed": (cwd) => {
    git(cwd, "mv", question, "src/intake/TherapyQuestion.tsx");
    edit(cwd, page, (text) => text.replace("./PriorTherapyQuestion", "./TherapyQuestion"));
  },
  "A function is moved": (cwd) => {
    mkdirSync(path.join(cwd, "src/nightly"));
    const text = readFileSync(path.join(cwd, upload), "utf8");
    const rest = text.indexOf("/** Our own operations board. */");
    writeFileSync(
      path.join(cwd, "src/nightly/audience.ts"),
      `import { countUpload } from "@/jobs/upload-audience";\n${text.slice(0, rest)}`,
    );
    writeFileSync(path.join(cwd, upload), text.slice(rest).replace("async function", "export async function"));
  },
  "A helper is extracted": (cwd) => {
    edit(
      cwd,
      route,
      (text) => `${text.replace(report, "await tellMeta(contact, answers);")}
async function tellMeta(contact: IntakeRequest["contact"], answers: IntakeRequest["answers"]) {
  ${report}
}
`,
    );
  },
  "A leak is added": (cwd) => {
    edit(cwd, route, (text) => text.replace(`newsletter: contact.newsletter }`, `depression: answers.depression }`));
  },
  "One leak takes the place of another": (cwd) => {
    edit(cwd, route, (text) => text.replace("returning: answers.priorTherapy", "returning: answers.depression"));
  },
  "A call is repeated": (cwd) => {
    edit(cwd, upload, (text) => text.replace(/( +await audience\.createUser.*\n)/, "$1$1"));
  },
  "The leak is fixed": (cwd) => {
    edit(cwd, route, (text) => text.replace(", { returning: answers.priorTherapy }", ""));
  },
};

test("docs/adopting.md tells what happens", { timeout: 240_000 }, async () => {
  const cwd = temporaryProject({});
  cpSync("fixtures/apps/betterhelp", cwd, { recursive: true });
  git(cwd, "init", "-q", "-b", "main");
  commitAll(cwd, "Before phi-lint");
  expect(Object.keys(edits).filter((heading) => !steps.some((step) => step.heading === heading))).toEqual([]);
  const told: string[] = [];
  for (const { heading, commands, answers } of steps) {
    edits[heading]?.(cwd);
    const printed: string[] = [];
    for (const command of commands) {
      const argv = Array.from(
        command.replace(/#.*$/, "").matchAll(/"([^"]*)"|(\S+)/g),
        ([, quoted, word]) => quoted ?? word ?? "",
      );
      const { exitCode, stdout, stderr } = await run(argv.slice(2), { cwd });
      printed.push(`${stdout}${stderr}exit code ${String(exitCode)}`.replace(/\s+/g, " "));
    }
    const all = printed.join(" ");
    const counts = / ([\d]+ new, \d+ known, \d+ fixed)/.exec(all)?.[1] ?? "";
    for (const answer of answers)
      if (!all.includes(answer)) told.push(`${heading}: ${answer} (${counts}): ${all.slice(-300)}`);
    if (edits[heading] === undefined) commitAll(cwd, heading);
    else {
      git(cwd, "reset", "-q", "--hard");
      git(cwd, "clean", "-qfd");
    }
  }
  expect(told).toEqual([]);
});
