import { constants } from "node:os";
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

/** Ctrl-C, the end of a job, and a terminal that is closed; a shell sees 128 and the number of the signal. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function finishing<Result>(work: () => Promise<Result>): Promise<Result> {
  const received: NodeJS.Signals[] = [];
  const remember = (signal: NodeJS.Signals): void => {
    received.push(signal);
  };
  for (const signal of signals) process.on(signal, remember);
  try {
    return await work();
  } finally {
    // Signals are handed out once in each turn of the event loop, and this turn may have had its own already.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
    for (const signal of signals) process.off(signal, remember);
    const [first] = received;
    if (first !== undefined) process.exit(128 + constants.signals[first]);
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
