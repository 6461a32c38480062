import { readFileSync, statSync } from "node:fs";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { SourceFile } from "../model/project.ts";
import { decodeText } from "./decode-text.ts";
import { describeMinified } from "./minified.ts";

export type ReadOutcome =
  | { readonly kind: "source"; readonly source: SourceFile }
  | { readonly kind: "left-out"; readonly reason: string; readonly diagnostic: Diagnostic };

const largestFile = 1024 * 1024;

/**
 * Reads one source file. `absolute` is where it is, `file` how results name it.
 * Too large, binary, minified and unreadable files are left out, each with its reason; this never throws.
 */
export function readSource(absolute: string, file: string): ReadOutcome {
  const size = statSync(absolute, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestFile) {
    const reason = `larger than 1 MiB (${(size / largestFile).toFixed(1)} MiB)`;
    return leftOut("file-too-large", file, reason, `\`${file}\` was not read: it is ${reason}.`);
  }
  const bytes = readBytes(absolute);
  if (typeof bytes === "string") {
    return leftOut("file-unreadable", file, `unreadable (${bytes})`, `\`${file}\` could not be read: ${bytes}.`);
  }
  const text = decodeText(bytes);
  if (text === undefined) {
    return leftOut("file-binary", file, "binary", `\`${file}\` was not read: it holds binary data.`);
  }
  const minified = describeMinified(text);
  if (minified !== undefined) {
    const message = `\`${file}\` was not read: it is minified (${minified}); scan the code it was built from instead.`;
    return leftOut("file-minified", file, `minified (${minified})`, message);
  }
  return { kind: "source", source: { path: file, text } };
}

function readBytes(absolute: string): Buffer | string {
  try {
    return readFileSync(absolute);
  } catch (error) {
    return errorCode(error);
  }
}

/** The system's short name of what went wrong: `EACCES`. Its full text holds absolute paths, which differ by machine. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}

function leftOut(code: Diagnostic["code"], file: string, reason: string, message: string): ReadOutcome {
  return { kind: "left-out", reason, diagnostic: { code, file, message } };
}
