import path from "node:path";
import { isMinifiedName, isSourceName, isUnreadKind, supportFileReason, supportFolderReason } from "./file-kinds.ts";
import type { FileSelection } from "./file-selection.ts";

export type Judgement =
  | { readonly kind: "source" }
  | { readonly kind: "skipped"; readonly reason: string }
  /** Not a kind of file that holds code: nothing to say about it. */
  | { readonly kind: "other" };

/** How a file came up: named by the user, found by the walk, or found in a folder whose files are left out. */
export type Origin = "named" | "found" | { readonly reason: string };

/** Decides from its path alone whether a file is read. */
export function judgeFile(file: string, selection: FileSelection, origin: Origin): Judgement {
  const name = path.posix.basename(file);
  if (!isSourceName(name) && !isUnreadKind(name)) return { kind: "other" };
  const reason = reasonToSkip(file, name, selection, origin);
  return reason === undefined ? { kind: "source" } : { kind: "skipped", reason };
}

function reasonToSkip(file: string, name: string, selection: FileSelection, origin: Origin): string | undefined {
  if (selection.excludes(file)) return "excluded by the settings";
  if (!selection.includes(file)) return "not included by the settings";
  if (isUnreadKind(name)) return `of a kind that is not read yet (${path.posix.extname(name)})`;
  if (origin === "named") return undefined;
  if (origin !== "found") return origin.reason;
  return supportReason(name, "file", selection) ?? (isMinifiedName(name) ? "minified (*.min.js)" : undefined);
}

/** Why tests and the like are left out, or `undefined` when this is none or the settings want them. */
export function supportReason(name: string, kind: "file" | "folder", selection: FileSelection): string | undefined {
  if (selection.tests === "scan") return undefined;
  return kind === "file" ? supportFileReason(name) : supportFolderReason(name);
}
