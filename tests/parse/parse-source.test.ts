import { describe, expect, test } from "vitest";
import { parseSource } from "../../src/parse/parse-source.ts";

describe("parseSource", () => {
  test.for([
    ["clinic.ts", `const visit = <Visit>load(); type Id = string;`],
    ["card.tsx", `const card = <Card visit={visit as Visit} />;`],
    ["clinic.js", `const card = <Card visit={visit} />;`],
    ["clinic.jsx", `const card = <Card visit={visit} />;`],
    ["clinic.mjs", `export const visit = await load();`],
    ["clinic.mts", `export const visit: Visit = await load();`],
    ["clinic.cts", `import api = require("./api"); export = api;`],
    ["clinic.d.ts", `declare const fbq: (name: string) => void;`],
    ["empty.ts", ``],
    ["script.js", `#!/usr/bin/env node\nmain();`],
  ] as const)("%s parses: %s", ([path, text]) => {
    const { tree, syntaxErrors } = parseSource(path, text);
    expect(syntaxErrors).toEqual([]);
    expect([tree.fileName, tree.text]).toEqual([path, text]);
  });

  test("what does not parse is told with its place, and the tree covers the whole text", () => {
    const text = `send("a");\nconst = 1;\nsend("b");`;
    const { tree, syntaxErrors } = parseSource("clinic.ts", text);
    const [first] = syntaxErrors;
    expect(first?.message).toBe("Variable declaration expected.");
    expect(text.slice(first?.start, first?.end)).toBe("=");
    expect(tree.end).toBe(text.length);
  });

  test("the place of an error at the end is inside the text", () => {
    const text = `send({`;
    const { syntaxErrors } = parseSource("clinic.ts", text);
    expect(syntaxErrors.length).toBeGreaterThan(0);
    for (const { start, end } of syntaxErrors) expect([start <= end, end <= text.length]).toEqual([true, true]);
  });
});
