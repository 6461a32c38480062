/** The world as the command line sees it, so that tests can run it without a process. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** Runs something that leaves nothing behind when it may end: Ctrl-C counts afterwards. */
  readonly finishing?: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Asks a person at the terminal; absent when nobody is there. */
  readonly ask?: (question: string) => Promise<string>;
  /** The day as an ISO date, for allowances that end; nothing else depends on the clock. */
  readonly today: string;
}

export interface OutputStream {
  /** Resolves when the text has been handed over; rejects when that failed, with `code: "EPIPE"` when nobody reads. */
  readonly write: (text: string) => Promise<void>;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

/** Writes text; a reader that has gone away (`phi-lint scan | head`) is no error. */
export async function writeText(stream: OutputStream, text: string): Promise<void> {
  if (text === "") return;
  try {
    await stream.write(text);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw error;
  }
}
