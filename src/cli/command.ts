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

export interface PrintGraphOptions {
  readonly file: string;
  readonly configPath?: string;
}

export interface MergeOptions {
  readonly inputs: readonly string[];
  /** `-` is standard output. */
  readonly output: string;
}

export interface RulesOptions {
  readonly configPath?: string;
  /** Words that a rule or vendor must hold, all of them. */
  readonly words: readonly string[];
  readonly json: boolean;
}

export interface ExplainOptions extends ProjectRequest {
  /** A rule, a vendor, or the beginning of a fingerprint. */
  readonly subject: string;
  readonly color: boolean;
}

export interface InitOptions extends ProjectRequest {
  /** Write everything that is proposed without asking. */
  readonly yes: boolean;
}

/** What the user asked for, or what to answer when parsing alone settles it (help, version, a usage error). */
export type Command =
  | { readonly kind: "scan"; readonly options: ScanOptions }
  | { readonly kind: "print-graph"; readonly options: PrintGraphOptions }
  | { readonly kind: "baseline"; readonly options: BaselineOptions }
  | { readonly kind: "config"; readonly options: ConfigOptions }
  | { readonly kind: "merge"; readonly options: MergeOptions }
  | { readonly kind: "rules"; readonly options: RulesOptions }
  | { readonly kind: "explain"; readonly options: ExplainOptions }
  | { readonly kind: "init"; readonly options: InitOptions }
  | { readonly kind: "answered"; readonly stdout: string; readonly stderr: string; readonly exitCode: number };
