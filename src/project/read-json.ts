import { readFileSync, statSync } from "node:fs";
import { parseJsonWithComments } from "./json-with-comments.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export type JsonOutcome =
  | { readonly kind: "object"; readonly value: JsonObject }
  | { readonly kind: "missing" }
  | { readonly kind: "broken"; readonly reason: string };

const largestFile = 1024 * 1024;

/** Reads a file of settings that must hold an object; says what is wrong instead of throwing. */
export function readJson(absolute: string): JsonOutcome {
  let text: string;
  try {
    const stats = statSync(absolute);
    if (!stats.isFile()) return { kind: "missing" };
    if (stats.size > largestFile) return { kind: "broken", reason: "it is larger than 1 MiB" };
    text = readFileSync(absolute, "utf8");
  } catch {
    return { kind: "missing" };
  }
  try {
    const value = parseJsonWithComments(text);
    return isObject(value) ? { kind: "object", value } : { kind: "broken", reason: "it does not hold an object" };
  } catch {
    return { kind: "broken", reason: "it is not valid JSON" };
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The strings of a string or list of strings; anything else gives none. */
export function stringsIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each) => typeof each === "string");
}
