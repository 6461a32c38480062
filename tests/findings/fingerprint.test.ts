import { describe, expect, test } from "vitest";
import { fingerprintFlow } from "../../src/findings/fingerprint.ts";
import { findingsOf, type Files } from "./check.ts";

const base = `function book(visit) {
  const dx = getDiagnosis();
  send({ dx, step: 2 });
}`;

function fingerprints(files: Files): string[] {
  return findingsOf(files)
    .flatMap(({ flows }) => flows.map(({ fingerprint }) => fingerprint))
    .sort();
}

describe("a fingerprint stays", () => {
  test.for([
    ["with lines inserted", `\n\nconst unrelated = 1;\n\n${base}`],
    ["with comments", `// A comment.\n${base.replace("send", "/* note */ send")} // another`],
    ["with other formatting", base.replaceAll("\n", " ").replace("{ dx, step: 2 }", "{\n  dx,\n  step: 2,\n}")],
    ["with another field that is not sensitive", base.replace("step: 2", "step: 3, plan: 'free'")],
    ["with more code after it", `${base}\nfunction other() { return 1; }\nother();`],
    ["with another function before it", `function close() {}\n${base}`],
  ] as const)("%s", ([, source]) => {
    expect(fingerprints(source)).toEqual(fingerprints(base));
  });

  test("when another file is added", () => {
    expect(fingerprints({ "clinic.ts": base, "a.ts": `export const plan = "free";` })).toEqual(fingerprints(base));
  });
});

describe("a fingerprint changes", () => {
  test.for([
    ["with the vendor", base.replace("send", "report")],
    ["with the label", base.replace("getDiagnosis", "getEmail")],
    ["with the function around it", base.replace("book", "open")],
    ["with a function around the function", `function page() { ${base} }`],
  ] as const)("%s", ([, source]) => {
    expect(fingerprints(source)).toHaveLength(1);
    expect(fingerprints(source)).not.toEqual(fingerprints(base));
  });

  test("with the field", () => {
    const of = (field: string): string[] => fingerprints(`function book(visit) { send(visit.${field}); }`);
    expect(of("diagnosis")).toHaveLength(1);
    expect(of("hasDepression")).toHaveLength(1);
    expect(of("diagnosis")).not.toEqual(of("hasDepression"));
  });

  test("with the file", () => {
    expect(fingerprints({ "page.ts": base })).not.toEqual(fingerprints(base));
  });

  test("a second field added to a known call is new beside the old one", () => {
    const one = fingerprints(`function book(visit) { send({ a: visit.diagnosis }); }`);
    const two = fingerprints(`function book(visit) { send({ a: visit.diagnosis, b: visit.hasDepression }); }`);
    expect(two).toHaveLength(2);
    expect(two).toEqual(expect.arrayContaining(one));
  });
});

describe("fingerprintFlow", () => {
  const parts = {
    rule: "r",
    vendor: "v",
    sink: "s",
    port: "payload",
    label: "health",
    field: "visit.dx",
    function: "book",
    file: "clinic.ts",
  };

  test("is 32 hexadecimal digits that never change", () => {
    expect(fingerprintFlow(parts)).toBe(fingerprintFlow({ ...parts }));
    expect(fingerprintFlow(parts)).toMatch(/^[0-9a-f]{32}$/);
  });

  test.for(Object.keys(parts) as (keyof typeof parts)[])("depends on %s", (part) => {
    expect(fingerprintFlow({ ...parts, [part]: "other" })).not.toBe(fingerprintFlow(parts));
  });

  test("does not confuse where one part ends and the next begins", () => {
    expect(fingerprintFlow({ ...parts, rule: "rv", vendor: "" })).not.toBe(
      fingerprintFlow({ ...parts, rule: "r", vendor: "v" }),
    );
  });
});
