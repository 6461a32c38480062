import { describe, expect, test } from "vitest";
import { NodeKind } from "../../src/model/module-graph.ts";
import { check, extract } from "./check.ts";

/** Variables and functions that all use each other, in one function. */
function library(count: number): string {
  const variables = Array.from({ length: count }, (_, i) => `var v${String(i)} = ${String(i)};`);
  const functions = Array.from({ length: count }, (_, i) => {
    const [next, other] = [(i * 7 + 1) % count, (i * 13 + 5) % count].map((to) => `g${String(to)}(x)`);
    return `function g${String(i)}(x) { if (x) return ${String(next)} + ${String(other)} + v${String(i)}; }`;
  });
  return [...variables, ...functions, "root.api = g0;"].join("\n");
}

describe("the graph of a large function grows with its text", () => {
  test.each([
    ["called on the spot", (body: string) => `(function (root) {\n${body}\n})(window);`],
    ["an arrow function", (body: string) => `!((root) => {\n${body}\n})(window);`],
    ["`.call(this)`", (body: string) => `(function () { var root = this;\n${body}\n}).call(this);`],
    [
      "a factory",
      (body: string) => `(function (g, f) { g.api = f(g); })(this, function (root) {\n${body}\nreturn g0; });`,
    ],
    ["a module definition", (body: string) => `define(["root"], function (root) {\n${body}\n});`],
    ["a callback", (body: string) => `ready(function (root) {\n${body}\n});`],
    ["a function that is called twice", (body: string) => `function make(root) {\n${body}\n}\nmake(a); make(b);`],
    ["a function that is exported", (body: string) => `export function make(root) {\n${body}\nreturn g0; }`],
    ["one in another", (body: string) => `(function () { (function (root) {\n${body}\n})(window); })();`],
  ])("%s", (_, wrap) => {
    const edges = (count: number): number => extract(wrap(library(count)), "library.js").edges.kind.length;
    expect(edges(200)).toBeLessThan(2.1 * edges(100));
  });

  test("mentions of a local function share one value, unless what it captures changes in between", () => {
    const values = (body: string): number => {
      const source = `function clinic(visit) { const send = () => visit.dx; return () => { ${body} }; }`;
      return extract(source).nodes.kind.filter((kind) => kind === NodeKind.function).length;
    };
    expect(values("send(); send(); send();")).toBe(values("send();"));
    expect(values("send(); visit = {}; send(); ")).toBe(values("send();") + 1);
  });
});

describe("variables of a function that runs once", () => {
  test("are used directly by the functions inside it", () => {
    check(
      `(function (api) { var dx = api.dx; function report() { send(dx); } report(); })(window.clinic);`,
      `dx = api.dx
       cell dx = dx
       cell dx = dx after send if changed
       send(cell dx)
       report() by function report`,
    );
  });

  test("its own name means the function", () => {
    check(
      `(function again(dx) { const later = () => { again(dx); }; later(); })(1);`,
      `again(cell dx) by function again#2`,
    );
  });
});
