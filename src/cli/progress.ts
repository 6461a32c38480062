import { writeText, type Io } from "./io.ts";

/** One line on the terminal that says what is being done, rewritten each time. */
export interface Progress {
  readonly show: (activity: string) => Promise<void>;
  /** Takes the line away. Harmless when nothing was shown. */
  readonly clear: () => Promise<void>;
}

const eraseLine = "\r\u001b[2K";

/** Shows progress on standard error when that is a terminal and it is wanted; else does nothing. */
export function createProgress(io: Io, isWanted: boolean): Progress {
  if (!isWanted || !io.stderr.isTTY || io.env.TERM === "dumb" || io.env.CI) return { show: nothing, clear: nothing };
  let isShown = false;
  return {
    show: async (activity) => {
      isShown = true;
      await writeText(io.stderr, `${eraseLine}${activity.slice(0, (io.stderr.columns ?? 80) - 1)}`);
    },
    clear: async () => {
      if (isShown) await writeText(io.stderr, eraseLine);
      isShown = false;
    },
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
