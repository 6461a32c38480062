import type { Span } from "./location.ts";

/** What phi-lint could not read or follow. Codes are stable: they appear in JSON and SARIF output. */
export type DiagnosticCode =
  | "file-unreadable"
  | "file-too-large"
  | "file-minified"
  | "file-binary"
  | "syntax-error"
  | "nesting-too-deep"
  | "bound-met"
  | "import-unresolved"
  | "directive-malformed"
  | "directive-unused"
  | "directive-expired";

/** One sentence about something in the user's code that limits the analysis; it never stops the scan. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** Path relative to the scan root, or undefined when the sentence is about the whole program. */
  readonly file?: string;
  readonly span?: Span;
  /** A complete sentence: what happened, where, and what to do if anything can be done. */
  readonly message: string;
}
