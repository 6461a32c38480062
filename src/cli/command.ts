import type { EntryRemarks } from "../baseline/write-entries.ts";
import type { BaselineRequest, ProjectRequest, ScanOptions } from "./scan-options.ts";

export type BaselineAction = "create" | "update" | "prune" | "check";

export interface BaselineOptions extends ProjectRequest, BaselineRequest {
  readonly action: BaselineAction;
  readonly remarks: EntryRemarks;
  readonly force: boolean;
  readonly strict: boolean;
}

export interface ConfigOptions {
  readonly paths: readonly string[];
  readonly configPath?: string;
  readonly json: boolean;
}

export interface MergeOptions {
  readonly inputs: readonly string[];
  /** `-` is standard output. */
  readonly output: string;
}

export interface RulesOptions {
  readonly paths: readonly string[];
  readonly configPath?: string;
  /** Words that a rule or vendor must hold, all of them. */
  readonly words: readonly string[];
  readonly json: boolean;
}

export interface ExplainOptions extends ProjectRequest {
  readonly subject: string;
  readonly color: boolean;
}

export interface InitOptions extends ProjectRequest {
  readonly yes: boolean;
  readonly force: boolean;
}

/** What the user asked for, or what to answer when parsing alone settles it (help, version, a usage error). */
export type Command =
  | { readonly kind: "scan"; readonly options: ScanOptions }
  | { readonly kind: "baseline"; readonly options: BaselineOptions }
  | { readonly kind: "config"; readonly options: ConfigOptions }
  | { readonly kind: "merge"; readonly options: MergeOptions }
  | { readonly kind: "answered"; readonly stdout: string; readonly stderr: string; readonly exitCode: number };
