import { accessSync, chmodSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConfigurationError } from "../util/configuration-error.ts";
import type { Io } from "./io.ts";

/** Throws a `ConfigurationError` when a report cannot be written there; asked before the scan, which takes longer. */
export function checkOutputFile(cwd: string, file: string): void {
  const absolute = path.resolve(cwd, file);
  const folder = path.dirname(absolute);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigurationError(`\`${file}\` cannot be written: its folder does not exist.`, {
      hint: `Create ${folder} first, or name another file.`,
    });
  }
  if (statSync(absolute, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigurationError(`\`${file}\` cannot be written: that is a folder.`, {
      hint: "Name a file inside it.",
    });
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new ConfigurationError(`\`${file}\` cannot be written: its folder is not writable.`, {
      hint: `Change the permissions of ${folder}, or name another file.`,
    });
  }
}

/**
 * Writes a report so that a reader sees the old file or the new one, never half of it, also when it is interrupted. Devices and
 * pipes are written to directly, links are followed. Throws a `ConfigurationError` when the system refuses (no space, no permission).
 */
export async function writeOutputFile(io: Io, file: string, text: string): Promise<void> {
  const write = (): Promise<void> =>
    new Promise((resolve) => {
      writeWhole(path.resolve(io.cwd, file), file, text);
      resolve();
    });
  await (io.finishing?.(write) ?? write());
}

function writeWhole(absolute: string, file: string, text: string): void {
  const existing = statSync(absolute, { throwIfNoEntry: false });
  try {
    if (existing !== undefined && !existing.isFile()) writeFileSync(absolute, text);
    else if (existing === undefined) replaceFile(absolute, text);
    else replaceFile(realpathSync(absolute), text, existing.mode);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new ConfigurationError(`\`${file}\` could not be written: ${why}.`, {
      hint: "Check the permissions and the space that is left, or name another file.",
    });
  }
}

/** `mode` is that of the file to be replaced, which the new one keeps. */
function replaceFile(absolute: string, text: string, mode?: number): void {
  const temporary = path.join(path.dirname(absolute), `.${path.basename(absolute)}.${String(process.pid)}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    if (mode !== undefined) chmodSync(temporary, mode & 0o777);
    renameSync(temporary, absolute);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
