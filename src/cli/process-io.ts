import process from "node:process";
import type { Io, OutputStream } from "./io.ts";

/**
 * The real terminal and environment. Ctrl-C keeps its default meaning: the process ends at once, even in the middle of
 * the analysis, and the shell sees 130.
 */
export function processIo(): Io {
  return {
    stdout: outputStream(process.stdout),
    stderr: outputStream(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    finishing,
    ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
    today: new Date().toISOString().slice(0, 10),
  };
}

async function finishing<Result>(work: () => Promise<Result>): Promise<Result> {
  let isInterrupted = false;
  const remember = (): void => {
    isInterrupted = true;
  };
  process.on("SIGINT", remember);
  try {
    return await work();
  } finally {
    // Signals arrive when nothing else runs.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("SIGINT", remember);
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- the listener changes it
    if (isInterrupted) process.exit(130);
  }
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

function outputStream(stream: NodeJS.WriteStream): OutputStream {
  // The write's own callback reports the error; without a listener the event would end the process.
  stream.on("error", () => undefined);
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
    isTTY: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}
