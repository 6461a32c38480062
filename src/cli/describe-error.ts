import type { ConfigurationError } from "../util/configuration-error.ts";
import { visibleSentence } from "../util/visible-text.ts";

/** A mistake of the user: where it is, what it is, what to do; never a stack trace. */
export function describeUserError(error: ConfigurationError): string {
  const line = error.line === undefined ? "" : `:${String(error.line)}`;
  const place = error.file === undefined ? "" : `${error.file}${line}: `;
  const hint = error.hint === undefined ? "" : `\n  ${visibleSentence(error.hint)}`;
  return `error: ${visibleSentence(place + error.message)}${hint}\n`;
}

/** A mistake of ours, with all there is to find it. */
export function describeBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error: phi-lint met a bug of its own and stopped; please report it with the lines below.\n${stack}\n`;
}
