import { json } from "./json.ts";
import type { Reporter } from "./report-context.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

export type { ReportContext, Reporter } from "./report-context.ts";

export type Format = "text" | "json" | "sarif";

/** One reporter for each format of `--format`. */
export const reporters: Record<Format, Reporter> = { text, json, sarif };
