import { ConfigurationError } from "../util/configuration-error.ts";

/** A step into a YAML document: a key of a map or the index of a list entry. */
export type KeyPath = readonly (string | number)[];

/** A YAML (or JSON) file that was read as plain data. */
export interface YamlDocument {
  /** The file as messages name it. */
  readonly file: string;
  readonly value: unknown;
  /** The line, counted from 1, of the key or list entry at `path`, or of the nearest thing around it that exists. */
  readonly lineOf: (path: KeyPath) => number;
}

/** A ConfigurationError at `path` of a document. Needs no YAML parser, so that compiling rules does not load one. */
export function mistakeAt(document: YamlDocument, path: KeyPath, message: string, hint?: string): ConfigurationError {
  return new ConfigurationError(message, {
    file: document.file,
    line: document.lineOf(path),
    key: printKeyPath(path),
    hint,
  });
}

/** `sinks[0].ports.arg1`, or `(root)` for the whole file. */
export function printKeyPath(path: KeyPath): string {
  let printed = "";
  for (const key of path) {
    printed += typeof key === "number" ? `[${String(key)}]` : printed === "" ? key : `.${key}`;
  }
  return printed === "" ? "(root)" : printed;
}
