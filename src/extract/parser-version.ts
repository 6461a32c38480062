import { createRequire } from "node:module";

/** The version of the parser, which another release of it may change without this program. Does not load it. */
export function parserVersion(): string {
  const { version } = createRequire(import.meta.url)("ts-morph/package.json") as { readonly version: string };
  return version;
}
