import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { settingsJsonSchema } from "../../src/config/settings-json-schema.ts";

const stored = readFileSync("schema/phi-lint.schema.json", "utf8");
const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(stored) as object);

test("the schema in the package is that of the program; `npm run docs` writes it", () => {
  expect(stored).toBe(settingsJsonSchema());
});

test.for([
  ["{}", true],
  ["healthContext: auto\npresets: [phi]\nlimits: { flowsPerFinding: 3 }", true],
  ["$schema: ./node_modules/phi-lint/schema/phi-lint.schema.json\ntests: scan", true],
  ["sinks: [{ id: a, vendor: b, callee: c, ports: { args: payload } }]", true],
  ["sinks: [{ id: a, vendor: b, callee: c, ports: { args: pay } }]", false],
  ["sink: []", false],
  ["tests: maybe", false],
  ["limits: { flowsPerFinding: 0 }", false],
  ["overrides: [{ levels: {} }]", false],
] as const)("an editor judges %s as phi-lint does", ([text, isValid]) => {
  expect(validate(parse(text))).toBe(isValid);
});
