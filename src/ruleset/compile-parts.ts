import { canonicalApi } from "../model/api-path.ts";
import type { CalleePattern, Condition, Label, Port } from "../model/rule-set.ts";
import type { ConfigurationError } from "../util/configuration-error.ts";
import { mistakeAt } from "./check-document.ts";
import { nearestHint } from "./nearest-name.ts";
import { parsePort } from "./parse-port.ts";
import { type KeyPath, printKeyPath, type YamlDocument } from "./yaml-document.ts";

/** The parts that all specifications share: calls, ports, labels. Each throws a ConfigurationError at its place. */

/** A place in a rule file. */
export interface Place {
  readonly document: YamlDocument;
  readonly path: KeyPath;
}

/** What a rule file writes as one text or a list of texts. */
export type OneOrMany = string | readonly string[];

export function below(place: Place, ...keys: KeyPath): Place {
  return { document: place.document, path: [...place.path, ...keys] };
}

export function mistake(place: Place, message: string, hint?: string): ConfigurationError {
  return mistakeAt(place.document, place.path, message, hint);
}

/** The entries of a text or a list, each with its place. */
export function entriesOf(
  place: Place,
  written: OneOrMany,
): readonly { readonly text: string; readonly place: Place }[] {
  if (typeof written === "string") return [{ text: written, place }];
  return written.map((text, index) => ({ text, place: below(place, index) }));
}

/** How a call is recognised. Exactly one of `api` and `callee` must be written. */
export function compileCallee(
  place: Place,
  written: { readonly api?: OneOrMany | undefined; readonly callee?: OneOrMany | undefined },
): CalleePattern {
  if ((written.api === undefined) === (written.callee === undefined)) {
    const key = printKeyPath(place.path);
    throw mistake(place, `\`${key}\` must name its call with either \`api\` or \`callee\`, and not with both.`);
  }
  if (written.api !== undefined) {
    const paths = entriesOf(below(place, "api"), written.api).map((entry) => compileApi(entry.place, entry.text));
    return { kind: "api", paths: [...new Set(paths)] };
  }
  const globs = entriesOf(below(place, "callee"), written.callee ?? []).map((entry) =>
    compileGlob(entry.place, entry.text),
  );
  return { kind: "callee", globs: [...new Set(globs)] };
}

const apiForm = /^(?:global#[\w$]|npm:[\w@~./:-]|jsx#[\w.-])\S*$/u;

function compileApi(place: Place, text: string): string {
  if (apiForm.test(text)) return canonicalApi(text);
  const hint = "For a call by its written name, use `callee` instead.";
  const message = `\`${text}\` is not an API path; \`global#name\`, \`npm:package#member\` or \`jsx#element\` was expected.`;
  throw mistake(place, message, hint);
}

function compileGlob(place: Place, text: string): string {
  if (/^[\w$.*?]+$/u.test(text)) return text;
  const isApi = text.includes("#");
  const hint = isApi ? "For an API path, use `api` instead." : undefined;
  throw mistake(place, `\`${text}\` is not the name of a call; letters, dots, \`*\` and \`?\` were expected.`, hint);
}

export function compilePorts(place: Place, written: OneOrMany): readonly Port[] {
  return entriesOf(place, written).map((entry) => compilePort(entry.place, entry.text));
}

export function compilePort(place: Place, text: string): Port {
  const parsed = parsePort(text);
  if (parsed.kind === "port") return parsed.port;
  throw mistake(place, parsed.message, nearestHint(text, ["arg0", "arg1", "arg2", "args", "this", "return"]));
}

/** Conditions on constants, one for each port. */
export function compileCondition(
  port: Port,
  values: string | number | boolean | readonly (string | number | boolean)[],
): Condition {
  return { port, values: typeof values === "object" ? values : [values] };
}

const labelRoots = ["health", "identifier", "context", "text"];
const labelForm = /^(?:text|(?:health|identifier)(?:\.[a-z][\w-]*)*|context(?:\.[a-z][\w-]*)+)$/u;

/** Labels: `health`, `identifier`, `context` with children that users may invent, or `text`. */
export function compileLabels(place: Place, written: OneOrMany): readonly Label[] {
  return entriesOf(place, written).map((entry) => {
    if (labelForm.test(entry.text)) return entry.text;
    const expected = "a label that begins with `health.`, `identifier.` or `context.`, or `text`, was expected";
    const [root = ""] = entry.text.split(".");
    throw mistake(entry.place, `\`${entry.text}\` is not a label; ${expected}.`, nearestHint(root, labelRoots));
  });
}
