import { readFileSync } from "node:fs";

/** The version in package.json, which lies two folders up in the sources as well as in the build. */
export function readVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** What the build says of itself: a hash of the program, which changes more often than its version. Empty for sources. */
export function readBuild(): string {
  try {
    return readFileSync(new URL("../build-hash.txt", import.meta.url), "utf8");
  } catch {
    return "";
  }
}
