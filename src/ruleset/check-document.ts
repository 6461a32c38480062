import { z } from "zod";
import type { ConfigurationError } from "../util/configuration-error.ts";
import { type KeyPath, mistakeAt, printKeyPath, type YamlDocument } from "./mistake-at.ts";
import { nearestHint } from "./nearest-name.ts";

/**
 * Checks a document against a schema and returns what it says; an empty file says nothing. Throws a ConfigurationError with
 * file, line and key that says what was expected, and the nearest name that is known.
 */
export function checkDocument<Schema extends z.ZodType>(schema: Schema, document: YamlDocument): z.infer<Schema> {
  const value = document.value ?? {};
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  if (issue === undefined) throw checked.error;
  throw describeIssue(schema, document, value, issue, []);
}

function describeIssue(
  schema: z.ZodType,
  document: YamlDocument,
  value: unknown,
  issue: z.core.$ZodIssue,
  parent: KeyPath,
): ConfigurationError {
  const path = [...parent, ...issue.path.map((key) => (typeof key === "symbol" ? String(key) : key))];
  const key = printKeyPath(path);
  const isMissing = path.length > 0 && valueAt(value, path) === undefined;
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownKey(schema, document, path, issue.keys[0] ?? "");
    case "invalid_union": {
      const deeper = deepestIssue(issue.errors);
      if (deeper !== undefined) return describeIssue(schema, document, value, deeper, path);
      const expected = [...new Set(issue.errors.flat().map(expectedOf))].join(" or ");
      if (isMissing) return mistakeAt(document, path, `\`${key}\` is missing; ${expected} was expected.`);
      return mistakeAt(document, path, `\`${key}\` is ${nameOf(valueAt(value, path))}; ${expected} was expected.`);
    }
    case "invalid_value": {
      const values = issue.values.map(String);
      const written = valueAt(value, path);
      const expected = `${values.length > 1 ? "one of " : ""}${values.map((item) => `\`${item}\``).join(", ")}`;
      if (isMissing) return mistakeAt(document, path, `\`${key}\` is missing; ${expected} was expected.`);
      const hint = typeof written === "string" ? nearestHint(written, values) : undefined;
      return mistakeAt(document, path, `\`${key}\` is ${nameOf(written)}; ${expected} was expected.`, hint);
    }
    default:
      if (isMissing) return mistakeAt(document, path, `\`${key}\` is missing; ${expectedOf(issue)} was expected.`);
      return mistakeAt(
        document,
        path,
        `\`${key}\` is ${nameOf(valueAt(value, path))}; ${expectedOf(issue)} was expected.`,
      );
  }
}

function unknownKey(schema: z.ZodType, document: YamlDocument, path: KeyPath, key: string): ConfigurationError {
  const at = [...path, key];
  if (path[0] === "sources" && (key === "type" || key === "attribute")) {
    const hint = "Name the data with `name`, or the call that returns it with `api` or `callee`.";
    return mistakeAt(document, at, `Sources by \`${key}\` are not supported yet.`, hint);
  }
  const known = knownKeys(schema, path);
  const hint = nearestHint(key, known) ?? `Known keys here: ${known.map((name) => `\`${name}\``).join(", ")}.`;
  return mistakeAt(document, at, `The key \`${printKeyPath(at)}\` is not known.`, hint);
}

/** The issue that lies deepest inside the branches of a union, when one lies below the union itself. */
function deepestIssue(branches: readonly (readonly z.core.$ZodIssue[])[]): z.core.$ZodIssue | undefined {
  let deepest: z.core.$ZodIssue | undefined;
  for (const issue of branches.flat()) {
    if (issue.path.length > (deepest?.path.length ?? 0)) deepest = issue;
  }
  return deepest;
}

function expectedOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeNames[issue.expected] ?? `a value of type ${issue.expected}`;
    case "too_small":
      if (issue.origin === "string") return "a text that is not empty";
      if (issue.origin === "array") return "a list that is not empty";
      return `a number of at least ${String(issue.minimum)}`;
    case "too_big":
      return `a number of at most ${String(issue.maximum)}`;
    default:
      return issue.message;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "a map of keys",
  record: "a map of keys",
};

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (value === "") return "an empty text";
  if (typeof value === "string") return `"${value.slice(0, 60)}"`;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "a map of keys";
}

function valueAt(value: unknown, path: KeyPath): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Readonly<Record<string | number, unknown>>)[key];
  }
  return current;
}

/** The keys that `schema` knows at `path`. */
function knownKeys(schema: z.ZodType, path: KeyPath): readonly string[] {
  let current = unwrap(schema);
  for (const key of path) current = unwrap(childOf(current, key));
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function childOf(schema: unknown, key: string | number): unknown {
  if (schema instanceof z.ZodObject) return (schema.shape as Readonly<Record<string, unknown>>)[key];
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodUnion) {
    return schema.options.map((option) => childOf(unwrap(option), key)).find((child) => child !== undefined);
  }
  return undefined;
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema;
}
