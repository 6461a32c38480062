import type { Io, OutputStream } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FakeIo {
  readonly cwd?: string;
  readonly env?: Io["env"];
  readonly isTTY?: boolean;
  /** Of the terminal, 100 unless told otherwise. */
  readonly columns?: number;
  /** What a person answers, one after the other; absent when nobody is there. */
  readonly answers?: readonly string[];
  /** The reader of standard output has gone away. */
  readonly isClosed?: boolean;
}

/** Runs the command line in this process, with streams that remember what was written. */
export async function run(argv: readonly string[], fake: FakeIo = {}): Promise<Run> {
  const { cwd = import.meta.dirname, env = {}, isTTY = false, columns = 100, isClosed = false, answers } = fake;
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written): OutputStream => ({
    write: (text) => {
      if (isClosed && name === "stdout")
        return Promise.reject(Object.assign(new Error("broken pipe"), { code: "EPIPE" }));
      written[name] += text;
      return Promise.resolve();
    },
    isTTY,
    columns: isTTY ? columns : undefined,
  });
  const left = [...(answers ?? [])];
  const ask = (question: string): Promise<string> => {
    const answer = left.shift() ?? "";
    written.stderr += `${question}${answer}\n`;
    return Promise.resolve(answer);
  };
  const exitCode = await main(argv, {
    ...(answers !== undefined && { ask }),
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    env,
    cwd,
    today: "2026-01-31",
  });
  return { exitCode, ...written };
}
