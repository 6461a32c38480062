/** Where a mistake in the user's settings or rules is, and what may have been meant. */
export interface ConfigurationErrorPlace {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly key?: string | undefined;
  readonly hint?: string | undefined;
}

/**
 * A mistake of the user in settings, rules or arguments. The message is one full sentence that names the key and what was
 * expected; the place is kept beside it, so that the command line can print `file:line` in front and the hint behind.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly file?: string;
  readonly line?: number;
  readonly key?: string;
  /** A full sentence: the nearest match, or what to do next. */
  readonly hint?: string;

  constructor(message: string, place: ConfigurationErrorPlace = {}) {
    super(message);
    if (place.file !== undefined) this.file = place.file;
    if (place.line !== undefined) this.line = place.line;
    if (place.key !== undefined) this.key = place.key;
    if (place.hint !== undefined) this.hint = place.hint;
  }
}
