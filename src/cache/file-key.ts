import { createHash } from "node:crypto";
import type { SourceFile } from "../model/project.ts";

/**
 * The name of what extraction tells of a file: its text, and how its name goes on after the first dot, which tells the parser
 * the language (`.ts`, `.d.ts`, `.tsx`). Where the file lies does not matter.
 */
export function fileKey({ path, text }: SourceFile): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.indexOf(".");
  return createHash("sha256")
    .update(dot < 0 ? "" : name.slice(dot))
    .update("\0")
    .update(text)
    .digest("hex");
}
