import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Port } from "../../src/model/port.ts";
import { printPort } from "../../src/model/print-port.ts";
import { parsePort } from "../../src/ruleset/parse-port.ts";

const index = fc.integer({ min: 0, max: 99 });
const fieldName = fc
  .stringMatching(/^[A-Za-z0-9_$-]{1,12}$/u)
  .filter((name) => name !== "callback" && name !== "after");

const root: fc.Arbitrary<Port["root"]> = fc.oneof(
  index.map((at) => ({ kind: "argument" as const, index: at })),
  index.map((from) => ({ kind: "arguments" as const, from })),
  fc.constant({ kind: "this" as const }),
  fc.constant({ kind: "callee" as const }),
  index.map((at) => ({ kind: "type" as const, index: at })),
  fc.constant({ kind: "return" as const }),
  fc.stringMatching(/^[A-Za-z][\w$.-]{0,10}$/u).map((name) => ({ kind: "store" as const, name })),
);

const step: fc.Arbitrary<Port["steps"][number]> = fc.oneof(
  fc.oneof(fieldName, fc.constantFrom("[]", "*")).map((name) => ({ kind: "field" as const, name })),
  fc
    .tuple(index, fc.array(fieldName, { maxLength: 2 }))
    .map(([at, fields]) => ({ kind: "field-of-argument" as const, index: at, fields })),
  index.map((at) => ({ kind: "field-of-callback" as const, index: at })),
  fc.constantFrom("each", "useEachQuery").map((template) => ({ kind: "field-of-each" as const, template })),
  fc.tuple(index, fc.boolean()).map(([at, after]) => ({ kind: "callback-argument" as const, index: at, after })),
  fc.boolean().map((after) => ({ kind: "callback-this" as const, after })),
  fc.constant({ kind: "callback-return" as const }),
  fc.constant({ kind: "callback-instance" as const }),
  index.map((at) => ({ kind: "callback-type" as const, index: at })),
);

describe("ports", () => {
  it("read what they print", () => {
    fc.assert(
      fc.property(root, fc.array(step, { maxLength: 5 }), (portRoot, steps) => {
        const port: Port = { root: portRoot, steps };
        expect(parsePort(printPort(port))).toEqual({ kind: "port", port });
      }),
    );
  });

  it.each([
    "arg0",
    "arg1.email",
    "arg0.[]",
    "args",
    "args2",
    "this",
    "this.[]",
    "return",
    "return.1",
    "arg0.callback.arg1",
    "arg0.callback.return",
    "return.1.callback.arg0",
    "return.1.callback.arg0.callback.return",
    "return.Provider.callback.arg0.value",
    "this.[arg0]",
    "store(localStorage).[arg0]",
    "return.[arg0.name]",
    "return.values.[callback.arg0]",
    "callee.$state",
    "arg0.callback.this",
    "arg0.callback.this.after.text",
    "arg1.callback.arg0.after",
    "arg0.reducers.[each].callback.arg0",
    "return.[useEachQuery].callback.return",
    "return.$current",
  ])("prints %s as it was written", (text) => {
    const parsed = parsePort(text);
    expect(parsed.kind === "port" ? printPort(parsed.port) : parsed.message).toBe(text);
  });

  it.each([
    ["argument0", "is not a port"],
    ["arg", "is not a port"],
    ["arg100", "is not a port"],
    ["arg01", "is not a port"],
    ["", "is not a port"],
    ["store()", "is not a port"],
    ["arg0email", "is not a port"],
    ["arg0.", "after `arg0`"],
    ["arg0..email", "after `arg0`"],
    ["arg0.[0]", "after `arg0`"],
    ["arg0.[arg1", "after `arg0`"],
    ["arg0.[arg1.]", "after `arg0`"],
    ["arg0.[name.arg1]", "after `arg0`"],
    ["arg0.callback", "after `arg0`"],
    ["arg0.callback.after", "after `arg0`"],
    ["arg0.[Each]", "after `arg0`"],
    ["return.items.callback.args", "after `return.items`"],
  ])("refuses %j", (text, message) => {
    const parsed = parsePort(text);
    expect(parsed.kind === "mistake" ? parsed.message : printPort(parsed.port)).toContain(message);
  });
});
