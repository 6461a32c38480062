import { canonicalApi } from "../model/api-path.ts";
import { hiddenMark } from "../model/module-graph.ts";
import type { CalleePattern, Port } from "../model/port.ts";
import type { Condition, Label } from "../model/rule-set.ts";
import type { ConfigurationError } from "../util/configuration-error.ts";
import { type KeyPath, mistakeAt, printKeyPath, type YamlDocument } from "./mistake-at.ts";
import { nearestHint } from "./nearest-name.ts";
import { parsePort } from "./parse-port.ts";
import type { RuleDocument } from "./rule-document.ts";

/** The parts that all specifications share: calls, ports, labels. Each throws a ConfigurationError at its place. */

/**
 * A place in a rule file: keys below another place, or below the document itself. The whole path is put together only for a
 * mistake, because thousands of places are passed on and hardly one is ever told.
 */
export interface Place {
  readonly document: YamlDocument;
  readonly parent?: Place;
  readonly keys: KeyPath;
}

/** What a rule file writes as one text or a list of texts. */
export type OneOrMany = string | readonly string[];

export function below(place: Place, ...keys: KeyPath): Place {
  return { document: place.document, parent: place, keys };
}

/** The place of an entry of a list, or of a key, of the document itself. */
export function placeIn({ yaml }: RuleDocument, ...keys: KeyPath): Place {
  return { document: yaml, keys };
}

export function mistake(place: Place, message: string, hint?: string): ConfigurationError {
  return mistakeAt(place.document, pathOf(place), message, hint);
}

function pathOf({ parent, keys }: Place): KeyPath {
  return parent === undefined ? keys : [...pathOf(parent), ...keys];
}

/** Compiles each entry of a text or a list. `at` gives the place of the entry; it is asked for only by a mistake. */
export function compileEach<Result>(
  place: Place,
  written: OneOrMany,
  compile: (text: string, at: () => Place) => Result,
): readonly Result[] {
  if (typeof written === "string") return [compile(written, () => place)];
  return written.map((text, index) => compile(text, () => below(place, index)));
}

/** How a call is recognised. Exactly one of `api` and `callee` must be written. */
export function compileCallee(
  place: Place,
  written: { readonly api?: OneOrMany | undefined; readonly callee?: OneOrMany | undefined },
): CalleePattern {
  if ((written.api === undefined) === (written.callee === undefined)) {
    const key = printKeyPath(pathOf(place));
    throw mistake(place, `\`${key}\` must name its call with either \`api\` or \`callee\`, and not with both.`);
  }
  if (written.api !== undefined) {
    return { kind: "api", paths: distinct(compileEach(below(place, "api"), written.api, compileApi)) };
  }
  return { kind: "callee", globs: distinct(compileEach(below(place, "callee"), written.callee ?? [], compileGlob)) };
}

function distinct(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)];
}

const apiForm = /^(?:global#[\w$]|npm:[\w@~./:-]|jsx#[\w.-]|export#[\w$])\S*$/u;

export function compileApi(text: string, at: () => Place): string {
  checkWildcards(text, at);
  if (apiForm.test(text)) return canonicalApi(text);
  const hint = "For a call by its written name, use `callee` instead.";
  const message = `\`${text}\` is not an API path; \`global#name\`, \`npm:package#member\` or \`jsx#element\` was expected.`;
  throw mistake(at(), message, hint);
}

export function compileGlob(text: string, at: () => Place): string {
  checkWildcards(text, at);
  if (/^[\w$.*?]+$/u.test(text)) return text;
  const isApi = text.includes("#");
  const hint = isApi ? "For an API path, use `api` instead." : undefined;
  throw mistake(at(), `\`${text}\` is not the name of a call; letters, dots, \`*\` and \`?\` were expected.`, hint);
}

const maximumWildcards = 3;

/**
 * Each wildcard of a pattern is tried at each letter of a name, and again for each place of the one before: with many of them a long
 * name in a program could hold a scan up. Throws a ConfigurationError for more of them than anybody needs.
 */
export function checkWildcards(text: string, at: () => Place): void {
  const count = text.match(/\*+/g)?.length ?? 0;
  if (count <= maximumWildcards) return;
  const message = `\`${text}\` has ${String(count)} wildcards, which can take very long to match; at most ${String(maximumWildcards)} were expected.`;
  throw mistake(at(), message, "Write out more of the name, or write several patterns.");
}

export function compilePorts(place: Place, written: OneOrMany): readonly Port[] {
  return compileEach(place, written, (text, at) => compilePort(text, at));
}

export function compileStoragePorts(place: Place, written: OneOrMany): readonly Port[] {
  return compileEach(place, written, (text, at) => compileStoragePort(text, at));
}

/** Rules name the same few hundred ports thousands of times. */
const knownPorts = new Map<string, Port>();

export function compilePort(text: string, at: () => Place): Port {
  const known = knownPorts.get(text);
  if (known !== undefined) return known;
  const parsed = parsePort(text);
  if (parsed.kind === "mistake") {
    throw mistake(at(), parsed.message, nearestHint(text, ["arg0", "arg1", "arg2", "args", "this", "return"]));
  }
  knownPorts.set(text, parsed.port);
  return parsed.port;
}

/** A port of a rule that may keep something in an object: `this.$address` is a field that no code can name. */
export function compileStoragePort(text: string, at: () => Place): Port {
  return compilePort(
    text.replaceAll(/\.\$(?=\w)/gu, () => `.${hiddenMark}`),
    at,
  );
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
  return compileEach(place, written, (text, at) => {
    if (labelForm.test(text)) return text;
    const expected = "a label that begins with `health.`, `identifier.` or `context.`, or `text`, was expected";
    const [root = ""] = text.split(".");
    throw mistake(at(), `\`${text}\` is not a label; ${expected}.`, nearestHint(root, labelRoots));
  });
}
