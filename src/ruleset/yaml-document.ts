import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument, type Scalar } from "yaml";
import { ConfigurationError } from "../util/configuration-error.ts";
import type { KeyPath, YamlDocument } from "./mistake-at.ts";
import { isNestedTooDeeply } from "./yaml-depth.ts";

/** Larger files are no rule files; refusing them bounds time and memory on hostile input. */
export const maxYamlLength = 1024 * 1024;
const maxAliasCount = 100;

/**
 * Reads `text` as one YAML document of plain data. Positions are not kept: a mistake is rare, and the text is parsed a second
 * time when one has to be located. Throws a ConfigurationError with file and line for a syntax error, a repeated key, a custom
 * tag, a second document, too many aliases, deep nesting or a text over 1 MiB.
 */
export function parseYaml(file: string, text: string): YamlDocument {
  if (Buffer.byteLength(text) > maxYamlLength) {
    throw new ConfigurationError("The file is larger than 1 MiB.", { file, hint: "Split it into several files." });
  }
  if (isNestedTooDeeply(text)) throw new ConfigurationError("The file is nested too deeply.", { file });
  // The parser's own check for repeated keys takes quadratic time.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) throw syntaxError(file, text, problem.pos[0], problem.message);
  const repeated = repeatedKey(document.contents);
  if (repeated !== undefined) {
    throw syntaxError(file, text, startOf(repeated) ?? 0, `The key "${String(repeated.value)}" is repeated`);
  }
  try {
    return { file, value: document.toJS({ maxAliasCount }) as unknown, lineOf: (path) => lineInText(text, path) };
  } catch {
    throw new ConfigurationError(`The file expands more than ${String(maxAliasCount)} YAML aliases.`, { file });
  }
}

function lineInText(text: string, path: KeyPath): number {
  const lineCounter = new LineCounter();
  const root = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false }).contents;
  return lineCounter.linePos(offsetOf(root, path)).line;
}

function syntaxError(file: string, text: string, offset: number, message: string): ConfigurationError {
  const line = text.slice(0, offset).split("\n").length;
  const reason = message.replace(/\s+/gu, " ").replace(/[.:]$/u, "");
  return new ConfigurationError(`The file is not valid YAML: ${reason}.`, { file, line });
}

/** The first key that its map has already. */
function repeatedKey(node: unknown): Scalar | undefined {
  if (isSeq(node)) return firstRepeated(node.items);
  if (!isMap(node)) return undefined;
  const keys = new Set<unknown>();
  for (const { key } of node.items) {
    if (!isScalar(key)) continue;
    if (keys.has(key.value)) return key;
    keys.add(key.value);
  }
  return firstRepeated(node.items.map(({ value }) => value));
}

function firstRepeated(nodes: readonly unknown[]): Scalar | undefined {
  for (const node of nodes) {
    const repeated = repeatedKey(node);
    if (repeated !== undefined) return repeated;
  }
  return undefined;
}

function offsetOf(root: ParsedNode | null, path: KeyPath): number {
  let node: unknown = root;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === "number") {
      node = node.items[key];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
