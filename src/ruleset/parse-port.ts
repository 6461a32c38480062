import type { Port, PortStep } from "../model/port.ts";

/** The port, or a sentence that says what was expected. */
export type ParsedPort =
  { readonly kind: "port"; readonly port: Port } | { readonly kind: "mistake"; readonly message: string };

/** Port syntax in one clause, for messages. */
export const portForms =
  "`arg0`, `arg1.email`, `args`, `args2`, `this`, `origin(this)`, `callee`, `type0`, `return`, `here` or `store(name)`, then fields";

const store = /^store\(([\w$.-]+)\)(?=\.|$)/u;
const originOf = /^origin\((this|arg\d)\)(?=\.|$)/u;
const template = /^(?:each|[a-z]\w*Each\w*)$/u;
const word = /^[^.[\]()\s]+/u;

/**
 * Reads a port as rules write it: a root, then steps joined by dots. `callback` is followed by `argN`, `this`, `instance` or
 * `return`, the first two by `after` or not; `[]` is any element, `[argN]` the field named by the constant at that argument, `[argN.name]` the
 * one named by the constant at its field `name`, `[each]` each field of an object, `[callback.argN]` the field named by the constant with which a function is called. Pure; a mistake comes back as a sentence.
 */
export function parsePort(text: string): ParsedPort {
  const root = parseRoot(text);
  if (root === undefined) return mistake(`\`${text}\` is not a port; expected ${portForms}.`);
  const steps: PortStep[] = [];
  let rest = text.slice(root.length);
  while (rest !== "") {
    const step = rest.startsWith(".") ? parseStep(rest.slice(1)) : undefined;
    if (step === undefined) {
      return mistake(
        `\`${text}\` is not a port; after \`${text.slice(0, text.length - rest.length)}\` a field, \`[]\`, \`[arg0]\`, \`[each]\`, \`callback.arg0\`, \`callback.this\` or \`callback.return\` was expected.`,
      );
    }
    steps.push(step.step);
    rest = rest.slice(1 + step.length);
  }
  return { kind: "port", port: { root: root.root, steps } };
}

function parseRoot(text: string): { readonly root: Port["root"]; readonly length: number } | undefined {
  const stored = store.exec(text);
  if (stored !== null) return { root: { kind: "store", name: stored[1] ?? "" }, length: stored[0].length };
  const origin = originOf.exec(text);
  if (origin !== null) {
    const of = argumentIndex(origin[1] ?? "");
    return { root: { kind: "origin", of: of ?? "this" }, length: origin[0].length };
  }
  const name = word.exec(text)?.[0] ?? "";
  const length = name.length;
  if (name === "this" || name === "callee" || name === "owner" || name === "return" || name === "here")
    return { root: { kind: name }, length };
  if (name === "args") return { root: { kind: "arguments", from: 0 }, length };
  const index = argumentIndex(name);
  if (index !== undefined) return { root: { kind: "argument", index }, length };
  const type = typeIndex(name);
  if (type !== undefined) return { root: { kind: "type", index: type }, length };
  const from = name.startsWith("args") ? smallNumber(name.slice("args".length)) : undefined;
  return from === undefined ? undefined : { root: { kind: "arguments", from }, length };
}

function parseStep(text: string): { readonly step: PortStep; readonly length: number } | undefined {
  if (text.startsWith("[]")) return { step: { kind: "field", name: "[]" }, length: 2 };
  if (text.startsWith("[")) {
    const end = text.indexOf("]");
    const [argument = "", ...fields] = end < 0 ? [] : text.slice(1, end).split(".");
    if (fields.length === 0 && template.test(argument))
      return { step: { kind: "field-of-each", template: argument }, length: end + 1 };
    if (argument === "callback" && fields.length === 1) {
      const index = argumentIndex(fields[0] ?? "");
      return index === undefined ? undefined : { step: { kind: "field-of-callback", index }, length: end + 1 };
    }
    const index = argumentIndex(argument);
    if (index === undefined || fields.some((field) => !isWord(field))) return undefined;
    return { step: { kind: "field-of-argument", index, fields }, length: end + 1 };
  }
  const name = word.exec(text)?.[0];
  if (name === undefined) return undefined;
  if (name !== "callback") return { step: { kind: "field", name }, length: name.length };
  const end = word.exec(text.slice("callback.".length))?.[0] ?? "";
  const length = "callback.".length + end.length;
  if (end === "return") return { step: { kind: "callback-return" }, length };
  if (end === "instance") return { step: { kind: "callback-instance" }, length };
  const type = typeIndex(end);
  if (type !== undefined) return { step: { kind: "callback-type", index: type }, length };
  const after = word.exec(text.slice(length + 1))?.[0] === "after" && text[length] === ".";
  const whole = after ? length + ".after".length : length;
  if (end === "this") return { step: { kind: "callback-this", after }, length: whole };
  const index = argumentIndex(end);
  return index === undefined ? undefined : { step: { kind: "callback-argument", index, after }, length: whole };
}

function isWord(text: string): boolean {
  return word.exec(text)?.[0].length === text.length;
}

function argumentIndex(name: string): number | undefined {
  return name.startsWith("arg") ? smallNumber(name.slice("arg".length)) : undefined;
}

function typeIndex(name: string): number | undefined {
  return name.startsWith("type") ? smallNumber(name.slice("type".length)) : undefined;
}

function smallNumber(digits: string): number | undefined {
  return /^(?:0|[1-9]\d?)$/u.test(digits) ? Number(digits) : undefined;
}

function mistake(message: string): ParsedPort {
  return { kind: "mistake", message };
}
