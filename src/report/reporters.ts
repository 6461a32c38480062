import { csv } from "./csv.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import type { Reporter } from "./report-context.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

export type { ReportContext, Reporter } from "./report-context.ts";

export type Format = "text" | "json" | "sarif" | "markdown" | "github" | "gitlab" | "csv";

/** One reporter for each format of `--format`. */
export const reporters: Record<Format, Reporter> = { text, json, sarif, markdown, github, gitlab, csv };
