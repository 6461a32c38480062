import { expect, test } from "vitest";
import { expandBraces } from "../../src/project/expand-braces.ts";
import { parseJsonWithComments } from "../../src/project/json-with-comments.ts";

test.each([
  ["src/**", ["src/**"]],
  ["*.{ts,tsx}", ["*.ts", "*.tsx"]],
  ["{a,b{c,d}}/{e,f}", ["a/e", "a/f", "bc/e", "bc/f", "bd/e", "bd/f"]],
  ["{a}/{b,}", ["{a}/b", "{a}/"]],
  ["\\{a,b}", ["\\{a,b}"]],
  ["{a,b", ["{a,b"]],
  ["{x{a,b}", ["{xa", "{xb"]],
])("braces: %s", (pattern, expanded) => {
  expect(expandBraces(pattern)).toEqual(expanded);
});

test("braces are bounded", () => {
  expect(() => expandBraces("{a,b}".repeat(40))).toThrow("more than 1,000 patterns");
});

test.each([
  ['{ "a": 1, }', { a: 1 }],
  ['{ "a": [1, /* two */ 2, ], // three\n }', { a: [1, 2] }],
  ['\ufeff{ "a//b": "/* no comment */ ,}" }', { "a//b": "/* no comment */ ,}" }],
  ['{ "a": "\\"//" } // "', { a: '"//' }],
  ['{ "a": 1 /* unfinished, } */ , /**/ }', { a: 1 }],
])("JSON with comments: %s", (text, value) => {
  expect(parseJsonWithComments(text)).toEqual(value);
});

test.each(["{ a: 1 }", "{ /* unfinished }", '{ "a": "unfinished }', ""])("not JSON: %s", (text) => {
  expect(() => parseJsonWithComments(text)).toThrow(SyntaxError);
});
