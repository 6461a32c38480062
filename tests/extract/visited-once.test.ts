import { describe, expect, test } from "vitest";
import { check, extract } from "./check.ts";

/** Nested forms must not be visited twice: each level would double the graph. */
describe("every expression is visited once", () => {
  const nested = (depth: number, wrap: (inner: string) => string, inner: string): string =>
    depth === 0 ? inner : nested(depth - 1, wrap, wrap(inner));

  /** The number of calls that the graph has for each one written. */
  test.each([
    ["a computed key", (inner: string) => `$[${inner}](1)`, 1],
    ["the receiver of a computed key", (inner: string) => `${inner}[k](1)`, 1],
    ["call", (inner: string) => `a.call(k, ${inner})`, 2],
    ["the receiver of call", (inner: string) => `a.call(${inner}, k)`, 2],
    ["apply", (inner: string) => `a.apply(k, ${inner})`, 2],
    ["apply with a list", (inner: string) => `a.apply(k, [k, ${inner}])`, 2],
    ["bind", (inner: string) => `a.bind(k, ${inner})`, 2],
    ["a tagged template", (inner: string) => `f(${inner}).tag\`x\``, 2],
    ["a tagged template with a computed key", (inner: string) => `a[${inner}]\`x\``, 1],
    ["a tagged template's values", (inner: string) => `tag\`\${${inner}}\``, 1],
    ["+=", (inner: string) => `(f(${inner}).y += 1)`, 1],
    ["+= with a computed key", (inner: string) => `(a[f(${inner})] += 1)`, 1],
    ["??=", (inner: string) => `(f(${inner}).y ??= 1)`, 1],
    ["-=", (inner: string) => `(f(${inner}).y -= 1)`, 1],
    ["++", (inner: string) => `f(${inner}).y++`, 1],
    ["delete", (inner: string) => `delete f(${inner}).y`, 1],
    ["=", (inner: string) => `(f(${inner}).y = 1)`, 1],
    ["destructuring", (inner: string) => `([f(${inner}).y] = k)`, 1],
  ])("%s", (_, wrap, callsEach) => {
    const calls = (depth: number): number => extract(`${nested(depth, wrap, "k")};`).calls.length;
    const nodes = (depth: number): number => extract(`${nested(depth, wrap, "k")};`).nodes.kind.length;
    expect(calls(12)).toBe(12 * callsEach);
    expect(nodes(12) - nodes(11)).toBe(nodes(3) - nodes(2));
  });

  test("what a call through a function passes on", () => {
    check(
      `send.call(self, visit.dx); send.apply(self, [visit.dx]); send.apply(self, list); send.call(self, ...list);`,
      `send(global visit.dx) on global self
       send(global visit.dx) on global self
       send(...global list) on global self
       send(...global list) on global self`,
    );
  });
});
