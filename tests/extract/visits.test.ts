import { describe, expect, test } from "vitest";
import type { ModuleGraph } from "../../src/model/module-graph.ts";
import { extract } from "./check.ts";

/** Everywhere an expression can stand inside another one. */
const constructs: Readonly<Record<string, (inner: string) => string>> = {
  argument: (e) => `g(${e})`,
  "spread argument": (e) => `g(...${e})`,
  callee: (e) => `${e}()`,
  receiver: (e) => `${e}.send(1)`,
  "receiver, computed": (e) => `${e}[k](1)`,
  "key of a call": (e) => `a[${e}](1)`,
  "key of a field": (e) => `a[${e}]`,
  "receiver of `call`": (e) => `${e}.call(t, 1)`,
  "first argument of `call`": (e) => `g.call(${e}, 1)`,
  "argument of `call`": (e) => `g.call(t, ${e})`,
  "spread argument of `call`": (e) => `g.call(t, ...${e})`,
  "first argument of `apply`": (e) => `g.apply(${e}, [1])`,
  "list of `apply`": (e) => `g.apply(t, ${e})`,
  "element of `apply`": (e) => `g.apply(t, [1, ${e}, ...list])`,
  "spread element of `apply`": (e) => `g.apply(t, [...${e}])`,
  "argument of `bind`": (e) => `g.bind(t, ${e})`,
  "argument of `new`": (e) => `new G(${e})`,
  "class of `new`": (e) => `new ${e}(1)`,
  tag: (e) => `${e}\`text\``,
  "receiver of a tag": (e) => `${e}.send\`text\``,
  "receiver of a tag, computed": (e) => `${e}[k]\`text\``,
  "value of a tagged template": (e) => `tag\`text \${${e}}\``,
  "value of a template": (e) => `\`text \${${e}}\``,
  "left of +": (e) => `${e} + 1`,
  "right of -": (e) => `1 - ${e}`,
  "left of &&": (e) => `${e} && 1`,
  "right of ||": (e) => `a || ${e}`,
  condition: (e) => `${e} ? 1 : 2`,
  "first choice": (e) => `a ? ${e} : 2`,
  "assigned value": (e) => `(a = ${e})`,
  "object assigned to": (e) => `(${e}.x = 1)`,
  "key assigned to": (e) => `(a[${e}] = 1)`,
  "object of +=": (e) => `(${e}.x += 1)`,
  "key of +=": (e) => `(a[${e}] += 1)`,
  "key of ??=": (e) => `(a[${e}] ??= 1)`,
  "object of -=": (e) => `(${e}[k] -= 1)`,
  "key of ++": (e) => `(a[${e}]++)`,
  "object of ++": (e) => `(++${e}.x)`,
  "key of delete": (e) => `(delete a[${e}])`,
  "default of a pattern": (e) => `({ a = ${e} } = b)`,
  "key of a pattern": (e) => `({ [${e}]: a } = b)`,
  "value of a field": (e) => `({ x: ${e} })`,
  "computed name": (e) => `({ [${e}]: 1 })`,
  "spread object": (e) => `({ ...${e} })`,
  element: (e) => `[${e}]`,
  "body of a function": (e) => `(() => ${e})`,
  "body of a function called at once": (e) => `(() => ${e})()`,
  "default of a parameter": (e) => `((p = ${e}) => p)`,
  "key of a parameter": (e) => `(({ [${e}]: p }) => p)`,
  "returned value": (e) => `(function () { return ${e}; })`,
  "field of a class": (e) => `(class { x = ${e} })`,
  "name of a method": (e) => `(class { [${e}]() {} })`,
  superclass: (e) => `(class extends ${e} {})`,
  test: (e) => `(() => { if (${e}) return 1; else return 2; })`,
  "test of a loop": (e) => `(() => { while (${e}) a(); })`,
  iterated: (e) => `(() => { for (const v of ${e}) a(v); })`,
  "increment of a loop": (e) => `(() => { for (;; ${e}) a(); })`,
  "value of a switch": (e) => `(() => { switch (${e}) { case 1: a(); } })`,
  "test of a case": (e) => `(() => { switch (a) { case ${e}: a(); } })`,
  finally: (e) => `(() => { try { a(); } finally { ${e}; } })`,
};

function callsOf(graph: ModuleGraph, written: string): number {
  return graph.calls.filter((call) => graph.strings[call.written] === written).length;
}

function nested(outer: (inner: string) => string, inner: (inner: string) => string, depth: number): string {
  let source = "innermost()";
  for (let level = 0; level < depth; level++) source = (level % 2 === 0 ? inner : outer)(`(${source})`);
  return `function book(a, k, t, tag) { ${source}; }`;
}

describe("each expression is visited once, inside every construct and these inside every other one", () => {
  for (const [name, outer] of Object.entries(constructs)) {
    test(name, () => {
      for (const inner of Object.values(constructs)) {
        const source = nested(outer, inner, 6);
        expect(callsOf(extract(source), "innermost"), source).toBe(1);
      }
    });
  }
});

describe("a graph grows as the nesting does", () => {
  for (const [name, construct] of Object.entries(constructs)) {
    test(name, () => {
      const [shallow, deep] = [4, 16].map((depth) => extract(nested(construct, construct, depth)).nodes.kind.length);
      expect(deep).toBeLessThanOrEqual(4 * (shallow ?? 0));
    });
  }
});
