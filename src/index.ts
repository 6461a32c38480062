/** phi-lint as a library: read settings and rules, find the project, analyse it. */
export { analyze, type AnalysisInput } from "./analyze.ts";
export { loadSettings } from "./config/load-settings.ts";
export { extractModules } from "./extract/extract-file.ts";
export type * from "./model/diagnostic.ts";
export type { ExtractedModules } from "./model/extracted-file.ts";
export type * from "./model/finding.ts";
export type * from "./model/location.ts";
export type * from "./model/options.ts";
export type * from "./model/project.ts";
export type * from "./model/rule-set.ts";
export { findProject, type ProjectInput, type ProjectOptions } from "./project/find-project.ts";
export { reporters, type Format, type ReportContext, type Reporter } from "./report/reporters.ts";
export { loadRuleSet } from "./ruleset/load-rule-set.ts";
export { ConfigurationError } from "./util/configuration-error.ts";
export { printGraph } from "./model/print-graph.ts";
