import { cpSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { temporaryProject } from "../project/temporary-project.ts";
import { run } from "./fake-io.ts";
import { commitAll, git } from "./git-project.ts";

/** One section of docs/adopting.md: what is done to the code and which commands are run, in order, and what they answer. */
interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
  readonly answers: readonly string[];
}

interface Block {
  readonly language: "diff" | "sh";
  readonly text: string;
}

function sectionsOf(document: string): readonly Section[] {
  return document
    .split(/^### /m)
    .slice(1)
    .map((section) => ({
      heading: section.split("\n")[0] ?? "",
      blocks: Array.from(section.matchAll(/^```(diff|sh)\n(.*?)^```$/gms), ([, language, text = ""]): Block => ({
        language: language === "diff" ? "diff" : "sh",
        text,
      })),
      answers: Array.from(section.matchAll(/^> (.*)$/gm), ([, text = ""]) => text),
    }));
}

const sections = sectionsOf(readFileSync("docs/adopting.md", "utf8"));

/** Runs `npx phi-lint …` in this process, and `git …`; returns what was printed. */
async function runCommand(line: string, cwd: string): Promise<string> {
  const words = Array.from(
    line.replace(/ #.*$/, "").matchAll(/"([^"]*)"|(\S+)/g),
    ([, quoted, word]) => quoted ?? word ?? "",
  );
  if (words[0] === "git") return git(cwd, ...words.slice(1));
  expect(words.slice(0, 2)).toEqual(["npx", "phi-lint"]);
  const { exitCode, stdout, stderr } = await run(words.slice(2), { cwd });
  return `${stdout}${stderr}exit code ${String(exitCode)}`.replace(/\s+/g, " ");
}

/** The fingerprints of what is open, set against the baseline or against a commit. */
async function openFlows(cwd: string, ...argv: readonly string[]): Promise<readonly unknown[]> {
  const { stdout } = await run(["scan", "-f", "json", ...argv], { cwd });
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly fingerprints: unknown }[] };
  return findings.map(({ fingerprints }) => fingerprints);
}

test(
  "docs/adopting.md tells what happens, and --since says the same as the baseline",
  { timeout: 300_000 },
  async () => {
    const cwd = temporaryProject({});
    cpSync("fixtures/apps/betterhelp", cwd, { recursive: true });
    git(cwd, "init", "-q", "-b", "main");
    commitAll(cwd, "Before phi-lint");
    const wrong: string[] = [];
    for (const { heading, blocks, answers } of sections) {
      const isEdit = blocks.some(({ language }) => language === "diff");
      const printed: string[] = [];
      for (const { language, text } of blocks) {
        if (language === "diff") git(cwd, "apply", writePatch(text));
        else for (const line of text.trim().split("\n")) printed.push(await runCommand(line, cwd));
      }
      const all = printed.join(" ");
      wrong.push(...answers.filter((answer) => !all.includes(answer)).map((answer) => `${heading}: ${answer}\n${all}`));
      if (isEdit) {
        const since = await openFlows(cwd, "--since", "HEAD");
        expect({ heading, open: since }).toEqual({ heading, open: await openFlows(cwd) });
        git(cwd, "reset", "-q", "--hard");
        git(cwd, "clean", "-qfd");
      } else commitAll(cwd, heading);
    }
    expect(wrong).toEqual([]);
  },
);

function writePatch(text: string): string {
  return `${temporaryProject({ "change.patch": text })}/change.patch`;
}

test("the story holds every edit that a baseline must outlive, and every one that it must not", () => {
  const edits = sections.flatMap(({ heading, blocks }) =>
    blocks.some(({ language }) => language === "diff") ? [heading] : [],
  );
  expect(edits).toEqual([
    "Lines are inserted",
    "Code is reformatted",
    "Local variables are renamed",
    "A file is renamed",
    "A function is moved",
    "A helper is extracted",
    "A leak is added",
    "One leak takes the place of another",
    "A call is repeated",
    "The leak is fixed",
  ]);
});
